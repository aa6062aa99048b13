import type { About } from "../../contract/about.ts";

export const about = {
  key: "zoho",
  title: "Zoho CRM",
  documentation: "https://www.zoho.com/crm/developer/docs/api/v8/",
  credentials: [
    {
      title: "a client of Zoho's API console, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "Client ID", how: "Zoho API console: the client, Client Secret" },
        { name: "client_secret", label: "Client Secret", how: "Zoho API console: the client, Client Secret" },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the client is given for its code, with the scopes ZohoCRM.modules.ALL, ZohoCRM.coql.READ, ZohoCRM.settings.fields.READ, ZohoCRM.users.READ and, for the setting `tags`, ZohoCRM.settings.tags.ALL",
        },
      ],
      consent: {
        documentation: "https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html",
        authorise: "/oauth/v2/auth",
        token: "/oauth/v2/token",
        scopes: [
          "ZohoCRM.modules.ALL",
          "ZohoCRM.coql.READ",
          "ZohoCRM.settings.fields.READ",
          "ZohoCRM.users.READ",
          "ZohoCRM.settings.tags.ALL",
        ],
        scopeSeparator: ",",
        // Without both, a client that was let in before gets no refresh token.
        parameters: { access_type: "offline", prompt: "consent" },
        pkce: false,
        redirect: {
          name: "Authorized Redirect URI",
          how: "Zoho API console: a server-based client, Client Details",
          takes: "http",
        },
      },
    },
  ],
  // https://www.zoho.com/crm/developer/docs/api/v8/get-users.html
  identity: { path: "/crm/v8/users?type=CurrentUser", fields: { user: "users.0.email" } },
  settings: [],
  writes: {
    call: "a call on the lead, or on the contact that it has become",
    outcome: "Call Result: the agent's tag, else by the setting `callResults`; the subject",
    moment: "Call Start Time",
    length: "Call Duration, as minutes and seconds",
    direction: "Call Type: Outbound, Inbound, or Missed for an inbound call that nobody took",
    agent: "Call Owner, found by e-mail address; the description",
    recording: "Voice Recording; the description",
    note: "Description",
    transcript: "the description; past 32000 characters also notes on the lead or contact",
    status: "the lead's Lead Status by the setting `leadStatus`; contacts have none",
    tags: "the lead's or contact's tags by the setting `tags`, beside those that it has",
    speed: "the description; fields of the lead or contact by the setting `fields`",
  },
  limits: "429; credits for 24 hours and 5 to 25 requests at once, by edition; ten renewals in ten minutes",
  cannot: [
    "the owner, type and start of a call that is there already: Zoho refuses to change them",
    "the numbers: the fields for them are those of telephony providers",
    "the status of a lead in a blueprint: only the blueprint's own steps change it",
    "do not call: Zoho has no field of its own for it; let `leadStatus` or a tag for `removed` say it",
  ],
  verified: "Zoho's own API description (v8) and its developers' posts; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
