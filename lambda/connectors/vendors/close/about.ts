import type { About } from "../../contract/about.ts";

export const about = {
  key: "close",
  title: "Close CRM",
  documentation: "https://developer.close.com/api",
  credentials: [
    {
      title: "an API key",
      fields: [
        {
          name: "api_key",
          label: "API key",
          how: "Close: Settings, Developer, API Keys; of a user who may see and edit all leads",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "client ID of the app", how: "Close: Settings, Developer, OAuth Apps" },
        { name: "client_secret", label: "client secret of the app", how: "Close: Settings, Developer, OAuth Apps" },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scopes all.full_access and offline_access",
        },
      ],
      consent: {
        documentation: "https://developer.close.com/api/overview/oauth-authentication",
        authorise: "https://app.close.com/oauth2/authorize/",
        token: "/oauth2/token/",
        // Every app has both that there are: https://developer.close.com/integrations/create-an-oauth-app
        scopes: [],
        pkce: false,
        redirect: { name: "Redirect URL", how: "Close: Settings, Developer, OAuth Apps", takes: "https" },
      },
    },
  ],
  // https://developer.close.com/api/resources/users/fetch-current-user
  identity: { path: "/api/v1/me/", fields: { user: "email", organisation: "organizations.0.name" } },
  settings: [],
  writes: {
    call: "a call on the lead, with the contact that has the phone",
    outcome: "`status`; Outcome (`outcome_id`) by the setting `outcomes`; the note",
    moment: "`activity_at`",
    length: "Duration (`duration`), in seconds",
    direction: "`direction`",
    numbers: "the person's (`phone`)",
    agent: "the user who made the call (`user_id`), found by e-mail address; the note",
    recording: "`recording_url`, with a player; the note",
    note: "the call's note (`note`)",
    transcript: "the note",
    status: "the lead's Status (`status_id`) by the setting `leadStatus`",
    speed: "the note; custom fields of the lead by the setting `fields`",
  },
  limits:
    "429; so many requests for a key and three times as many for an organisation, counted for each kind of request",
  cannot: [
    "tags: a Close lead has none",
    "the number that Callingly called from: a call that was made elsewhere has one phone",
    "the direction of a call that is logged already: Close takes it once",
    "an outcome or a lead status without a setting: they are the organisation's own",
    "a recording's address that is not `https`, as a link: it stands in the note",
  ],
  verified: "Close's own API description, and its pages for the search; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
