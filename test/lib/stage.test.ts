import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../lambda/config/schema.ts";
import { settingNames, stageSettings } from "../../lib/stage.ts";
import { everySetting } from "./template.ts";

describe("a setting that cannot work", () => {
  it.each([
    [
      "a name that nobody knows",
      { stge: "dev" },
      "-c stge: there is no such setting; write stage. The bridge knows stage, stackName",
    ],
    ["a stage that AWS could not name a stack after", { stage: "Prod_1" }, "-c stage=Prod_1: name the stage with"],
    ["a stage without a name", { stage: "" }, "-c stage=: name the stage with"],
    [
      "a domain without its certificate",
      { domainName: "leads.example.com" },
      "-c domainName=leads.example.com: add certificateArn, ",
    ],
    ["a certificate without a domain", { certificateArn: everySetting.certificateArn }, "add domainName, "],
    ["an address for a domain", { ...everySetting, domainName: "https://a.example" }, "give the host alone"],
    ["a closed address without a domain", { closesApiEndpoint: "true" }, "closesApiEndpoint=true: add domainName; "],
    ["a word for what stands nowhere", { originHeader: "announced" }, "originHeader=announced: add callbackBaseUrl, "],
    ["a yes for a word", { originHeader: "true", callbackBaseUrl: "https://a.example" }, "say announced, and required"],
    ["another thing's ARN", { ...everySetting, certificateArn: "arn:aws:s3:::x" }, "give the ARN of a certificate"],
    ["a yes for a true", { customerManagedKey: "yes" }, "-c customerManagedKey=yes: say true or false"],
    ["nothing reserved", { reservedConcurrency: "0" }, "at least 1"],
    ["an address in the clear", { callbackBaseUrl: "http://leads.example.com" }, "give an https address"],
    ["an address with a slash at its end", { callinglyBaseUrl: "https://a.example/" }, "without a slash at its end"],
    [
      "a name for addresses",
      { crmBaseUrls: "hubspot" },
      "-c crmBaseUrls=hubspot: give an https address by the CRM's name",
    ],
    ["a CRM without an address", { crmBaseUrls: '{"hub":"nowhere"}' }, "give an https address by the CRM's name"],
    [
      "a CRM in the clear",
      { crmBaseUrls: { hub: "http://crm.example" } },
      '-c crmBaseUrls={"hub":"http://crm.example"}:',
    ],
    [
      "addresses without their CRMs",
      { crmBaseUrls: '["https://crm.example"]' },
      "give an https address by the CRM's name",
    ],
    [
      "JSON that breaks off",
      { crmBaseUrls: '{"hub":"https://crm.example"' },
      "give an https address by the CRM's name",
    ],
    [
      "a stack that AWS could not name so",
      { stackName: "leads_prod" },
      "stackName=leads_prod: give the name of a stack",
    ],
    ["two people for one", { alarmEmail: "a@example.com, b@example.com" }, "give one e-mail address"],
    ["a file for an address", { runbookUrl: "RUNBOOK.md" }, "give the address at which your RUNBOOK.md is read"],
  ])("is refused with the remedy: %s", (_, context, remedy) => {
    expect(() => stageSettings(context)).toThrow(ConfigError);
    expect(() => stageSettings(context)).toThrow(remedy);
  });

  it("is a certificate of another region than the stack's, where that is known", () => {
    expect(() => stageSettings(everySetting, {}, "eu-west-1")).toThrow(
      "certificateArn: the certificate is in us-east-1 and the stack would be in eu-west-1",
    );
    expect(stageSettings(everySetting, {}, "us-east-1").domain?.name).toBe("leads.example.com");
    expect(stageSettings(everySetting).domain?.name).toBe("leads.example.com");
  });

  it("is told together with all others", () => {
    const wrong = () => stageSettings({ stge: "dev", customerManagedKey: "yes" });
    expect(wrong).toThrow(/stge.*\n.*customerManagedKey/);
  });
});

describe("a setting", () => {
  it("is told of in docs/upgrade.md, whichever there is", () => {
    const page = readFileSync(new URL("../../docs/upgrade.md", import.meta.url), "utf8");
    const told = [...page.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)(?:[:=][^`]*)?`/g)].map(([, name]) => name),
    );
    expect(told).toEqual(expect.arrayContaining([...settingNames]));
  });

  it("may be a text or what cdk.json can say", () => {
    expect(stageSettings({ customerManagedKey: true, reservedConcurrency: 5 })).toMatchObject(
      stageSettings({ customerManagedKey: "true", reservedConcurrency: "5" }),
    );
    const crmBaseUrls = { hub: "https://crm.example" };
    expect(stageSettings({ crmBaseUrls })).toEqual(stageSettings({ crmBaseUrls: JSON.stringify(crmBaseUrls) }));
  });

  it("of the CDK itself is not ours to judge", () => {
    const context = {
      "@aws-cdk/core:x": true,
      "aws:cdk:y": 1,
      "availability-zones:account=1": [],
      "cli-telemetry": false,
    };
    expect(stageSettings(context).name).toBe("prod");
  });

  it("of another app of the user's, in ~/.cdk.json, is not ours to judge either", () => {
    const context = { vpcId: "vpc-1", environment: "sandbox", owner: "robin", region: "eu-west-1" };
    expect(stageSettings(context)).toEqual(stageSettings());
  });

  it.each(["Stage", "stages", "domain", "certificate", "alarm-email", "customermanagedkey", "reservedConcurency"])(
    "is meant by %s, which is refused",
    (name) => {
      expect(() => stageSettings({ [name]: "x" })).toThrow(`-c ${name}: there is no such setting; write `);
    },
  );

  it("of the configuration holds without a word on the command line, which may say otherwise for a trial", () => {
    const stages = { prod: { alarmEmail: "robin@example.com", reservedConcurrency: 5 }, dev: { tracing: true } };
    expect(stageSettings({}, stages)).toMatchObject({ ...stages.prod, said: stages.prod });
    expect(stageSettings({ stage: "dev" }, stages)).toMatchObject({ tracing: true, said: stages.dev });
    expect(stageSettings({ reservedConcurrency: "7" }, stages)).toMatchObject({
      reservedConcurrency: 7,
      alarmEmail: "robin@example.com",
    });
    expect(stageSettings({ stage: "constructor" }, stages).said).toEqual({});
  });

  it("may send what is meant for Callingly to this machine, where nobody listens in", () => {
    expect(stageSettings({ callinglyBaseUrl: "http://127.0.0.1:9001" }).callinglyBaseUrl).toBe("http://127.0.0.1:9001");
  });
});
