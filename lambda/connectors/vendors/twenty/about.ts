import type { About } from "../../contract/about.ts";
import { twentyNames } from "./named.ts";

export const about = {
  key: "twenty",
  title: "Twenty CRM",
  documentation: "https://docs.twenty.com/developers/extend/api",
  credentials: [
    {
      title: "an API key of the workspace",
      fields: [{ name: "api_key", label: "API key", how: "Twenty: Settings, APIs & Webhooks, Create key; shown once" }],
    },
  ],
  settings: [{ name: "url", label: "Address of your Twenty's API", usual: "https://api.twenty.com" }],
  named: twentyNames,
  writes: {
    call: "a note on the person",
    outcome: "the note and its title; a field of the person by the settings `statusField` and `leadStatus`",
    moment: "the note",
    length: "the note",
    direction: "the note",
    numbers: "the note",
    agent: "the note",
    recording: "the note",
    note: "the note",
    transcript: "the note",
    status: "a field of the person by the settings `statusField` and `leadStatus`; one by `doNotCallField`",
    speed: "the note; fields of the person by the setting `fields`",
  },
  limits: "429; a hundred requests in a minute",
  cannot: [
    "a call of its own: Twenty has no such object, and its call recordings are those of meetings",
    "the note's author: it is the API key's, and the agent stands in the note",
    "a status of people without a setting: Twenty comes with none",
    "tags: make a field for them",
    "a second phone of a person is not searched: only the first can be",
  ],
  verified: "Twenty's own source, as it was from 2025 to 2026, and its documentation; not with a live workspace",
  demo: ["results", "contacts"],
} as const satisfies About;
