import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Alarm, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compared } from "../../bin/functions.ts";
import { functionNames } from "../../lib/bundling/bundle.ts";
import { Bridge, type BridgeProps, ConfigError, type DeploymentSettings } from "../../lib/index.ts";
import { namePrefix } from "../../lib/name-prefix.ts";
import {
  emptyBundles,
  everySetting,
  oneAccount,
  resourceOf,
  type Template,
  tempDir,
  templateOf,
  textOf,
} from "./template.ts";

/** The bridge as a part of somebody's own app. */

const dir = tempDir();
mkdirSync(join(dir, "bundles"));
const bundles = emptyBundles(join(dir, "bundles"));
const appIn = (context: Record<string, unknown> = {}) =>
  new App({ outdir: join(dir, `out-${Math.floor(performance.now() * 1000)}`), analyticsReporting: false, context });
const bridgeIn = (stack: Stack, props: Partial<BridgeProps> = {}, id = "Bridge") =>
  new Bridge(stack, id, { config: oneAccount, bundles, ...props });
const synthesised = (app: App, stack: Stack): Template => app.synth().getStackByName(stack.stackName).template;

const settings: DeploymentSettings = {
  ...everySetting,
  customerManagedKey: true,
  reservedConcurrency: 5,
  tracing: true,
  morningMailHour: 8,
  originHeader: "required",
};

describe("a Bridge in somebody's stack", () => {
  const app = appIn();
  const stack = new Stack(app, "leads", { stackName: "acme-leads", tags: { team: "sales" } });
  new Queue(stack, "EveryDay");
  const bridge = bridgeIn(stack);
  const alarm = new Alarm(stack, "Late", {
    metric: new Metric({ namespace: "acme", metricName: "late" }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  const template = synthesised(app, stack);

  it("is the same resources as in a stack of its own, each after its place", () => {
    const own = Object.keys(templateOf().Resources).map((id) => id.replace(/[0-9A-F]{8}$/, ""));
    const here = Object.keys(template.Resources).filter((id) => id.startsWith("Bridge"));
    const named = here.map((id) => id.replace(/^Bridge/, "").replace(/[0-9A-F]{8}$/, ""));
    const ofRules = (ids: string[]) => ids.map((id) => id.replace(/AllowEventRule.*/, "AllowEventRule")).sort();
    expect(ofRules(named)).toEqual(ofRules(own));
    expect(Object.keys(template.Resources)).toHaveLength(own.length + 2);
  });

  it("leaves tags, protection, alarms and queues of the stack as they are", () => {
    expect(stack.terminationProtection).toBeFalsy();
    expect(app.synth().getStackByName("acme-leads").tags).toEqual({ team: "sales" });
    const late = resourceOf(template, "AWS::CloudWatch::Alarm", "Late");
    expect(late.Properties.AlarmActions).toBeUndefined();
    expect(bridge.alarms).not.toContain(alarm);
    const { DashboardBody } = resourceOf(template, "AWS::CloudWatch::Dashboard", "BridgeDashboard").Properties;
    expect(JSON.stringify(DashboardBody)).not.toMatch(/"(?:Late|EveryDay)[0-9A-F]{8}"/);
  });

  it("has names and outputs of the stack that it is in, where people look for them", () => {
    const alarms = Object.values(template.Resources).flatMap(({ Type, Properties }) =>
      Type === "AWS::CloudWatch::Alarm" && Properties.AlarmName ? [Properties.AlarmName] : [],
    );
    expect(alarms).toContain("acme-leads-leads-wait");
    expect(Object.keys(template.Outputs)).toEqual(
      Object.keys(templateOf().Outputs)
        .map((name) => `Bridge${name}`)
        .toSpliced(3, 0, "BridgeSettingsInCode"),
    );
    expect(template.Outputs.BridgeDashboardName?.Value).toBe("acme-leads");
    expect(template.Outputs.BridgeSourceKeysHint?.Value).toBe("npx bridge sources --stage prod");
  });

  it("hands out its table, doors, functions, secrets, topic and dashboard", () => {
    const id = (construct: IConstruct) => stack.getLogicalId(construct.node.defaultChild as never);
    expect(template.Resources[id(bridge.table)]?.Type).toBe("AWS::DynamoDB::Table");
    expect(template.Resources[id(bridge.api)]?.Type).toBe("AWS::ApiGatewayV2::Api");
    expect(stack.resolve(bridge.url)).toEqual(template.Outputs.BridgeApiUrl?.Value);
    expect(Object.keys(bridge.functions)).toEqual([...functionNames]);
    for (const fn of Object.values(bridge.functions))
      expect(template.Resources[id(fn)]?.Type).toBe("AWS::Lambda::Function");
    expect(template.Resources[id(bridge.alarmTopic)]?.Type).toBe("AWS::SNS::Topic");
    expect(template.Resources[id(bridge.dashboard)]?.Type).toBe("AWS::CloudWatch::Dashboard");
    expect(stack.resolve(bridge.secrets.callinglyTokens.secretArn)).toEqual(
      template.Outputs.BridgeCallinglyTokensSecret?.Value,
    );
    expect([bridge.secrets.originHeader, bridge.key]).toEqual([undefined, undefined]);
    expect(bridge.alarms.length).toBeGreaterThan(20);
  });

  it.each([["Bridge"], ["leads-bridge"], ["Default"]])("knows what its names begin with, as %s", (id) => {
    const other = new Stack(appIn(), "other");
    const made = bridgeIn(other, {}, id);
    const table = other.getLogicalId(made.table.node.defaultChild as never);
    expect(table.replace(/LeadTable[0-9A-F]{8}$/, "")).toBe(namePrefix(made));
  });

  it("is found by the name that the configuration has for its stack, and says so where it has another", () => {
    const config = (stackName?: string) => ({ ...oneAccount, stages: { prod: { ...(stackName && { stackName }) } } });
    const told = (stackName?: string) => {
      const other = new Stack(appIn(), "acme-leads");
      const { metadata } = bridgeIn(other, { config: config(stackName) }).node;
      return metadata.flatMap(({ type, data }) => (type === "aws:cdk:warning" ? [String(data)] : []));
    };
    expect(told("acme-leads")).toEqual([]);
    for (const wrong of [undefined, "acme-lead"])
      expect(told(wrong)).toEqual([expect.stringContaining('write stackName: "acme-leads" into stages.prod')]);
  });

  it("gets the settings of its stage where it is made, above those of the configuration, checked alike", () => {
    const config = { ...oneAccount, stages: { prod: { tracing: true, alarmEmail: "robin@example.com" } } };
    const other = new Stack(appIn(), "other");
    bridgeIn(other, { config, alarmEmail: "kim@example.com" });
    const { BridgeSettings, BridgeSettingsInCode } = synthesised(other.node.root as App, other).Outputs;
    expect(JSON.parse(textOf(BridgeSettings?.Value))).toEqual({ tracing: true, alarmEmail: "kim@example.com" });
    expect(JSON.parse(textOf(BridgeSettingsInCode?.Value))).toEqual(["alarmEmail"]);

    const wrong = (props: object) => () => bridgeIn(new Stack(appIn(), "other"), props);
    expect(wrong({ alarmEmail: "kim" })).toThrow(ConfigError);
    expect(wrong({ alarmEmail: "kim" })).toThrow(
      /^The stage cannot be set up:\n {2}alarmEmail: give one e-mail address/,
    );
    expect(wrong({ stage: "Prod_1" })).toThrow("stage: name the stage with");
    expect(wrong({ alarmMail: "kim@example.com" })).toThrow('Unrecognized key: "alarmMail"');
    expect(
      wrong({ config: { accounts: {}, sources: { website: { connector: "html-form", account: "main" } } } }),
    ).toThrow("sources.website.team");
  });

  it("knows nothing of -c, which is the app's", () => {
    const other = new Stack(appIn({ stage: "dev", domain: "acme", customerManagedKey: "yes" }), "other");
    expect(bridgeIn(other).stage).toBe("prod");
  });
});

describe("two Bridges", () => {
  it("stand in two stacks of an app, as two stages", () => {
    const app = appIn();
    const stacks = ["prod", "staging"].map((stage) => {
      const stack = new Stack(app, `leads-${stage}`);
      bridgeIn(stack, { stage });
      return stack;
    });
    const templates = stacks.map((stack) => synthesised(app, stack));
    expect(templates.map(({ Outputs }) => Outputs.BridgeStage?.Value)).toEqual(["prod", "staging"]);
    expect(Object.keys(templates[0]?.Resources ?? {}).filter((id) => !id.includes("AllowEventRule"))).toEqual(
      Object.keys(templates[1]?.Resources ?? {}).filter((id) => !id.includes("AllowEventRule")),
    );
  });

  it("of one stage are refused in one account and region, as each would ring the other's alarms", () => {
    const app = appIn();
    bridgeIn(new Stack(app, "one"));
    expect(() => bridgeIn(new Stack(app, "two"))).toThrow('two/Bridge: one/Bridge is the stage "prod" already');
    expect(() => bridgeIn(new Stack(app, "abroad", { env: { region: "eu-west-1" } }))).not.toThrow();
  });

  it("are refused in one stack, where their alarms would have one name", () => {
    const stack = new Stack(appIn(), "one");
    bridgeIn(stack);
    expect(() => bridgeIn(stack, { stage: "staging" }, "Second")).toThrow(
      "one/Second: the stack holds one/Bridge already",
    );
  });
});

describe("the AwsSolutions rules", () => {
  it.each([
    ["no flag of the CDK", {}],
    ["the flags of a new app", JSON.parse(readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf8")).context],
  ])("find nothing in a Bridge with every setting, in an app with %s", (_, context) => {
    const app = appIn(context);
    const stack = new Stack(app, "leads", { env: { region: "us-east-1", account: "123456789012" } });
    bridgeIn(stack, settings);
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(violations).toEqual([]);
  });
});

describe("the functions of a Bridge", () => {
  it("bundles nothing for a stack that is left out of a deployment", () => {
    const app = appIn({ "aws:cdk:bundling-stacks": ["another"] });
    const stack = new Stack(app, "leads");
    new Bridge(stack, "Bridge", { config: oneAccount });
    const { assets } = app.synth().getStackByName("leads");
    expect(Object.keys(synthesised(app, stack).Resources)).toHaveLength(Object.keys(templateOf().Resources).length);
    expect(assets).toEqual([]);
  });

  it("is refused where an account has vanished that its stack was deployed with", async () => {
    const answer = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>acme</StackName><Outputs>
      <member><OutputKey>BridgeConfigFingerprint</OutputKey><OutputValue>x</OutputValue></member>
      <member><OutputKey>BridgeAccounts</OutputKey><OutputValue>main former</OutputValue></member>
    </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
    const cloudFormation = createServer((_, response) => response.setHeader("content-type", "text/xml").end(answer));
    await once(cloudFormation.listen(0, "127.0.0.1"), "listening");
    const { port } = cloudFormation.address() as AddressInfo;
    const env = {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "invented",
      AWS_SECRET_ACCESS_KEY: "invented",
      CDK_DEFAULT_ACCOUNT: "123456789012",
      CDK_DEFAULT_REGION: "us-east-1",
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const said = await compared({ config: oneAccount, stackName: "acme" });
    cloudFormation.close();
    expect(said).toEqual({ refusal: expect.stringContaining('"former" is deployed and is not here') });
  });
});

describe("docs/construct.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/construct.md"), "utf8");
  // In the project, so that what it imports is found.
  mkdirSync(join(import.meta.dirname, "../../dist"), { recursive: true });
  const folder = mkdtempSync(join(import.meta.dirname, "../../dist/construct-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let template: Template;

  beforeAll(async () => {
    for (const [, name = "", code = ""] of page.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)) {
      const own = code
        .replace('"callingly-bridge"', '"../../lib/index.ts"')
        .replace("new App()", `new App({ outdir: "${folder}/out" })`);
      writeFileSync(join(folder, name), own);
    }
    await import(join(folder, "app.ts"));
    template = JSON.parse(readFileSync(join(folder, "out/leads-prod.template.json"), "utf8"));
  });

  it("says by what the app that it shows is started, and how its types are read", () => {
    const settings = new Map(
      [...page.matchAll(/^```json\n\/\/ ([\w.]+).*\n([\s\S]*?)^```$/gm)].map(([, name, text = ""]) => [
        name,
        JSON.parse(text),
      ]),
    );
    expect([...settings.keys()]).toEqual(["package.json", "cdk.json", "tsconfig.json"]);
    const [, file = ""] = /^npx tsx (\S+)$/.exec(settings.get("cdk.json").app) ?? [];
    expect(existsSync(join(folder, file))).toBe(true);
    // Else the configuration could not be imported by its name.
    expect(settings.get("tsconfig.json").compilerOptions).toMatchObject({
      allowImportingTsExtensions: true,
      noEmit: true,
    });
    expect(settings.get("package.json").type).toBe("module");
  });

  it("shows an app that bundles the functions and lets one of its own read the table", () => {
    const functions = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
    expect(functions).toHaveLength(6);
    const policy = Object.entries(template.Resources).find(([id]) =>
      id.startsWith("ReportServiceRoleDefaultPolicy"),
    )?.[1];
    expect(JSON.stringify(policy)).toContain("dynamodb:GetItem");
    const assets = JSON.parse(readFileSync(join(folder, "out/leads-prod.assets.json"), "utf8"));
    const folders = Object.values<{ source: { path: string; packaging: string } }>(assets.files).filter(
      ({ source }) => source.packaging === "zip",
    );
    expect(folders).toHaveLength(functionNames.length);
    const code = folders.map(({ source }) => readFileSync(join(folder, "out", source.path, "index.mjs"), "utf8"));
    for (const each of code) expect(each).toContain("America/New_York");
  });
});
