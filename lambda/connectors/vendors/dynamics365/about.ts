import type { About } from "../../contract/about.ts";

const app = "Microsoft Entra admin centre: App registrations, the app";

export const about = {
  key: "dynamics365",
  title: "Dynamics 365 Sales",
  documentation: "https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/overview",
  credentials: [
    {
      title: "an app registration that is an application user of the environment",
      fields: [
        { name: "client_id", label: "Application (client) ID", how: `${app}, Overview` },
        { name: "client_secret", label: "client secret", how: `${app}, Certificates & secrets: the Value` },
      ],
    },
  ],
  settings: [
    { name: "orgUrl", label: "Address of the environment", usual: "https://callingly-demo.crm.dynamics.com" },
    { name: "tenant", label: "Directory (tenant) ID", usual: "callingly-demo.onmicrosoft.com" },
  ],
  writes: {
    call: "a completed phone call that is regarding the lead or contact",
    outcome: "Subject; Left Voice Mail; a column of the lead by the setting `outcomeField`",
    moment: "Actual Start and Actual End",
    length: "Duration, in whole minutes; the seconds in the description",
    direction: "Direction; who is Call From and who is Call To",
    numbers: "Phone Number: the lead's",
    agent: "Owner and Call From (or Call To), found by e-mail address among enabled users; the description",
    recording: "the description",
    note: "Description",
    transcript: "the description; past 2,000 characters a note on the lead or contact",
    status: "the lead's status reason by the setting `leadStatus`; Do not allow phone calls",
    speed: "the description; columns of the lead or contact by the setting `fields`",
  },
  limits: "429 with `Retry-After`; 6,000 requests of a user in five minutes",
  cannot: [
    "the parties of a phone call that is there already: they are rows of their own. An agent who becomes known later is the owner and stands in the description",
    "the status of a contact: it is only active or not",
    "tags: Dynamics has none on leads; a flow of yours goes by the status or the phone call",
    "qualifying a lead: that makes a contact and an opportunity, which a person decides",
  ],
  verified: "Microsoft's references of the tables and the Web API; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
