import { describe, expect, it } from "vitest";
import type { FunctionName } from "../../lib/bundling/bundle.ts";
import { crmAccessRights, mailRights, type TableRights, tableKeys, tableRights } from "../../lib/table-rights.ts";
import { oneAccount, type Resource, resourceOf, resourcesOf, templateOf, textOf } from "./template.ts";

/** HubSpot's leads may come as ids, and are its records. */
const template = templateOf();
/** No source's leads are a CRM's records. */
const { website } = oneAccount.sources;
const withoutRecords = templateOf({}, { ...oneAccount, sources: website ? { website } : {} });
const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];

/** `action resource`, and the condition if there is one. */
function mayOf(step: string, of = template): string[] {
  const policies = resourcesOf(of, "AWS::IAM::Policy").filter(({ Properties }) =>
    Properties.Roles.some((role: unknown) => textOf(role) === `${step}FunctionRole`),
  );
  return policies
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, Condition }) => {
      expect(Effect).toBe("Allow");
      const only = Condition ? ` if ${JSON.stringify(Condition)}` : "";
      return [Action]
        .flat()
        .flatMap((action: string) => [Resource].flat().map((resource) => `${action} ${textOf(resource)}${only}`));
    })
    .sort();
}

/** What a step may do with which items, by their keys; the rest of the tests let it do no more (test/fakes/limited-store.ts). */
const inTable = (name: FunctionName) => {
  const { items, findsDue, findsArrived } = tableRights[name];
  return [
    ...onItems(items),
    ...(findsDue ? ["dynamodb:Query LeadTable.Arn/index/due-1"] : []),
    ...(findsArrived ? ["dynamodb:Query LeadTable.Arn/index/arrived-1"] : []),
  ];
};
const onItems = (items: TableRights["items"]) =>
  Object.entries(items).map(([action, of]) => {
    const only = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": of.map((item) => tableKeys[item]) } };
    return `dynamodb:${action} LeadTable.Arn if ${JSON.stringify(only)}`;
  });
const secret = (name: string) => `secretsmanager:GetSecretValue Secrets${name}`;
const log = (step: string) =>
  ["CreateLogStream", "PutLogEvents"].map((action) => `logs:${action} ${step}FunctionLog.Arn`);
const doorbell = (step: string) => [
  ...stream.map((action) => `dynamodb:${action} LeadTable.StreamArn`),
  `sqs:SendMessage ${step}FunctionDoorbellFailures.Arn`,
];

describe("each step may do what it needs, and nothing else", () => {
  it.each([
    ["AcceptLead", [...inTable("accept-lead"), secret("SourceKeys"), secret("SuppressionKey")]],
    [
      "DialLead",
      [
        ...doorbell("DialLead"),
        ...inTable("dial-lead"),
        ...onItems(crmAccessRights),
        secret("CallinglyTokens"),
        secret("SourceCredentials"),
        secret("SuppressionKey"),
        secret("CrmCredentials"),
      ],
    ],
    ["HearCall", [...inTable("hear-call"), secret("CallbackTokens")]],
    [
      "ReportCall",
      [
        ...doorbell("ReportCall"),
        ...inTable("report-call"),
        secret("CallinglyTokens"),
        secret("CrmCredentials"),
        secret("SuppressionKey"),
      ],
    ],
    ["Reconcile", [...inTable("reconcile"), secret("CallinglyTokens"), secret("CallbackTokens")]],
  ])("%s", (step, may) => {
    expect(mayOf(step)).toEqual([...may, ...log(step)].sort());
  });

  it("and opens no CRM to fetch leads where none of them are a CRM's records", () => {
    const more = mayOf("DialLead").filter((right) => !mayOf("DialLead", withoutRecords).includes(right));
    expect(more).toEqual([...onItems(crmAccessRights), secret("CrmCredentials")].sort());
    const fn = resourceOf(withoutRecords, "AWS::Lambda::Function", "DialLeadFunction");
    expect(environmentOf(fn).join()).not.toContain("CRM_");
  });

  it("and sends the mail of the morning only where the stage asks for it, to its topic alone", () => {
    const mailing = templateOf({ context: { morningMailHour: "8" } });
    const more = mayOf("Reconcile", mailing).filter((right) => !mayOf("Reconcile").includes(right));
    const key = /^kms:(Decrypt|GenerateDataKey) AlarmsTopicKey\.Arn$/;
    expect(more.filter((right) => !key.test(right))).toEqual(
      [...onItems(mailRights), "sns:Publish AlarmsTopic"].sort((one, other) => (one < other ? -1 : 1)),
    );
    expect(more.filter((right) => key.test(right))).toHaveLength(2);
    expect(environmentOf(resourceOf(mailing, "AWS::Lambda::Function", "ReconcileFunction")).join()).toContain(
      "MORNING_MAIL_HOUR",
    );
  });

  it("and knows whether it rings real people only where a source asks for a captcha, and may no more for it", () => {
    const asking = (kind: "altcha" | "turnstile", context = {}) => {
      const captcha = { ...website?.captcha, kind, siteKey: "site", hostnames: [], tries: 10 } as never;
      return templateOf(context, { ...oneAccount, sources: website ? { website: { ...website, captcha } } : {} });
    };
    const more = (of: typeof template) =>
      mayOf("AcceptLead", of).filter((right) => !mayOf("AcceptLead", withoutRecords).includes(right));
    expect(more(asking("altcha"))).toEqual([]);
    expect(more(asking("turnstile"))).toEqual([]);
    const told = (of: typeof template) =>
      environmentOf(resourceOf(of, "AWS::Lambda::Function", "AcceptLeadFunction")).join();
    expect(told(asking("turnstile"))).toContain("PRODUCTION");
    expect(told(asking("turnstile", { stage: "test" }))).not.toContain("PRODUCTION");
    expect(told(asking("turnstile", { stage: "test", context: { production: "true" } }))).toContain("PRODUCTION");
  });

  it("and reads what opens platforms to have certificates kept only where a source asks for that", () => {
    const consent = { ...website?.consent, field: "tcpa", text: "I agree.", keepCertificates: true } as never;
    const keeping = templateOf({}, { ...oneAccount, sources: website ? { website: { ...website, consent } } : {} });
    const more = mayOf("Reconcile", keeping).filter((right) => !mayOf("Reconcile", withoutRecords).includes(right));
    expect(more).toEqual([secret("SourceCredentials")]);
  });

  it("and may send traces where the stage asks for them", () => {
    const traced = templateOf({ context: { tracing: "true" } });
    expect(mayOf("HearCall", traced).filter((right) => !mayOf("HearCall").includes(right))).toEqual(
      ["PutTelemetryRecords", "PutTraceSegments"].map((action) => `xray:${action} *`),
    );
  });

  it("has no policy that is not listed here", () => {
    expect(resourcesOf(template, "AWS::IAM::Policy")).toHaveLength(5);
    expect(resourcesOf(template, "AWS::IAM::ManagedPolicy")).toHaveLength(0);
    for (const { Properties } of resourcesOf(template, "AWS::IAM::Role")) {
      expect(Object.keys(Properties)).toEqual(["AssumeRolePolicyDocument"]);
    }
  });
});

const environmentOf = (fn: Resource) =>
  Object.entries(fn.Properties.Environment.Variables).map(([name, value]) => `${name}=${textOf(value)}`);

describe("each function is told what it may use", () => {
  it.each([
    ["AcceptLead", ["SOURCE_KEYS_SECRET=SecretsSourceKeys", "SUPPRESSION_KEY_SECRET=SecretsSuppressionKey"]],
    [
      "DialLead",
      [
        "CALLINGLY_TOKENS_SECRET=SecretsCallinglyTokens",
        "CRM_CREDENTIALS_SECRET=SecretsCrmCredentials",
        "SOURCE_CREDENTIALS_SECRET=SecretsSourceCredentials",
        "SUPPRESSION_KEY_SECRET=SecretsSuppressionKey",
      ],
    ],
    ["HearCall", ["CALLBACK_TOKENS_SECRET=SecretsCallbackTokens"]],
    [
      "ReportCall",
      [
        "CALLINGLY_TOKENS_SECRET=SecretsCallinglyTokens",
        "CRM_CREDENTIALS_SECRET=SecretsCrmCredentials",
        "SUPPRESSION_KEY_SECRET=SecretsSuppressionKey",
      ],
    ],
    [
      "Reconcile",
      [
        "CALLINGLY_TOKENS_SECRET=SecretsCallinglyTokens",
        "CALLBACK_TOKENS_SECRET=SecretsCallbackTokens",
        "CALLBACK_BASE_URL=FrontDoorApi.ApiEndpoint",
      ],
    ],
  ])("%s", (step, variables) => {
    const fn = resourceOf(template, "AWS::Lambda::Function", `${step}Function`);
    expect(environmentOf(fn).sort()).toEqual([...variables, "STAGE=prod", "TABLE_NAME=LeadTable"].sort());
  });

  it("names other servers only where the stage says so", () => {
    const elsewhere = templateOf({
      context: {
        callinglyBaseUrl: "https://callingly.example",
        callbackBaseUrl: "https://leads.example",
        crmBaseUrls: '{"hubspot":"https://crm.example"}',
      },
    });
    const told = resourcesOf(elsewhere, "AWS::Lambda::Function").flatMap((fn) =>
      environmentOf(fn).flatMap((variable) => (variable.includes("https://") ? `${fn.name} ${variable}` : [])),
    );
    expect(told.sort()).toEqual([
      "AcceptLeadFunction CALLBACK_BASE_URL=https://leads.example",
      "DialLeadFunction CALLINGLY_BASE_URL=https://callingly.example",
      'DialLeadFunction CRM_BASE_URLS={"hubspot":"https://crm.example"}',
      "ReconcileFunction CALLBACK_BASE_URL=https://leads.example",
      "ReconcileFunction CALLINGLY_BASE_URL=https://callingly.example",
      "ReportCallFunction CALLINGLY_BASE_URL=https://callingly.example",
      'ReportCallFunction CRM_BASE_URLS={"hubspot":"https://crm.example"}',
    ]);
  });
});
