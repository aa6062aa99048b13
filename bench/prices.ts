/**
 * Public list prices in US dollars, for us-east-1, without free tiers, discounts and taxes. Each says where it was read
 * and when; AWS's own pages fill in their figures by script, so most were read where somebody had written them down.
 */
export interface Price {
  readonly usd: number;
  /** The unit that costs that much. */
  readonly per: string;
  /** The vendor's page for it. */
  readonly page: string;
  /** Where the figure itself was read. Undefined: it could not be confirmed, and is what we believe it to be. */
  readonly readAt?: string;
}

/** The day of the last look-up in this file. */
export const pricesAsOf = "2026-11-29";

const million = 1_000_000;
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const dynamo = "https://aws.amazon.com/dynamodb/pricing/on-demand/";

export const prices = {
  httpApiRequest: {
    usd: 1 / million,
    per: "request to an HTTP API, up to 512 kB, the first 300 million a month",
    page: "https://aws.amazon.com/api-gateway/pricing/",
    readAt:
      "https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html",
  },
  lambdaRequest: {
    usd: 0.2 / million,
    per: "invocation",
    page: "https://aws.amazon.com/lambda/pricing/",
    readAt: "https://git.mcrn.ar/mariano/lambda_local_runner/src/branch/main/docs/lambdas-md/lambda-13-cost.md",
  },
  lambdaGbSecond: {
    usd: 0.0000133334,
    per: "GB-second on arm64, the first 7.5 billion a month; initialisation counts since August 2025",
    page: "https://aws.amazon.com/lambda/pricing/",
    readAt: "https://cloudchipr.com/blog/aws-lambda-pricing",
  },
  writeUnit: {
    usd: 0.625 / million,
    per: "write request unit, on demand",
    page: dynamo,
    readAt: "https://airbyte.com/data-engineering-resources/dynamodb-pricing",
  },
  readUnit: {
    usd: 0.125 / million,
    per: "read request unit, on demand",
    page: dynamo,
    readAt: "https://airbyte.com/data-engineering-resources/dynamodb-pricing",
  },
  tableGbMonth: {
    usd: 0.25,
    per: "GB in the table for a month",
    page: dynamo,
    readAt: "https://aws.amazon.com/dynamodb/pricing/",
  },
  backupGbMonth: {
    usd: 0.2,
    per: "GB under point-in-time recovery for a month",
    page: dynamo,
    readAt: "https://finops.com.py/services/dynamodb/backups",
  },
  streamRead: {
    usd: 0,
    per: "read of the stream by Lambda",
    page: dynamo,
    readAt: "https://docs.amazonaws.cn/en_us/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html",
  },
  ruleInvocation: {
    usd: 0,
    per: "invocation by a scheduled rule on the default bus",
    page: "https://aws.amazon.com/eventbridge/pricing/",
    readAt: "https://www.wring.co/blog/aws-eventbridge-pricing-guide",
  },
  logGb: {
    usd: 0.5,
    per: "GB of logs taken in",
    page: cloudWatch,
    readAt: "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
  },
  logGbMonth: { usd: 0.03, per: "GB of logs kept for a month", page: cloudWatch },
  ownMetric: {
    usd: 0.3,
    per: "custom metric a month, the first 10 000; only the hours in which it is published count",
    page: cloudWatch,
    readAt: "https://signoz.io/guides/cloudwatch-pricing",
  },
  alarmMetric: {
    usd: 0.1,
    per: "metric that a standard alarm watches, a month",
    page: cloudWatch,
    readAt: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm",
  },
  compositeAlarm: {
    usd: 0.5,
    per: "composite alarm a month",
    page: cloudWatch,
    readAt: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm",
  },
  dashboard: {
    usd: 3,
    per: "dashboard a month",
    page: cloudWatch,
    readAt: "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
  },
  trace: {
    usd: 5 / million,
    per: "trace recorded",
    page: "https://aws.amazon.com/xray/pricing/",
    readAt: "https://aws.amazon.com/de/xray/pricing/",
  },
  secret: {
    usd: 0.4,
    per: "secret a month",
    page: "https://aws.amazon.com/secrets-manager/pricing/",
    readAt: "https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms",
  },
  secretRead: {
    usd: 0.05 / 10_000,
    per: "read of a secret",
    page: "https://aws.amazon.com/secrets-manager/pricing/",
    readAt: "https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms",
  },
  key: {
    usd: 1,
    per: "key of one's own a month, before rotations",
    page: "https://aws.amazon.com/kms/pricing/",
    readAt: "https://aws.amazon.com/fr/kms/pricing/",
  },
  gbOut: {
    usd: 0.09,
    per: "GB sent to the internet, the first 10 TB a month",
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    readAt: "https://www.apigatewaycost.com/aws",
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** A plan of a service that bills by its own unit of work. */
export interface Plan {
  readonly units: number;
  readonly usd: number;
  readonly name: string;
  readonly readAt: string;
  /** Set where it should not be taken at its word. */
  readonly doubt?: string;
}

export interface Service {
  readonly unit: string;
  /** What the path of one lead takes, unit by unit. */
  readonly perLead: readonly string[];
  readonly countedBy: string;
  readonly page: string;
  /** From the smallest to the largest. */
  readonly plans: readonly Plan[];
}

/** The same path elsewhere, at its barest: nothing is looked up, retried or checked for having been done before. */
export const services = {
  Zapier: {
    unit: "task",
    // Triggers are free.
    perLead: ["call the lead", "write the result to the CRM"],
    countedBy: "https://zapier.com/blog/what-is-a-task-in-zapier",
    page: "https://zapier.com/pricing",
    plans: [
      {
        units: 750,
        usd: 29.99,
        name: "Professional, 750 tasks, paid by the month",
        readAt: "https://www.sasanova.com/guides/zapier-multi-step-task-counting",
      },
      {
        units: 2_000,
        usd: 103.5,
        name: "Team, 2 000 tasks, paid by the month",
        readAt: "https://www.sasanova.com/guides/zapier-multi-step-task-counting",
      },
      {
        units: 5_000,
        usd: 89,
        name: "Professional, 5 000 tasks",
        readAt: "https://arment.com/ArmstrongIAppConnector/Documentation/FAQ.aspx",
        doubt: "read in a reseller's help page without a date",
      },
    ],
  },
  Make: {
    unit: "credit",
    // Each run of a module, that of the trigger included.
    perLead: ["the lead comes in", "call the lead", "the result comes in", "write the result to the CRM"],
    countedBy: "https://help.make.com/how-features-use-credits",
    page: "https://www.make.com/en/pricing",
    plans: [
      {
        units: 10_000,
        usd: 9,
        name: "Core, 10 000 credits",
        readAt: "https://lilys.ai/notes/tr/makecom-20251017/how-much-make-com-cost-automate-with-ai",
        doubt: "read in somebody's summary of October 2025",
      },
      {
        units: 150_000,
        usd: 113.85,
        name: "Core, 150 000 operations",
        readAt:
          "https://www.make.com/en/help/general/changing-your-subscription--upgrading,-downgrading,-or-canceling-",
        doubt: "the example of Make's own help page, which may be older than today's plans",
      },
      {
        units: 2_000_000,
        usd: 1_000,
        name: "2 million operations",
        readAt: "https://lilys.ai/notes/tr/makecom-20251017/how-much-make-com-cost-automate-with-ai",
        doubt: "«about $1,000» in somebody's summary of October 2025",
      },
    ],
  },
} as const satisfies Record<string, Service>;
