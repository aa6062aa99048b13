import type { About } from "../../contract/about.ts";

const KEY = {
  name: "api_key",
  label: "API key",
  how: "Follow Up Boss: Admin, API, Create API Key; of the owner or an administrator",
} as const;

export const about = {
  key: "followupboss",
  title: "Follow Up Boss",
  documentation: "https://docs.followupboss.com/reference",
  credentials: [
    { title: "an API key", fields: [KEY] },
    {
      title: "an API key and a registered system, which may ask twice as often",
      fields: [
        KEY,
        { name: "system", label: "X-System", how: "the name that was registered at apps.followupboss.com" },
        { name: "system_key", label: "X-System-Key", how: "what the registration gave" },
      ],
    },
  ],
  // https://docs.followupboss.com/reference/identity
  identity: { path: "/v1/identity", fields: { user: "user.email", account: "account.name" } },
  settings: [],
  writes: {
    call: "a call on the person",
    outcome: "Outcome (`outcome`) by the setting `outcomes`; the note",
    moment: "the note; the call stands where it was logged",
    length: "`duration`, in seconds",
    direction: "`isIncoming`",
    numbers: "`phone`, `toNumber`, `fromNumber`",
    agent: "the user who made the call (`userId`), found by e-mail address; the note",
    recording: "`recordingUrl`; the note",
    note: "the call's note (`note`)",
    transcript: "the note",
    status: "the person's Stage (`stage`) by the setting `stage`",
    tags: "added to the person's, by the setting `tag`",
    speed: "the note; custom fields of the person by the setting `fields`",
  },
  limits: "429 with `Retry-After`; so many requests in ten seconds, twice as many with a registered system",
  cannot: [
    "the moment of the call in a field: a logged call takes none, so it stands in the note",
    "the agent, with the key of a user who is no administrator: the call is that user's",
    "a call that another system has logged, or this one under another name: Follow Up Boss lets nobody else change it",
    "a stage without a setting: stages are the account's own",
    "the company: a person has no field for it",
  ],
  verified: "Follow Up Boss's own description, at second hand, and its pages; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
