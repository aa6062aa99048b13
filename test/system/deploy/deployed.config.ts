import { defineConfig } from "../../../lambda/config/schema.ts";

/** The Callingly of the deploy test rings nobody. */
export const hours = { off: { by: "the deploy test", reason: "nobody is rung there" } };

/** What the deploy test deploys: one source of each way in, one CRM of each way out. */
export default defineConfig({
  // Quick, so that leads which arrive during a deployment are not still in line when they are counted.
  accounts: { main: { timeZone: "America/New_York", callsPerSecond: 20 } },
  crms: {
    demo: { connector: "webhook", settings: { url: "https://crm.invalid/callingly-results" } },
    hubspot: { connector: "hubspot" },
  },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, report: ["demo"], hours },
    anything: {
      connector: "json",
      account: "main",
      team: 19230,
      report: ["demo"],
      hours,
      settings: { mapping: { externalId: "id" } },
    },
    hubspot: { connector: "hubspot", account: "main", team: 19230, report: ["hubspot"], hours },
  },
});
