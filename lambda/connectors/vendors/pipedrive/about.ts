import type { About } from "../../contract/about.ts";

export const about = {
  key: "pipedrive",
  title: "Pipedrive",
  documentation: "https://developers.pipedrive.com/docs/api/v1/Activities",
  credentials: [
    {
      title: "an API token",
      fields: [
        {
          name: "token",
          label: "API token of a user",
          how: "Pipedrive, signed in as a user for the bridge: Personal preferences, API; an administrator's, so that activities can be the agents' own",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        {
          name: "client_id",
          label: "client ID of the app",
          how: "Pipedrive: Developer Hub, the app, OAuth & access scopes",
        },
        {
          name: "client_secret",
          label: "client secret of the app",
          how: "Pipedrive: Developer Hub, the app, OAuth & access scopes",
        },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scopes contacts:full, activities:full, deals:full, leads:full, users:read, search:read; for call logs phone-integration as well",
        },
      ],
      consent: {
        documentation: "https://pipedrive.readme.io/docs/marketplace-oauth-authorization",
        authorise: "/oauth/authorize",
        token: "/oauth/token",
        // An app asks for those that stand in its own form, and for no others.
        scopes: [],
        pkce: false,
        clientIn: "header",
        redirect: {
          name: "Callback URL",
          how: "Pipedrive: Developer Hub, the app, OAuth & access scopes",
          takes: "http",
        },
      },
    },
  ],
  // https://developers.pipedrive.com/docs/api/v1/Users#getCurrentUser
  identity: { path: "/v1/users/me", fields: { user: "data.email", company: "data.company_name" } },
  settings: [],
  writes: {
    call: 'an activity of the type Call on the person, deal or lead; a call log with `activity: "call-log"`',
    outcome: "the subject; Outcome of a call log by the setting `callOutcomes`",
    moment: "due date and time; start of a call log",
    length: "duration, in minutes; of a call log in seconds; the note",
    direction: "the subject",
    numbers: "of a call log only",
    agent: "owner, found by e-mail address; the note",
    recording: "the note",
    note: "note",
    transcript: "the note",
    status: "the stage of the deal by the setting `dealStages`",
    tags: "labels of the person, deal or lead by the settings `personLabels`, `dealLabels`, `leadLabels`",
    speed: "the note; custom fields of the record by the setting `fields`",
  },
  limits: "429 with `x-ratelimit-reset`; so many requests in two seconds, and a budget for the day",
  cannot: [
    "the recording as a sound that plays there: Pipedrive takes a file, which only a call log may have, and no address",
    "the company: it would be an organization of its own",
    "one person for two results that make them at the very same moment: Pipedrive keeps both, and offers to merge them",
    "a call log that is changed, or found again after an answer was lost: Pipedrive lets nobody do so",
  ],
  verified: "Pipedrive's own API descriptions, versions 1 and 2; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
