import type { About } from "../../contract/about.ts";
import { espocrmHooks } from "./hooks.ts";
import { espocrmNames } from "./named.ts";

export const about = {
  key: "espocrm",
  title: "EspoCRM",
  documentation: "https://docs.espocrm.com/development/api/",
  credentials: [
    {
      title: "the API key of an API user",
      fields: [
        {
          name: "api_key",
          label: "API Key",
          how: "EspoCRM: Administration, API Users, the user with the authentication method API Key",
        },
      ],
    },
  ],
  // https://github.com/espocrm/espocrm/blob/master/application/Espo/Tools/App/AppService.php
  identity: { path: "/api/v1/App/user", fields: { "API user": "user.userName" } },
  settings: [
    { name: "url", label: "Address of your EspoCRM", usual: "https://espocrm.invalid" },
    {
      name: "ownerId",
      label: "Id of the EspoCRM user whose the calls are whose agent is no user",
      usual: "66710000000000ada",
    },
  ],
  hooks: espocrmHooks,
  named: espocrmNames,
  writes: {
    call: "a call on the lead or contact",
    outcome: "the call's Status by the setting `callStatuses`; its Name; the description",
    moment: "Date Start and Date End",
    length: "from Date Start to Date End, in seconds; the description",
    direction: "Direction",
    agent: "Assigned User, found by e-mail address; the description",
    recording: "the description; a field of calls by the setting `recordingField`",
    note: "Description",
    transcript: "the description",
    status: "the lead's Status by the setting `leadStatus`; Do Not Call",
    speed: "the description; fields of the lead or contact by the setting `fields`",
  },
  limits: "none of its own; a server in front of it may answer 429",
  cannot: [
    "tags: EspoCRM has none unless you add a field for them",
    "the numbers: a call has no field for them, and shows those of its contacts and leads",
    "the status of a contact: it has none",
    "converting a lead: that makes a contact and an account, which a person decides",
  ],
  verified:
    "EspoCRM's own source (10.0, and what 7.0 to 9.3 do otherwise) and its documentation; not with a live instance",
  demo: ["results", "contacts"],
} as const satisfies About;
