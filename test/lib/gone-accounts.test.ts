import { describe, expect, it } from "vitest";
import { groupNotes } from "../../lambda/config/merge-group.ts";
import { type BridgeConfigInput, ConfigError, defineConfig } from "../../lambda/config/schema.ts";
import { refuseGoneAccounts } from "../../lib/gone-accounts.ts";
import { type CloudFormationOutputs, deployedAccounts } from "../../operator/stage/deployed-accounts.ts";
import { templateOf, textOf } from "./template.ts";

const source = { connector: "json", account: "main", team: 1 };
const config = (changes: Partial<BridgeConfigInput> = {}) =>
  defineConfig({ accounts: { main: {} }, sources: { web: source }, ...changes });

describe("an account that is deployed", () => {
  it("may not vanish from the configuration; the way out of a rename and of a farewell is named", () => {
    const renamed = config({
      accounts: { headquarters: {} },
      sources: { web: { ...source, account: "headquarters" } },
    });
    const refused = () => refuseGoneAccounts(renamed, ["main", "headquarters"]);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/"main" is deployed[\s\S]*\{ id: "main" \}[\s\S]*retiredAccounts: \["main"\]/);
  });

  it("may be renamed under its id, or be taken out by name", () => {
    const sources = { web: { ...source, account: "headquarters" } };
    refuseGoneAccounts(config({ accounts: { headquarters: { id: "main" } }, sources }), ["main"]);
    refuseGoneAccounts(config({ accounts: { headquarters: {} }, sources, retiredAccounts: ["main"] }), ["main"]);
    expect(() => config({ retiredAccounts: ["main"] })).toThrow('retiredAccounts.0: an account has the id "main"');
  });

  it("is told by the stack, by its id", () => {
    const accounts = { headquarters: { id: "main" }, branch: {} };
    const { Outputs } = templateOf({}, config({ accounts }));
    expect(textOf(Outputs.Accounts?.Value).split(" ")).toEqual(["main", "branch"]);
  });
});

describe("what is deployed", () => {
  const here = { CDK_DEFAULT_ACCOUNT: "123456789012", CDK_DEFAULT_REGION: "us-east-1" };
  const stack = (outputs: Record<string, string> | undefined | Error) => async (): Promise<CloudFormationOutputs> => ({
    outputsOf: async () => {
      if (outputs instanceof Error) throw outputs;
      return outputs && new Map(Object.entries(outputs));
    },
  });

  it("is read from the stack's outputs, and is nothing before the first deployment", async () => {
    const asked = (outputs: Parameters<typeof stack>[0]) =>
      deployedAccounts("callingly-bridge-prod", here, stack(outputs));
    expect(await asked({ Accounts: "main agency" })).toEqual({ fact: ["main", "agency"] });
    expect(await asked(undefined)).toEqual({ fact: [] });
  });

  it("is not known without credentials, of an older stack, or when AWS does not answer; each says why", async () => {
    const never = () => Promise.reject(new Error("nobody is asked"));
    expect(await deployedAccounts("s", {}, never)).toEqual({ unknown: "there are no AWS credentials, or no region" });
    expect(await deployedAccounts("s", here, stack({}))).toEqual({
      unknown: "the stack does not name its accounts yet",
    });
    expect(await deployedAccounts("s", here, stack(new TypeError("x")))).toEqual({
      unknown: "CloudFormation does not say (TypeError)",
    });
  });
});

describe("sources of one account that report to different CRMs", () => {
  const crms = { solarco: { connector: "hubspot" }, roofco: { connector: "hubspot" } };
  const sources = { solar: { ...source, report: ["solarco"] }, roof: { ...source, report: ["roofco"] } };

  it("are noted, with what follows", () => {
    const [note, ...others] = groupNotes(config({ crms, sources }));
    expect(note).toContain("solar (solarco), roof (roofco)");
    expect(note).toContain("rung for each");
    expect(others).toEqual([]);
  });

  it("are not when a group says what is meant, nor when all report alike", () => {
    const named = { solar: { ...sources.solar, group: "a" }, roof: { ...sources.roof, group: "b" } };
    expect(groupNotes(config({ crms, sources: named }))).toEqual([]);
    expect(groupNotes(config({ crms, sources: { ...sources, roof: sources.solar } }))).toEqual([]);
    expect(groupNotes(config())).toEqual([]);
  });
});
