import { defineConfig } from "./lambda/config/schema.ts";

/**
 * What you edit: your Callingly accounts, the doors through which leads come, and the CRMs that get the results.
 * Secrets do not belong here; they live in AWS Secrets Manager, under the names used below.
 */
export default defineConfig({
  accounts: {
    main: { timeZone: "America/New_York" },
  },
  crms: {
    // Any server of yours that takes signed JSON. "invalid" never resolves: put your address here before you deploy.
    demo: { connector: "webhook", settings: { url: "https://crm.invalid/callingly-results" } },
    hubspot: { connector: "hubspot" },
  },
  sources: {
    website: {
      connector: "html-form",
      account: "main",
      team: 19230,
      report: ["demo"],
      // One business: a person who comes through several of its doors is rung once, and all of them hear of it.
      group: "acme",
      // Anybody may fill in a form. So many leads of an hour are called without a person's word; default: 500.
      limits: { perHour: 2_000 },
    },
    anything: {
      connector: "json",
      account: "main",
      team: 19230,
      report: ["demo"],
      group: "acme",
      settings: { mapping: { externalId: "id" } },
    },
    hubspot: {
      connector: "hubspot",
      account: "main",
      team: 19230,
      report: ["hubspot"],
      group: "acme",
      // What a salesperson plans there is called when it is due, once an app of HubSpot's tells of it.
      settings: { callActivities: ["meeting", "task"] },
    },
    // Who books is called at the time that was agreed.
    bookings: { connector: "cal-com", account: "main", team: 19230, report: ["demo"], group: "acme" },
  },
});
