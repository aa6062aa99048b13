import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { altcha, newChallenge } from "../../../lambda/captcha/altcha.ts";
import type { VerifierDeps } from "../../../lambda/captcha/verifier.ts";
import { minutes } from "../../fakes/leads.ts";

/** What ALTCHA's own library made of a challenge of ours: https://www.npmjs.com/package/altcha-lib */
const recorded = JSON.parse(readFileSync(new URL("../../fixtures/captcha/altcha.json", import.meta.url), "utf8"));
const { key, challenge, solution } = recorded;
const now = new Date(recorded.now);
const settings = { kind: "altcha", tries: 40 } as const;

/** Base64 of JSON, as the widget leaves it in its field. */
const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");

/** Whose each nonce is. */
function aVerifier(keys: readonly string[] = [key]) {
  const spent = new Map<string, string>();
  const spend: VerifierDeps["spend"] = async (what, by) => {
    if (!spent.has(what)) spent.set(what, by);
    return spent.get(what) === by;
  };
  const { verify } = altcha(settings, { keys, spend } as VerifierDeps);
  return (value: unknown, { leadId = "lead_1", at = now } = {}) => verify(token(value), { leadId, now: at });
}

describe("a sum that the browser works out", () => {
  it("is set as ALTCHA's second protocol has it, the same for the same chance", () => {
    const random = (bytes: number) => Buffer.alloc(bytes, 7);
    expect(newChallenge(settings, { key, now, random })).toEqual(challenge);
    expect(Object.keys(challenge.parameters)).toEqual(Object.keys(challenge.parameters).sort());
  });

  it("is solved by ALTCHA's own library", async () => {
    expect(await aVerifier()({ challenge, solution })).toEqual({ kind: "passed" });
  });

  it("counts once: again for the lead that came with it, and for no other", async () => {
    const verify = aVerifier();
    expect(await verify({ challenge, solution })).toEqual({ kind: "passed" });
    expect(await verify({ challenge, solution })).toEqual({ kind: "passed" });
    expect(await verify({ challenge, solution }, { leadId: "lead_2" })).toMatchObject({ kind: "refused" });
  });

  it("counts under the key that is being replaced, and under no other source's", async () => {
    expect(await aVerifier(["a new key", key])({ challenge, solution })).toEqual({ kind: "passed" });
    expect(await aVerifier(["another source's key"])({ challenge, solution })).toMatchObject({ kind: "refused" });
  });

  it("counts for twenty minutes", async () => {
    const at = (passed: number) => new Date(now.getTime() + passed);
    expect(await aVerifier()({ challenge, solution }, { at: at(20 * minutes) })).toEqual({ kind: "passed" });
    expect(await aVerifier()({ challenge, solution }, { at: at(20 * minutes + 1) })).toMatchObject({ kind: "refused" });
  });

  it.each([
    [
      "made easier",
      { challenge: { ...challenge, parameters: { ...challenge.parameters, keyPrefix: "00" } }, solution },
    ],
    [
      "of longer life",
      { challenge: { ...challenge, parameters: { ...challenge.parameters, expiresAt: 9e9 } }, solution },
    ],
    [
      "of another protocol",
      { challenge: { ...challenge, parameters: { ...challenge.parameters, cost: 1 } }, solution },
    ],
    ["without a signature", { challenge: { parameters: challenge.parameters }, solution }],
    ["with another counter", { challenge, solution: { ...solution, counter: solution.counter + 1 } }],
    ["with a counter that wraps", { challenge, solution: { ...solution, counter: solution.counter + 2 ** 32 } }],
    ["with another key", { challenge, solution: { ...solution, derivedKey: "00".repeat(32) } }],
    ["that is none", "solution"],
  ])("is refused %s", async (_, value) => {
    expect(await aVerifier()(value)).toMatchObject({ kind: "refused" });
  });
});
