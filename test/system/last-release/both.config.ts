import { defineConfig } from "../../../lambda/config/schema.ts";

/** What the last release and today's version both know: a setting that is newer than the release belongs in neither. */
export default defineConfig({
  accounts: { main: { timeZone: "America/New_York" } },
  crms: { demo: { connector: "webhook", settings: { url: "https://crm.invalid/callingly-results" } } },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, report: ["demo"], group: "acme" },
    anything: {
      connector: "json",
      account: "main",
      team: 19230,
      report: ["demo"],
      group: "acme",
      settings: { mapping: { externalId: "id" } },
    },
    hubspot: { connector: "hubspot", account: "main", team: 19230, report: ["demo"], group: "acme" },
  },
});
