import type { About } from "../../contract/about.ts";
import { copperHooks } from "./hooks.ts";
import { copperNames } from "./named.ts";

export const about = {
  key: "copper",
  title: "Copper",
  documentation: "https://developer.copper.com/",
  credentials: [
    {
      title: "the API key of a user",
      fields: [
        {
          name: "api_key",
          label: "API key",
          how: "Copper: Settings, Integrations, API Keys, Generate API Key; of an administrator, who sees every record",
        },
        { name: "email", label: "e-mail address", how: "of the user whose key it is" },
      ],
    },
  ],
  // https://developer.copper.com/account-and-users/fetch-account-details.html
  identity: { path: "/developer_api/v1/account", fields: { account: "name" } },
  hooks: copperHooks,
  named: copperNames,
  settings: [
    {
      name: "activityTypeId",
      label: "Id of the account's activity type for calls, which GET /developer_api/v1/activity_types lists",
      usual: "190711",
    },
  ],
  writes: {
    call: "an activity of the setting `activityTypeId` on the lead or person",
    outcome: "the activity's text (`details`)",
    moment: "`activity_date`, in seconds; the text",
    length: "the text",
    direction: "the text",
    numbers: "the text",
    agent: "the user whose the activity is (`user_id`), found by e-mail address; the text",
    recording: "the text",
    note: "the text",
    transcript: "the text",
    status: "the lead's status (`status_id`) by the setting `leadStatus`",
    tags: "added to the lead's or person's, by the setting `tag`",
    speed: "the text; custom fields by the setting `fields`",
  },
  limits: "429; 180 requests in a minute",
  cannot: [
    "length, direction and recording in fields: an activity has none for them, so its text has them",
    "a status without a setting: statuses are the account's own",
    "opportunities: none is made, none is moved, and none stops the calling",
    "tags: none is taken away again; Copper takes the whole list, so a tag that somebody adds in the same moment is lost",
    "access by OAuth, which Copper gives to its partners",
  ],
  verified:
    "Copper's own pages, of which no description for machines is published; not with a live account. Its page says what is not known and how to see it",
  demo: ["results", "contacts"],
} as const satisfies About;
