import { defineConfig } from "../../../lambda/config/schema.ts";
import { atAnyHour } from "../../../lib/at-any-hour.ts";

/** What the deploy test deploys: one source of each way in, one CRM of each way out. */
const config = defineConfig({
  // Quick, so that leads which arrive during a deployment are not still in line when they are counted.
  accounts: { main: { timeZone: "America/New_York", callsPerSecond: 20 } },
  crms: {
    demo: { connector: "webhook", settings: { url: "https://crm.invalid/callingly-results" } },
    hubspot: { connector: "hubspot" },
  },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, report: ["demo"] },
    anything: {
      connector: "json",
      account: "main",
      team: 19230,
      report: ["demo"],
      settings: { mapping: { externalId: "id" } },
    },
    hubspot: { connector: "hubspot", account: "main", team: 19230, report: ["hubspot"] },
  },
});

/** The emulated Callingly rings nobody. */
export default atAnyHour(config, "the deploy test");
