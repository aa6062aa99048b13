import type { About } from "../../contract/about.ts";

export const about = {
  key: "freshsales",
  title: "Freshsales",
  documentation: "https://developers.freshworks.com/crm/api/",
  credentials: [
    {
      title: "a user's API key",
      fields: [
        {
          name: "api_key",
          label: "API key",
          how: "Freshsales: the profile picture, Profile Settings, API Settings, Your API key; of a user who may see and edit all contacts",
        },
      ],
    },
  ],
  settings: [
    {
      name: "bundleAlias",
      label: "Bundle alias, as API Settings shows it",
      usual: "acme.myfreshworks.com/crm/sales",
    },
  ],
  writes: {
    call: "a note on the contact, or a phone call by the setting `activity`",
    outcome: "the note",
    moment: "the note; it stands where it was written",
    length: "the note",
    direction: "the note; of a phone call also whether it came in (`call_direction`)",
    numbers: "the note",
    agent: "the note",
    recording: "the note",
    note: "the note",
    transcript: "the note",
    status: "the contact's status (`contact_status_id`) by the setting `contactStatus`",
    tags: "added to the contact's, by the setting `tag`",
    speed: "the note; custom fields of the contact by the setting `fields`",
  },
  limits: "429; 1000 requests an hour for an account",
  cannot: [
    "a change of a phone call that is logged, or a look at it: what comes later is a note beside it, and after an answer was lost a person looks",
    "the call's length, moment, outcome and recording in fields: Freshsales ignores those that its API describes",
    "the user whose the call is: it is whose API key it is, and the note names the agent",
    "a status without a setting: statuses are the account's own",
    "the company: a contact has accounts, by their ids",
    "leads of the module Leads in older accounts: results are on contacts",
  ],
  verified:
    "Freshsales's pages at second hand and public integrations that were tried on live accounts; no description for machines was found; not with a live account of ours",
  demo: ["results", "contacts"],
} as const satisfies About;
