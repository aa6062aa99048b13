import type { About } from "../../contract/about.ts";
import { attioNames } from "./named.ts";

export const about = {
  key: "attio",
  title: "Attio",
  documentation: "https://docs.attio.com/rest-api/overview",
  credentials: [
    {
      title: "an access token of the workspace",
      fields: [
        {
          name: "token",
          label: "access token",
          how: "Attio: Workspace settings, Developers, New access token, with the scopes object_configuration:read, record_permission:read-write and note:read-write; shown once. An OAuth app's access token is entered in the same way, as it does not run out",
        },
      ],
    },
  ],
  // https://docs.attio.com/rest-api/endpoint-reference/meta/identify
  identity: { path: "/v2/self", fields: { workspace: "workspace_name" } },
  settings: [],
  named: attioNames,
  writes: {
    call: "a note on the person",
    outcome: "the note and its title; an attribute of the person by the settings `statusAttribute` and `leadStatus`",
    moment: "the note, which stands at that moment",
    length: "the note",
    direction: "the note",
    numbers: "the note",
    agent: "the note",
    recording: "the note",
    note: "the note",
    transcript: "the note",
    status:
      "an attribute of the person by the settings `statusAttribute` and `leadStatus`; one by `doNotCallAttribute`",
    speed: "the note; attributes of the person by the setting `fields`",
  },
  limits: "429 with a `Retry-After` that is a date; 100 questions and 25 writes in a second",
  cannot: [
    "a call of its own: Attio's calls are recordings of its meetings, which it makes itself",
    "a change of a note: Attio has none, so another takes its place and what somebody wrote into the first is lost",
    "the note's author: it is the token's, and the agent stands in the note",
    "a status of people without a setting: Attio comes with none",
    "notes on companies and deals: the person's page is where the team looks, and a company may have several of them called",
    "the browser's way in (`bridge connect` asks for the token): Attio gives its apps no refresh token",
  ],
  verified: "Attio's own description of its API and its pages of 2026; not with a live workspace",
  demo: ["results", "contacts"],
} as const satisfies About;
