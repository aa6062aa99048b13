import { expect, it } from "vitest";
import { atStage } from "../../lambda/config/at-stage.ts";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { type BridgeConfigInput, defineConfig } from "../../lambda/config/schema.ts";
import type { DeploymentSettings } from "../../lambda/config/stage-settings.ts";
import { stagePolicies } from "../../lib/stage-policies.ts";
import { resourceOf, templateOf } from "./template.ts";

/** Who is rung in a stage. */
function ringsIn(stage: string, said: DeploymentSettings = {}, policies: BridgeConfigInput["policies"] = {}) {
  const config = defineConfig({ accounts: { main: {} }, sources: {}, policies });
  const { onlyNumbers, dryRun } = bridgeOf(atStage(config, stagePolicies(config, { name: stage, said }))).policies;
  return { onlyNumbers, dryRun };
}

it.each(["prod", "production", "live"])("in the stage %s every number may be rung", (stage) => {
  expect(ringsIn(stage)).toEqual({ onlyNumbers: undefined, dryRun: false });
});

it.each(["dev", "test", "staging", "local"])(
  "in a stage that is not production, %s, nobody is rung whom the configuration does not list",
  (stage) => {
    expect(ringsIn(stage).onlyNumbers).toEqual([]);
    expect(ringsIn(stage, { onlyNumbers: ["+12125550100"] }).onlyNumbers).toEqual(["+12125550100"]);
    expect(ringsIn(stage, {}, { onlyNumbers: ["+12125550100"] }).onlyNumbers).toEqual(["+12125550100"]);
    expect(ringsIn(stage, { production: true }).onlyNumbers).toBeUndefined();
  },
);

it("a stage may say that it is not production, whatever its name", () => {
  expect(ringsIn("prod", { production: false }).onlyNumbers).toEqual([]);
});

it("what a stage says of its own counts, above what holds for all", () => {
  const policies = { onlyNumbers: ["+1212"], dryRun: true };
  expect(ringsIn("prod", { onlyNumbers: ["+44"], dryRun: false }, policies)).toEqual({
    onlyNumbers: ["+44"],
    dryRun: false,
  });
  expect(ringsIn("prod", {}, policies)).toEqual(policies);
});

it("where dials stay on this machine every number may be rung, at any hour, unless the stage says that it is not production", () => {
  const here = (said: DeploymentSettings, isHere = true) =>
    stagePolicies(defineConfig({ accounts: { main: {} }, sources: {} }), { name: "local", said, isHere });
  expect(here({})).toEqual({ anyHour: true });
  expect(here({ production: false })).toEqual({ onlyNumbers: [], anyHour: true });
  expect(here({}, false)).toEqual({ onlyNumbers: [] });
});

it("another list is another configuration to what rests", () => {
  const config = defineConfig({ accounts: { main: {} }, sources: {} });
  const fingerprint = (onlyNumbers: string[]) => bridgeOf(atStage(config, { onlyNumbers })).fingerprint;
  expect(fingerprint(["+1212"])).not.toBe(fingerprint([]));
});

it("who rings and who tells visitors of the call has the list of a stage that is not production, and no other function has", () => {
  const variables = (template: ReturnType<typeof templateOf>, name: string) =>
    resourceOf(template, "AWS::Lambda::Function", name).Properties.Environment.Variables;
  const dev = templateOf({ stage: "dev" });
  expect(variables(dev, "DialLeadFunction").STAGE_POLICIES).toBe('{"onlyNumbers":[]}');
  expect(variables(dev, "AcceptLeadFunction").STAGE_POLICIES).toBe('{"onlyNumbers":[]}');
  expect(variables(dev, "ReportCallFunction").STAGE_POLICIES).toBeUndefined();
  expect(variables(templateOf(), "DialLeadFunction").STAGE_POLICIES).toBeUndefined();
});
