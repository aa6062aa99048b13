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
      "-c stge: there is no such setting; the bridge knows stage, domainName",
    ],
    ["a stage that AWS could not name a stack after", { stage: "Prod_1" }, "-c stage=Prod_1: name the stage with"],
    ["a stage without a name", { stage: "" }, "-c stage=: name the stage with"],
    ["a domain without its certificate", { domainName: "leads.example.com" }, "-c domainName: add -c certificateArn=…"],
    ["a certificate without a domain", { certificateArn: everySetting.certificateArn }, "add -c domainName=…"],
    ["an address for a domain", { ...everySetting, domainName: "https://a.example" }, "give the host alone"],
    ["another thing's ARN", { ...everySetting, certificateArn: "arn:aws:s3:::x" }, "give the ARN of a certificate"],
    ["a yes for a true", { customerManagedKey: "yes" }, "-c customerManagedKey=yes: say true or false"],
    ["nothing reserved", { reservedConcurrency: "0" }, "at least 1"],
    ["an address in the clear", { callbackBaseUrl: "http://leads.example.com" }, "give an https address"],
    ["an address with a slash at its end", { callinglyBaseUrl: "https://a.example/" }, "without a slash at its end"],
    ["a name for addresses", { crmBaseUrls: "hubspot" }, "-c crmBaseUrls=hubspot: give JSON such as"],
    ["a CRM without an address", { crmBaseUrls: '{"hub":"nowhere"}' }, "give JSON such as"],
    [
      "a CRM in the clear",
      { crmBaseUrls: { hub: "http://crm.example" } },
      '-c crmBaseUrls={"hub":"http://crm.example"}:',
    ],
    ["addresses without their CRMs", { crmBaseUrls: '["https://crm.example"]' }, "give JSON such as"],
    ["JSON that breaks off", { crmBaseUrls: '{"hub":"https://crm.example"' }, "give JSON such as"],
    ["two people for one", { alarmEmail: "a@example.com, b@example.com" }, "give one e-mail address"],
    ["a file for an address", { runbookUrl: "RUNBOOK.md" }, "give the address at which your RUNBOOK.md is read"],
  ])("is refused with the remedy: %s", (_, context, remedy) => {
    expect(() => stageSettings(context)).toThrow(ConfigError);
    expect(() => stageSettings(context)).toThrow(remedy);
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
      [...cell.matchAll(/`(\w+)(?:=[^`]*)?`/g)].map(([, name]) => name),
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

  it("may send what is meant for Callingly to this machine, where nobody listens in", () => {
    expect(stageSettings({ callinglyBaseUrl: "http://127.0.0.1:9001" }).callinglyBaseUrl).toBe("http://127.0.0.1:9001");
  });
});
