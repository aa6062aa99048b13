import type { About } from "../../contract/about.ts";
import { odooNames } from "./named.ts";

const key = "Odoo, signed in as the bridge's user: Preferences, Account Security, New API Key";

export const about = {
  key: "odoo",
  title: "Odoo CRM",
  documentation: "https://www.odoo.com/documentation/19.0/developer/reference/external_api.html",
  credentials: [
    {
      title: "an API key, which the bridge replaces before it ends",
      fields: [
        {
          name: "refresh_token",
          label: "API key",
          how: `${key}; an administrator lets keys make others (\`base.enable_programmatic_api_keys\`)`,
        },
      ],
    },
    {
      title: "an API key, which you replace before it ends",
      fields: [{ name: "api_key", label: "API key", how: key }],
    },
  ],
  identity: { path: "/json/2/res.users/context_get", posted: {}, fields: { user: "uid" } },
  named: odooNames,
  settings: [{ name: "url", label: "Address of your Odoo", usual: "https://callingly-demo.odoo.com" }],
  writes: {
    call: "a note in the chatter of the lead or contact",
    outcome: "the note",
    moment: "the note; the note's own time is when it was written",
    length: "the note",
    direction: "the note",
    numbers: "the note",
    agent: "the note's author, found by e-mail address; the note",
    recording: "the note, as a link",
    note: "the note",
    transcript: "the note",
    status: "the lead's Stage by the setting `stages`",
    tags: "the lead's Tags by the setting `tags`, beside those that it has",
    speed: "the note; fields of the lead by the setting `fields`",
  },
  limits: "none that Odoo names; 429 is taken for one",
  cannot: [
    "Odoo 18 and before: they have no JSON-2 API, and the older ones end with Odoo 22. Leads are taken from 17 on",
    "Odoo Online on the plans One App Free and Standard: Odoo opens its API with the plan Custom",
    "the author of a note that is there already: an agent who becomes known later stands in the note",
    "calls as Odoo's own records: only its telephony app has such, and it makes them itself",
    "do not call: Odoo's list of blocked numbers is about messages; let a stage or tag for `removed` say it",
    "a stage without a setting, and that of a contact, which has none",
  ],
  verified: "Odoo's page of the JSON-2 API and the source of Odoo 19; not with a live database",
  demo: ["results", "contacts"],
} as const satisfies About;
