import type { About } from "../../contract/about.ts";

const app =
  "Salesforce: Setup, External Client App Manager, the app's Settings, OAuth Settings, Consumer Key and Secret";

export const about = {
  key: "salesforce",
  title: "Salesforce",
  documentation: "https://developer.salesforce.com/docs/platform/api-rest/guide/intro-rest.html",
  credentials: [
    {
      title: "an external client app that is let in by itself (client credentials), with the setting `domain`",
      fields: [
        { name: "client_id", label: "consumer key of the app", how: app },
        { name: "client_secret", label: "consumer secret of the app", how: app },
      ],
    },
    {
      title: "an external client app that a user has let in, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "consumer key of the app", how: app },
        { name: "client_secret", label: "consumer secret of the app", how: app },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once the user has let it in, with the scopes api and refresh_token",
        },
      ],
      consent: {
        documentation:
          "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm&type=5",
        authorise: "/services/oauth2/authorize",
        token: "/services/oauth2/token",
        scopes: ["api", "refresh_token"],
        pkce: true,
        redirect: {
          name: "Callback URL",
          how: "Salesforce: Setup, External Client App Manager, the app's Settings, OAuth Settings",
          // Other addresses have to be https, this machine's own need not be.
          takes: "http",
        },
      },
    },
  ],
  // https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm&type=5
  identity: {
    path: "/services/oauth2/userinfo",
    fields: { user: "preferred_username", organisation: "organization_id" },
  },
  settings: [],
  writes: {
    call: "a task of the subtype Call on the lead or contact",
    outcome: "Call Result (`CallDisposition`): the agent's tag, else by the setting `dispositions`; Subject",
    moment: "the day in Due Date (`ActivityDate`), which has no time; the time in the note",
    length: "Call Duration (`CallDurationInSeconds`)",
    direction: "Call Type (`CallType`)",
    numbers: "the note",
    agent: "Assigned To (`OwnerId`), found by e-mail address among active users; the note",
    recording: "the note; a field of the task by the setting `recordingField`",
    note: "Comments (`Description`)",
    transcript: "the note, 32,000 characters with all that stands in it",
    status: "the lead's Status by the setting `leadStatus`",
    speed: "the note; fields of the lead by the setting `fields`",
  },
  limits: "403 `REQUEST_LIMIT_EXCEEDED`; requests of 24 hours by edition, from 15,000",
  cannot: [
    "the status of a contact: it has none, and neither have leads that were converted",
    "figures in fields of a contact: only a lead's fields are filled in",
    "tags: Salesforce has topics, which few use on leads; a flow of yours does that by the lead's status",
  ],
  verified: "the fields of Salesforce's standard objects and its REST guide; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
