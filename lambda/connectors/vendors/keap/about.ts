import type { About } from "../../contract/about.ts";
import { keapHooks } from "./hooks.ts";
import { keapNames } from "./named.ts";

export const about = {
  key: "keap",
  title: "Keap",
  documentation: "https://developer.keap.com/docs/restv2/",
  credentials: [
    {
      title: "a service account key",
      fields: [
        {
          name: "token",
          label: "service account key",
          how: "Keap: Settings, API Settings, Service Account Keys; only an administrator can make one",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "client ID of the app", how: "keys.developer.keap.com: the app, its key" },
        {
          name: "client_secret",
          label: "client secret of the app",
          how: "keys.developer.keap.com: the app, its secret",
        },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scope full",
        },
      ],
      consent: {
        documentation: "https://developer.keap.com/getting-started-oauth-keys/",
        authorise: "https://accounts.infusionsoft.com/app/oauth/authorize",
        token: "/token",
        scopes: ["full"],
        pkce: false,
        redirect: {
          name: "redirect_uri",
          how: "keys.developer.keap.com: the app, where that asks for one",
          takes: "https",
        },
      },
    },
  ],
  // "Retrieve User Info": https://developer.keap.com/docs/restv2/
  identity: { path: "/crm/rest/v2/oauth/connect/userinfo", fields: { user: "email", account: "tenant_id" } },
  hooks: keapHooks,
  named: keapNames,
  settings: [
    {
      name: "ownerId",
      label: "Id of the user who writes the notes on calls whose agent is no user",
      usual: "1",
    },
  ],
  writes: {
    call: "a note on the contact, of the type Call",
    outcome: "the note's title and text; a custom field of the contact by the settings `outcomeField` and `outcomes`",
    moment: "the note's text; the note stands where it was written",
    length: "the note's text",
    direction: "the note's text",
    numbers: "the note's text",
    agent: "the user who wrote the note (`user_id`), found by e-mail address; the note's text",
    recording: "the note's text",
    note: "the note's text",
    transcript: "the note's text",
    tags: "added to the contact's, by the setting `tag`",
    speed: "the note's text; custom fields of the contact by the setting `fields`",
  },
  limits:
    "429 without `Retry-After`; 240 requests a minute and 30000 a day with a key, 1500 and 150000 with an OAuth app, and no more than 25 in a second",
  cannot: [
    "fields for a call: Keap has no record of one but a note, which has none",
    "a status, or the stage of a deal: a contact has none; an automation that starts with the tag sets it",
    "the company of a contact that the bridge makes: Keap takes it by its id",
    "do not call: Keap has no field of its own for it; the tag for `removed` says it",
  ],
  verified:
    "Keap's own API description (version 2) and its pages; REST hooks as the SDKs of version 1 have them; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
