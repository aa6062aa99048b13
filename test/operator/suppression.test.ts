import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import { CallinglyLeadSchema } from "../../lambda/callingly/schemas.ts";
import { printsOf } from "../../lambda/lead/privacy/suppression.ts";
import { unusualHours } from "../../operator/people/opt-out-flood.ts";
import { everyOne } from "../../operator/restored/compare.ts";
import { aLead, days, fromNoon, hours, minutes, noon } from "../fakes/leads.ts";
import { takesPhone } from "../fakes/phones.ts";
import { anOperator } from "../fakes/stage.ts";
import { aWord } from "../fakes/suppressions.ts";

const PHONE = "+12125550123";
const folder = mkdtempSync(join(tmpdir(), "suppress-"));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { listLeads: async () => [] };

describe("bridge suppress", () => {
  it("ends what waits for somebody, says so when asked, and never in whose name without being given the number", async () => {
    const operator = anOperator({ callingly: quiet });
    const lead = aLead({ phone: PHONE });
    await operator.add(lead);
    await takesPhone(operator.store, lead);
    const done = await operator.run(`suppress "+1 (212) 555-0123" --reason "asked by letter"`);
    expect(done).toMatchObject({ code: 0 });
    expect(done.text).toContain("1 person on the list: nobody calls them");
    expect((await operator.find(lead)).state).toBe("suppressed");
    const { code, text } = await operator.run(`suppress --check ${PHONE}`);
    expect(code).toBe(0);
    expect(text).toContain("on the list");
    expect(text).toContain("put there by an operator (Robin Ashby), for all, since");
    expect(text).toContain("because: asked by letter");
    expect(await operator.run("suppress --check +12125550124")).toMatchObject({ code: 1 });
    expect(await operator.json("suppress")).toEqual({
      phones: 1,
      emails: 0,
      taken_back: 0,
      by_way: { operator: 1 },
      by_scope: { all: 1 },
    });
  });

  it("takes a file with one in each line, or nobody of it where a line is no number", async () => {
    const operator = anOperator({ callingly: quiet });
    const [good, bad] = [join(folder, "good.txt"), join(folder, "bad.txt")];
    writeFileSync(good, "+12125550123\n\n+1 212 555 0124\ndana@example.com\n");
    writeFileSync(bad, "+12125550125\nDana Whitfield\n");
    expect(await operator.json(`suppress ${good} --source website`)).toEqual({ suppressed: 3, scope: "website" });
    const { code, notes } = await operator.run(`suppress ${bad}`);
    expect(code).toBe(2);
    expect(notes).toContain("line 2 is neither");
    expect(notes).not.toContain("Dana");
    expect(await operator.json("suppress")).toMatchObject({ phones: 2, emails: 1, by_scope: { "source/website": 3 } });
  });

  it.each(["suppress nobody", "suppress 2125550123", "unsuppress +12125550123", "suppress +12125550123 --source gone"])(
    "does nothing where it cannot be meant so: %s",
    async (line) => {
      expect(await anOperator().run(line)).toMatchObject({ code: 2 });
    },
  );
});

describe("bridge unsuppress", () => {
  it("takes the word back, keeps why, and lets Callingly call the number again", async () => {
    const blocked = { "62": true, "63": false };
    const told: unknown[] = [];
    const operator = anOperator({
      callingly: {
        listLeads: async () =>
          ["62", "63"].map((id) => ({
            ...z.parse(CallinglyLeadSchema, { id, phone_number: PHONE }),
            calls: [],
          })) as never,
        getLead: async (id) => z.parse(CallinglyLeadSchema, { id, is_blocked: blocked[id as "62"] ? 1 : 0 }),
        updateLead: async (...args) => void told.push(args),
      },
    });
    await operator.run(`suppress ${PHONE}`);
    const said = await operator.json(`unsuppress ${PHONE} --reason "called us and asked for it"`);
    expect(said).toMatchObject({ lifted: 1, left: 0, failures: [] });
    expect(told).toContainEqual(["62", { is_blocked: false, is_stopped: false }]);
    expect(told).not.toContainEqual(["63", expect.anything()]);
    const { code, text } = await operator.run(`suppress --check ${PHONE}`);
    expect(code).toBe(1);
    expect(text).toContain("taken back by Robin Ashby");
    expect(text).toContain("called us and asked for it");
    expect(await operator.json("suppress")).toMatchObject({ phones: 0, taken_back: 1 });
    expect(await operator.run(`unsuppress ${PHONE} --reason again`)).toMatchObject({ code: 1 });
  });

  it("leaves it to another command to call who asked to be forgotten", async () => {
    const operator = anOperator({ callingly: quiet });
    await operator.run(`suppress ${PHONE}`);
    const [standing] = await everyOne(operator.store.archive.suppressions());
    const word = aWord({ ...standing, way: "forgotten", scope: "account/main" });
    await operator.store.suppressions.add(word);
    const { code, text } = await operator.run(`unsuppress ${PHONE} --reason "said so"`);
    expect(code).toBe(1);
    expect(text).toContain(`bridge leads allow ${PHONE}`);
  });
});

describe("a flood of opt-outs through a public form", () => {
  const SEED = "a seed for tests";
  const numbers = Array.from({ length: 30 }, (_, at) => `+121255501${String(at).padStart(2, "0")}`);
  const wordOn = (phone: string, ms: number, more: object = {}) =>
    aWord({ ...printsOf(SEED, { phones: [phone], emails: [] })[0], since: fromNoon(ms).toISOString(), ...more });

  async function aFlood(callingly: Parameters<typeof anOperator>[0] = { callingly: quiet }) {
    const operator = anOperator(callingly);
    const { suppressions } = operator.store;
    const [before = "", agent = "", elsewhere = "", ...flood] = numbers;
    await suppressions.add(wordOn(before, -5 * hours));
    await suppressions.add(wordOn(agent, -20 * minutes, { way: "removed", by: "main" }));
    await suppressions.add(wordOn(elsewhere, -20 * minutes, { by: "client" }));
    for (const [at, phone] of flood.entries()) await suppressions.add(wordOn(phone, -30 * minutes + at));
    return { operator, before, agent, elsewhere, flood };
  }

  it("is counted first, hour by hour, and nothing is changed", async () => {
    const { operator, flood } = await aFlood();
    expect(await operator.json("unsuppress --source website --since 2h --check")).toEqual({
      words: flood.length,
      taken_back_before: 0,
      hours: [{ hour: "2026-06-15T11:00:00Z", people: flood.length }],
    });
    const { text, code, questions } = await operator.run("unsuppress --source website --since 2h --reason flood", {
      answers: [false],
    });
    expect(questions.join()).toContain("27 words on the list came by website since 2026-06-15 10:00:00 UTC");
    expect({ text, code }).toEqual({ text: "Nothing was changed.", code: 1 });
    expect(await operator.json("suppress")).toMatchObject({ phones: 30, taken_back: 0 });
  });

  it("is taken back as a whole, and nothing of another time, source or way", async () => {
    const { operator, before, agent, elsewhere, flood } = await aFlood();
    const done = await operator.json("unsuppress --source website --since 2h --reason bot --yes");
    expect(done).toMatchObject({ lifted: flood.length, failures: [] });
    expect(await operator.json("suppress")).toMatchObject({ phones: 3, taken_back: flood.length });
    for (const phone of [before, agent, elsewhere])
      expect(await operator.run(`suppress --check ${phone}`)).toMatchObject({ code: 0 });
    const { text } = await operator.run(`suppress --check ${flood[0]}`);
    expect(text).toContain("taken back by Robin Ashby");
    expect(text).toMatch(/taken back by .*: bot/);
    expect(await operator.json("unsuppress --source website --since 2h --check")).toMatchObject({
      words: 0,
      taken_back_before: flood.length,
    });
  });

  it("is taken back up to a moment, so that what people really said after it stays", async () => {
    const { operator, flood } = await aFlood();
    await operator.store.suppressions.add(wordOn("+12125550199", -10 * minutes));
    const line = "unsuppress --source website --since 2h --until 2026-06-15T11:45 --reason bot --yes";
    expect(await operator.json(line)).toMatchObject({ lifted: flood.length });
    expect(await operator.run("suppress --check +12125550199")).toMatchObject({ code: 0 });
  });

  it("names the leads that it had ended, and has Callingly unblock those it was told to block", async () => {
    const told: unknown[] = [];
    const callingly: Partial<AccountClient> = {
      listLeads: async ({ phone_number = "" } = {}) =>
        [{ ...z.parse(CallinglyLeadSchema, { id: "62", phone_number }), calls: [] }] as never,
      getLead: async (id) => z.parse(CallinglyLeadSchema, { id, is_blocked: 1 }),
      updateLead: async (...args) => void told.push(args),
    };
    const { operator, flood } = await aFlood({ callingly });
    const [waited = "", rang = "", other = ""] = flood;
    const ended = { ...aLead({ phone: waited }), state: "suppressed", reason: "opted-out" } as const;
    const stop = { at: noon.toISOString(), optOut: "all" } as const;
    const placed = { ...aLead({ phone: rang }), state: "placed", stop } as const;
    // Somebody whom an operator has put on the list as well stays blocked.
    const stays = { ...aLead({ phone: other }), state: "placed", stop } as const;
    for (const lead of [ended, placed, stays]) await operator.store.leads.add(lead);
    await operator.store.suppressions.add(wordOn(other, -1 * days, { way: "operator", by: "pat" }));
    const line = "unsuppress --source website --since 2h --reason bot --yes";
    const done = await operator.json(line);
    expect(done).toMatchObject({ leads_ended: [ended.id], unblocked_at_callingly: 2 });
    // One number, in each of the two accounts.
    expect(told).toEqual([
      ["62", { is_blocked: false, is_stopped: false }],
      ["62", { is_blocked: false, is_stopped: false }],
    ]);
    // A run that broke off before Callingly was told is finished by the next.
    expect(await operator.json(line)).toMatchObject({ lifted: 0, unblocked_at_callingly: 2 });
  });

  it.each([
    "unsuppress --reason flood",
    "unsuppress --source website --reason flood",
    "unsuppress --source website --since yesterday --check",
    "unsuppress --source gone --since 2h --check",
    "unsuppress +12125550123 --source website --since 2h --reason flood",
    "unsuppress --source website --since 2h --yes",
  ])("does nothing where it cannot be meant so: %s", async (line) => {
    const { operator } = await aFlood();
    expect(await operator.run(line)).toMatchObject({ code: 2 });
    expect(await operator.json("suppress")).toMatchObject({ taken_back: 0 });
  });

  it("is noticed where an hour of the last day had far more than any of the month before", () => {
    const many = (count: number, ms: number, more: object = {}) =>
      Array.from({ length: count }, (_, at) => wordOn(`+1212555${1000 + at}`, ms + at * 1000, more));
    const unusual = (words: readonly ReturnType<typeof aWord>[]) => unusualHours(words, noon);
    const flood = many(60, -3 * hours);
    expect(unusual(flood)).toEqual([{ source: "website", hour: "2026-06-15T09:00:00Z", count: 60, usual: 0 }]);
    expect(unusual([...flood, ...many(20, -9 * days)])).toMatchObject([{ usual: 20 }]);
    expect(unusual([...flood, ...many(21, -9 * days)])).toEqual([]);
    expect(unusual(many(19, -3 * hours))).toEqual([]);
    expect(unusual(many(60, -2 * days))).toEqual([]);
    expect(unusual(flood.map((word) => ({ ...word, lifted: { at: word.since, by: "pat" } })))).toEqual([]);
    expect(unusual(many(60, -3 * hours, { way: "operator", by: "pat" }))).toEqual([]);
    // Who gives an address beside the number is one person.
    expect(unusual([...many(15, -3 * hours), ...many(15, -3 * hours, { of: "email" })])).toEqual([]);
  });
});
