import type { About } from "../../contract/about.ts";

const SCOPES =
  "with the scopes contacts.readonly and contacts.write; users.readonly for agents, conversations and conversations/message for calls in conversations, opportunities for stages";

export const about = {
  key: "highlevel",
  title: "HighLevel",
  documentation: "https://marketplace.gohighlevel.com/docs/",
  credentials: [
    {
      title: "a private integration of the location",
      fields: [
        {
          name: "token",
          label: "private integration token",
          how: `HighLevel: the location's Settings, Private Integrations; ${SCOPES}`,
        },
      ],
    },
    {
      title: "a marketplace app, whose access the bridge renews",
      fields: [
        {
          name: "client_id",
          label: "client ID of the app",
          how: "marketplace.gohighlevel.com: the app, Advanced Settings, Auth",
        },
        {
          name: "client_secret",
          label: "client secret of the app",
          how: "marketplace.gohighlevel.com: the app, Advanced Settings, Auth",
        },
        {
          name: "refresh_token",
          label: "refresh token",
          how: `what the app is given once somebody has installed it in the location, ${SCOPES}; good for one renewal, so nothing else may use it`,
        },
      ],
      consent: {
        documentation: "https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0",
        authorise: "https://marketplace.gohighlevel.com/oauth/chooselocation",
        token: "/oauth/token",
        scopes: [
          "contacts.readonly",
          "contacts.write",
          "users.readonly",
          "conversations.readonly",
          "conversations.write",
          "conversations/message.readonly",
          "conversations/message.write",
          "opportunities.readonly",
          "opportunities.write",
        ],
        // Of one location, not of the agency.
        tokenParameters: { user_type: "Location" },
        pkce: false,
        redirect: {
          name: "Redirect URL",
          how: "marketplace.gohighlevel.com: the app, Advanced Settings, Auth",
          takes: "http",
        },
      },
    },
  ],
  settings: [
    {
      name: "locationId",
      label: "Id of the location (sub-account) that holds the contacts",
      usual: "ve9EPM428h8vShlTest",
    },
  ],
  writes: {
    call: "a note on the contact; with `conversationProviderId` also a call in its conversation",
    outcome: "the note; the custom field of the setting `outcomeField`; the call's status in the conversation",
    moment: "the note; the call's date in the conversation",
    length: "the note",
    direction: "the note; the call in the conversation",
    numbers: "the note; the call in the conversation",
    agent: "the note and whose it is (`userId`), found by e-mail address",
    recording: "the note; an attachment of the call in the conversation",
    note: "the note",
    transcript: "the note",
    status: "stage and status of the contact's newest open opportunity by the settings `stage` and `opportunityStatus`",
    tags: "a tag of the contact by the setting `tag`",
    speed: "the note; custom fields of the contact by the setting `fields`",
  },
  limits: "429 with `X-RateLimit-*`; 100 requests in ten seconds and 200,000 a day for an app and location",
  cannot: [
    "length, agent and transcript of a call in a conversation: HighLevel takes none there, so the note has them",
    "changes of such a call: HighLevel takes none but a recording, so a result that is corrected later is corrected in the note alone",
    "opportunities: none is made, and one that is won, lost or abandoned is left alone",
    "tags: none is taken away again",
    "further phone numbers of a contact: HighLevel shows one",
  ],
  verified:
    "HighLevel's own API description, and its answers to developers; not with a live account. Not known: how long a note may be, and whether a call in a conversation shows at once",
  demo: ["results", "contacts"],
} as const satisfies About;
