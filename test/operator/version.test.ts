import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { version } from "../../lib/version.ts";
import { checkVersion } from "../../operator/doctor/version.ts";
import { compareVersions } from "../../operator/stage/compare-versions.ts";
import { templateOf } from "../lib/template.ts";
import { bridge } from "./command-line.ts";
import { aStage } from "./stage.ts";

const stack = { name: "callingly-bridge-prod", prefix: "" };
const deployed = (number?: string) => ({
  name: "prod",
  stack,
  deployed: { stage: "prod", configFingerprint: "x", ...(number !== undefined && { version: number }) },
});

describe("the version that is deployed", () => {
  it("stands in the stack", () => {
    expect(templateOf().Outputs.Version?.Value).toBe(version);
  });

  it.each([
    ["1.4.0", "ok", "1.4.0, as here."],
    ["1.3.0", "warning", "Deployed is 1.3.0, here is 1.4.0."],
    ["1.10.0", "fault", "Deployed is 1.10.0, here is 1.4.0: this command line does not know"],
    [undefined, "skipped", "The stack does not say its version"],
  ])("%s is %s to doctor of 1.4.0", (number, status, found) => {
    const [finding] = checkVersion(deployed(number), "1.4.0");
    expect(finding).toMatchObject({ status, found: expect.stringContaining(found) });
  });

  it("needs no look where the bridge is on this machine", () => {
    expect(checkVersion({ ...deployed("1.3.0"), stack: undefined }, "1.4.0")).toEqual([]);
  });

  it("is told by bridge version beside the one here, with what to do where they differ", async () => {
    const stage = (number?: string) => ({ stage: { ...aStage(), ...deployed(number) } });
    expect(await bridge(["version"], stage(version))).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Here ${version}. Deployed ${version}: stage prod,`),
    });
    const { out } = await bridge(["version", "--json"], stage("99.0.0"));
    expect(JSON.parse(out)).toEqual({ here: version, deployed: "99.0.0", stage: "prod" });
    expect((await bridge(["version"], stage("99.0.0"))).out).toContain("Work with version 99.0.0");
    expect((await bridge(["version"], stage())).out).toContain("is one that does not say its version");
  });

  it("is not known without the stage, and the one here is told all the same", async () => {
    const { code, out } = await bridge(["version", "--json"]);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { here: version, deployed: null, stage: "prod", unknown: expect.any(String) },
    ]);
  });
});

describe("two versions", () => {
  const number = fc.nat({ max: 30 });
  const some = fc
    .tuple(number, number, number, fc.constantFrom("", "-rc.1", "-rc.2", "-rc.10"))
    .map(([major, minor, patch, ahead]) => `${major}.${minor}.${patch}${ahead}`);

  it("stand as their numbers do, and each comes after what is ahead of it", () => {
    const inOrder = ["0.1.0", "0.2.0", "0.10.0", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.0.1"];
    expect(inOrder.toReversed().toSorted(compareVersions)).toEqual(inOrder);
    expect(compareVersions("v1.4", "1.4.0")).toBe(0);
  });

  it("stand the other way round when they are asked about the other way round", () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(Math.sign(compareVersions(one, other)) + Math.sign(compareVersions(other, one))).toBe(0);
        expect(compareVersions(one, other) === 0).toBe(one === other);
      }),
    );
  });
});
