import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage, config, type StageParts } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** Secrets in the console: a value goes in, is tried, and never comes out. */

/** A CRM that refuses one token, and quotes whatever it was sent. */
let crm: Server;
let crmBaseUrls: Readonly<Record<string, string>>;
beforeAll(async () => {
  crm = createServer(({ headers }, response) => {
    const refused = headers.authorization?.includes("wrong");
    response.writeHead(refused ? 401 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: `The token ${headers.authorization} is unknown` }));
  });
  await new Promise<void>((listening) => crm.listen(0, "127.0.0.1", listening));
  crmBaseUrls = { hubspot: `http://127.0.0.1:${(crm.address() as AddressInfo).port}` };
});
afterAll(() => crm.close());

let user: ConsoleUser;
afterEach(() => user?.close());

async function console(parts: StageParts = {}) {
  const stage = aStage({ now: noon, description: { crmBaseUrls }, ...parts });
  user = await aConsoleUser({ stage });
  return stage;
}

interface Listed {
  readonly entries: readonly { purpose: string; entry: string; state: string; how: string | null; writable: boolean }[];
  readonly rotations: readonly { purpose: string; source: string | null; under_way: boolean; old_key_used: unknown }[];
}

describe("the list of secrets", () => {
  it("says what is set and missing, where each value is found, and what the bridge makes itself", async () => {
    await console({ secrets: { "crm-credentials": { demo: { signing_secret: "whsec_abcdefgh" } } } });
    const { entries } = await user.answer<Listed>("secrets", {});
    const named = (entry: string) => entries.find((each) => each.entry === entry);
    expect(named("main")).toMatchObject({ purpose: "callingly-tokens", state: "set", writable: true });
    expect(named("demo.signing_secret")).toMatchObject({ state: "set" });
    expect(named("hubspot.token")).toMatchObject({ state: "missing", how: expect.stringContaining("Private Apps") });
    expect(named("hubspot.client_id")).toMatchObject({ state: "optional" });
    expect(named("seed")).toMatchObject({ state: "set", writable: false });
    expect(JSON.stringify(entries)).not.toMatch(/whsec_abc|a seed of/);
  });

  it("shows the secret of a captcha, and what a vendor signs with, as the command takes them", async () => {
    const captcha = { kind: "turnstile" as const, siteKey: "0x4AAA", hostnames: [] };
    const website = { connector: "html-form", account: "main", team: 1, captcha };
    const form = { connector: "typeform", account: "main", team: 1 };
    await console({ config: { ...config, sources: { website, form } } });
    const { entries } = await user.answer<Listed>("secrets", {});
    const ofSources = entries.filter(({ purpose, writable }) => purpose === "source-keys" && writable);
    expect(ofSources).toMatchObject([
      { entry: "website.captcha_secret", state: "missing" },
      { entry: "form.signing_secret", state: "optional" },
    ]);
  });
});

describe("a secret", () => {
  it("is tried, written, and not said again", async () => {
    const stage = await console();
    const [line] = await user.ask("secrets/set", {
      purpose: "crm-credentials",
      entry: "hubspot.token",
      value: " pat-new-token\n",
    });
    expect(line?.answer).toMatchObject({ written: true, said: expect.arrayContaining(["The CRM hubspot takes it."]) });
    expect(JSON.parse(stage.valueOf("crm-credentials")).hubspot).toEqual({ token: "pat-new-token" });
    expect(JSON.stringify(line)).not.toContain("pat-new");
  });

  it("that its vendor refuses is not written, and can be written all the same; the vendor's words lose the value", async () => {
    const stage = await console();
    const wanted = { purpose: "crm-credentials", entry: "hubspot.token", value: "pat-wrong-token" };
    const refused = await user.answer("secrets/set", wanted);
    expect(refused).toMatchObject({ written: false, refused: expect.stringContaining("does not let the bridge in") });
    expect(JSON.stringify(refused)).not.toMatch(/pat-wrong|--no-check/);
    expect(stage.valueOf("crm-credentials")).not.toContain("pat-wrong");
    expect(await user.answer("secrets/set", { ...wanted, check: false })).toMatchObject({ written: true });
    expect(stage.valueOf("crm-credentials")).toContain("pat-wrong-token");
  });

  it.each([
    [{ purpose: "crm-credentials", entry: "other.token", value: "a-value-of-mine" }, 'no CRM "other"'],
    [{ purpose: "nothing", entry: "x", value: "a-value-of-mine" }, 'There is no secret "nothing"'],
    [{ purpose: "crm-credentials", entry: "hubspot", value: "a-value-of-mine" }, "Name the field"],
    [{ purpose: "callback-tokens", entry: "seed", value: "a-value-of-mine" }, "makes these tokens itself"],
    [{ purpose: "crm-credentials", entry: "hubspot.token", value: "  " }, "The value is empty"],
  ])("is refused with the remedy and without the value: %j", async (wanted, words) => {
    await console();
    const [line] = await user.ask("secrets/set", wanted);
    expect(String(line?.problem)).toContain(words);
    expect(JSON.stringify(line)).not.toContain("a-value-of-mine");
  });
});

it("a vendor's words that quote a value lose it, be it one field or all of them at once", async () => {
  const value = "pat-quoted-by-its-vendor";
  const quoting = async () => {
    throw new RejectedError(401, `The CRM knows no ${value}`);
  };
  user = await aConsoleUser({ stage: { ...aStage({ now: noon }), openCrmWith: () => quoting } });
  for (const [entry, given] of [
    ["hubspot.token", value],
    ["hubspot", JSON.stringify({ token: value })],
  ])
    expect(await user.answer("secrets/set", { purpose: "crm-credentials", entry, value: given })).toMatchObject({
      written: false,
      refused: expect.stringContaining("The CRM knows no …"),
    });
});

describe("new keys", () => {
  it("are made beside the old ones, and the list says that both count", async () => {
    const stage = await console();
    const { steps } = await user.answer<{ steps: string[] }>("secrets/rotate", {
      purpose: "source-keys",
      source: "website",
    });
    expect(steps.at(-1)).toContain("bridge secrets rotate source-keys --source website --finish");
    const { rotations } = await user.answer<Listed>("secrets", {});
    expect(rotations.filter(({ under_way }) => under_way)).toMatchObject([
      { purpose: "source-keys", source: "website", old_key_used: null },
    ]);
    const { key, previous_key } = JSON.parse(stage.valueOf("source-keys")).sources.website;
    expect(JSON.stringify(rotations) + steps.join()).not.toMatch(new RegExp(`${key}|${previous_key}`));
  });

  it("end the old ones only where no sender used one lately, unless the operator says all the same", async () => {
    const store = memoryStore();
    const stage = await console({ store });
    await user.answer("secrets/rotate", { purpose: "source-keys" });
    await store.sourceHours.note({ source: "website", at: noon, formerKey: true });
    const asked = await user.answer<{ refused: string | null; question: string }>("secrets/finish/ask", {
      purpose: "source-keys",
    });
    expect(asked.question).toBe("Only the new addresses open the sources then. Drop the old?");
    expect(asked.refused).toContain("The old key was used");
    expect(asked.refused).not.toContain("--anyway");
    expect(await user.ask("secrets/finish", { purpose: "source-keys" })).toEqual([
      { problem: expect.stringContaining("The old key was used") },
    ]);
    expect(stage.valueOf("source-keys")).toContain("previous_seed");
    await user.answer("secrets/finish", { purpose: "source-keys", anyway: true });
    expect(stage.valueOf("source-keys")).not.toContain("previous_seed");
  });

  it("are not made where the vendor makes them, nor ended where none are under way", async () => {
    await console();
    expect(await user.ask("secrets/rotate", { purpose: "callingly-tokens" })).toEqual([
      { problem: expect.stringContaining("come from elsewhere") },
    ]);
    expect(await user.ask("secrets/finish/ask", { purpose: "callback-tokens" })).toEqual([
      { problem: expect.stringContaining("nothing to finish") },
    ]);
  });
});
