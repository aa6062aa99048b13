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
    },
  ],
  settings: [],
  demo: ["results", "contacts"],
} as const satisfies About;
