import type { About } from "../../contract/about.ts";
import { suitecrmNames } from "./named.ts";

const client = "SuiteCRM: Admin, OAuth2 Clients and Tokens, the client";

export const about = {
  key: "suitecrm",
  title: "SuiteCRM",
  documentation: "https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/",
  credentials: [
    {
      title: "a client of the kind Client Credentials",
      fields: [
        { name: "client_id", label: "client ID", how: `${client}: the id` },
        { name: "client_secret", label: "client secret", how: `${client}: the Secret that somebody chose for it` },
      ],
    },
    {
      title: "a client of the kind Password, with a user's name and password",
      fields: [
        { name: "client_id", label: "client ID", how: `${client}: the id` },
        { name: "client_secret", label: "client secret", how: `${client}: the Secret that somebody chose for it` },
        { name: "username", label: "user name", how: "SuiteCRM: Admin, User Management" },
        { name: "password", label: "password", how: "the user's own" },
      ],
    },
  ],
  identity: { path: "/Api/V8/current-user", fields: { user: "data.attributes.user_name" } },
  named: suitecrmNames,
  settings: [
    {
      name: "url",
      label: "Address of your SuiteCRM, of SuiteCRM 8 with /legacy",
      usual: "https://callingly-demo.example.com/legacy",
    },
  ],
  writes: {
    call: "a call on the lead, or on the contact that it has become",
    outcome: "Status by the setting `callStatuses`; Subject; Description",
    moment: "Start Date",
    length: "Duration, in whole minutes; the seconds in Description",
    direction: "Direction",
    numbers: "Description",
    agent: "Assigned to, found by e-mail address; Description",
    recording: "Description",
    note: "Description",
    transcript: "Description; past 16,000 characters also notes on the lead or contact",
    status: "the lead's Status by the setting `leadStatus`; Do Not Call",
    speed: "Description; fields of the lead by the setting `fields`",
  },
  limits: "none of its own",
  cannot: [
    "leads from SuiteCRM: it has no webhooks. Put the source's address into the forms themselves",
    "tags: SuiteCRM has none",
    "a call that somebody has deleted: SuiteCRM keeps its id, and the result waits",
    "the status of a contact, which has none",
  ],
  verified: "SuiteCRM's own source (7.14) and API description; not with a running instance",
  demo: ["results"],
} as const satisfies About;
