import type { About } from "../../contract/about.ts";
import { activecampaignNames } from "./named.ts";

export const about = {
  key: "activecampaign",
  title: "ActiveCampaign",
  documentation: "https://developers.activecampaign.com/reference",
  credentials: [
    {
      title: "the API key of a user",
      fields: [
        {
          name: "api_key",
          label: "API key",
          how: "ActiveCampaign: Settings, Developer; of a user who may see and change contacts, tags and deals",
        },
      ],
    },
  ],
  // https://developers.activecampaign.com/reference/get-user-loggedin
  identity: { path: "/api/3/users/me", fields: { user: "user.email" } },
  named: activecampaignNames,
  settings: [
    {
      name: "url",
      label: "API URL of the account, as Settings, Developer shows it",
      usual: "https://youraccount.api-us1.com",
    },
  ],
  writes: {
    call: "a note on the contact",
    outcome: "the note; the custom field of the setting `outcomeField`",
    moment: "the note",
    length: "the note",
    direction: "the note",
    numbers: "the note",
    agent: "the note",
    recording: "the note",
    note: "the note",
    transcript: "the note",
    status: "stage and status of the contact's newest open deal by the settings `stage` and `dealStatus`",
    tags: "a tag of the contact by the setting `tag`",
    speed: "the note; custom fields of the contact by the setting `fields`",
  },
  limits: "429 with `Retry-After`; five requests in a second for the whole account, whoever asks",
  cannot: [
    "a call of its own: ActiveCampaign has none, so a note holds all of it",
    "the agent as the note's author: a note is by the user whose key it is",
    "a person without an e-mail address, unless the account has opted in to contacts that have a phone alone",
    "tags: none is taken away again",
    "deals: none is made, and one that is won or lost is left alone",
    "the company: a contact's account is an object of its own",
  ],
  verified:
    "ActiveCampaign's own API description, at second hand, its pages, and programs that others published; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
