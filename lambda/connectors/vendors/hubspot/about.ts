import type { About } from "../../contract/about.ts";

export const about = {
  key: "hubspot",
  title: "HubSpot",
  documentation: "https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide",
  credentials: [
    {
      title: "a private app",
      fields: [
        {
          name: "token",
          label: "access token of the private app",
          how: "HubSpot: Settings, Integrations, Private Apps; with the scopes crm.objects.contacts.read and .write",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "client ID of the app", how: "HubSpot: the app's page, Auth" },
        { name: "client_secret", label: "client secret of the app", how: "HubSpot: the app's page, Auth" },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scopes crm.objects.contacts.read and .write",
        },
      ],
      consent: {
        documentation: "https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens",
        authorise: "https://app.hubspot.com/oauth/authorize",
        token: "/oauth/2026-03/token",
        scopes: ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.owners.read"],
        pkce: false,
        redirect: { name: "Redirect URL", how: "HubSpot: the app's page, Auth", takes: "http" },
      },
    },
  ],
  // https://developers.hubspot.com/docs/api-reference/account-account-info-v3/details/get-account-info-v3-details
  identity: { path: "/account-info/v3/details", fields: { account: "portalId" } },
  settings: [],
  writes: {
    call: "a call on the contact",
    outcome: "Call outcome (`hs_call_disposition`) by the setting `dispositions`; `hs_call_status`; the title",
    moment: "Activity date (`hs_timestamp`)",
    length: "Duration (`hs_call_duration`)",
    direction: "`hs_call_direction`",
    numbers: "`hs_call_from_number`, `hs_call_to_number`",
    agent: "Activity assigned to (`hubspot_owner_id`), found by e-mail address; the note",
    recording: "`hs_call_recording_url`, with a player; the note",
    note: "Call notes (`hs_call_body`)",
    transcript: "the note",
    status: "the contact's Lead status (`hs_lead_status`) by the setting `leadStatus`",
    speed: "the note; properties of the contact by the setting `fields`",
  },
  limits: "429; 100 to 190 requests in ten seconds for an app",
  cannot: ["tags: a HubSpot contact has none", "lists and deals: a workflow of yours does that by the lead status"],
  verified: "HubSpot's own API description; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
