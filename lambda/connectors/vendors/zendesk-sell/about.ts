import type { About } from "../../contract/about.ts";
import { zendeskSellNames } from "./named.ts";

const apps = "Sell: Settings, Integrations, OAuth, Developer Apps, the app";

export const about = {
  key: "zendesk-sell",
  title: "Zendesk Sell",
  documentation: "https://developer.zendesk.com/api-reference/sales-crm/requests",
  credentials: [
    {
      title: "an access token",
      fields: [
        {
          name: "token",
          label: "access token",
          how: "Sell: Settings, Integrations, OAuth, Access Tokens, Add User Token; of a user who sees and edits all leads and contacts",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "client ID of the app", how: apps },
        { name: "client_secret", label: "client secret of the app", how: apps },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scopes read, write and profile",
        },
      ],
      consent: {
        documentation: "https://developers.getbase.com/docs/rest/articles/oauth2/requests",
        authorise: "https://api.getbase.com/oauth2/authorize",
        token: "/oauth2/token",
        scopes: ["read", "write", "profile"],
        pkce: false,
        clientIn: "header",
        redirect: { name: "Redirect URI", how: apps, takes: "https" },
      },
    },
  ],
  // https://developer.zendesk.com/api-reference/sales-crm/resources/users/#retrieve-an-authenticating-user
  identity: { path: "/v2/users/self", fields: { user: "data.email" } },
  settings: [],
  named: zendeskSellNames,
  writes: {
    call: "a call on the lead or contact",
    outcome: "Outcome (`outcome_id`) by the setting `outcomes`; `missed`; the summary",
    moment: "`made_at`",
    length: "`duration`, in seconds",
    direction: "`incoming`",
    numbers: "the person's (`phone_number`)",
    agent: "the user who made the call (`user_id`), found by e-mail address; the summary",
    recording: "`recording_url`; the summary",
    note: "the call's summary (`summary`)",
    transcript: "the summary",
    status: "the lead's Status (`status`) by the setting `leadStatus`",
    tags: "tags of the lead or contact by the setting `tags`, beside those that it has",
    speed: "the summary; custom fields of the lead or contact by the setting `fields`",
  },
  limits: "429 without a time; 36,000 requests an hour for a token, and 10 a second",
  cannot: [
    "leads from Sell: it has no webhooks of its own",
    "the number that Callingly called from: a call has one phone",
    "the status of a contact: it is another thing than a lead's, so only leads get one",
    "one person for two results that make them at the very same moment: Sell keeps both",
    "a tag that somebody else adds between reading and writing: Sell takes the whole list, and theirs is lost",
    "a recording's address that is not `https`, as a link: it stands in the summary",
  ],
  verified: "Zendesk's pages on Sell's API, and its own programs for it; not with a live account",
  demo: ["results"],
} as const satisfies About;
