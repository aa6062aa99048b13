import { Duration } from "aws-cdk-lib";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { fiveMinutes, functionOf, type Monitored, ownMetric } from "../monitored.ts";
import { missing, type Warning } from "./warning.ts";

/** The steps that senders wait for: where AWS does not let one run, it answers with 5xx. */
const awaited = ["accept-lead", "hear-call"] as const;

/** Requests that the bridge turns away, while a sender waits. */
export function aboutRequests(monitored: Monitored): Warning[] {
  const { stage, door } = monitored;
  return [
    ...awaited.map(
      (step): Warning => ({
        section: "throttled",
        of: step,
        urgency: "Now",
        says: `AWS did not let ${step} run although a sender was waiting, and answered 5xx.`,
        page: "doctor",
        metric: functionOf(step, monitored).metricThrottles({ period: fiveMinutes, statistic: Stats.SUM }),
        above: 0,
        missing: missing.ofFacts,
      }),
    ),
    {
      // One may be a cold start that took too long, and its sender comes again.
      section: "api-5xx",
      urgency: "Now",
      says: "The bridge turned three requests or more away in five minutes because of a fault of its own.",
      page: "doctor",
      metric: door.measured.metricServerError({ period: fiveMinutes, statistic: Stats.SUM }),
      above: 2,
      missing: missing.ofFacts,
    },
    {
      // A page without the script, and senders that do not come again, lose their lead with one.
      section: "api-5xx",
      of: "single",
      urgency: "Today",
      says: "The bridge turned a request away because of a fault of its own.",
      page: "doctor",
      metric: door.measured.metricServerError({ period: Duration.hours(1), statistic: Stats.SUM }),
      above: 0,
      missing: missing.ofFacts,
    },
    {
      // AWS may write no log of a flood that it turns away; it still counts the answers, with those to wrong keys.
      section: "api-429",
      of: "refused",
      urgency: "Now",
      says: "The bridge answered more than 600 requests in five minutes with 4xx: too many came, or came with no right to.",
      page: "sources",
      metric: door.measured.metricClientError({ period: fiveMinutes, statistic: Stats.SUM }),
      above: 600,
      missing: missing.ofFacts,
    },
    {
      // The limit is far above what forms send, and pages and vendors try again: a handful harms nobody.
      section: "api-429",
      urgency: "Now",
      says: "The front door turned ten requests or more away in five minutes because too many came.",
      page: "sources",
      metric: ownMetric(stage, "TooManyRequests"),
      above: 9,
      missing: missing.ofFacts,
    },
    {
      // Anybody can knock with a wrong key now and then. A CRM whose key changed knocks with every lead.
      section: "senders-refused",
      urgency: "Today",
      says: "Five senders or more could not prove within an hour who they are; their leads are not accepted.",
      page: "sources",
      metric: ownMetric(stage, "SenderRefused", { period: Duration.hours(1) }),
      above: 4,
      missing: missing.ofFacts,
    },
    {
      // One is enough: where the secret is wrong, each lead of the form is held from now on.
      section: "captcha-unsure",
      urgency: "Today",
      says: "A lead was held because its captcha could not be checked; nobody is rung for it.",
      page: "waiting",
      metric: ownMetric(stage, "CaptchaUnsure", { period: Duration.hours(1) }),
      above: 0,
      missing: missing.ofFacts,
    },
    {
      // The source's own limit says what is usual there. Ten of them are no family behind one address.
      section: "crowded",
      urgency: "Today",
      says: "More than ten leads within an hour were held because too many came from one visitor or through one source.",
      page: "waiting",
      metric: ownMetric(stage, "Crowded", { period: Duration.hours(1) }),
      above: 10,
      missing: missing.ofFacts,
    },
  ];
}
