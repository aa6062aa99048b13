import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../lambda/lead/lead.ts";
import * as states from "../../lambda/lead/states.ts";
import { aLead, noon } from "../fakes/leads.ts";
import { anOperator } from "../fakes/stage.ts";

const phone = "+12125550123";
const email = "dana.whitfield@example.com";

async function withDana() {
  const deleted: unknown[] = [];
  const operator = anOperator({
    callingly: { listLeads: async () => [], deleteLead: async (id) => void deleted.push(id) },
  });
  const placed = states.placed(states.claimed(aLead({ phone }), "dial-1", 1, noon) as Lead, "77", noon) as Lead;
  const news = { callId: "77", callinglyLeadId: "900", outcome: "missed", final: true } as const;
  const over = states.folded(placed, news, noon) as Lead;
  const waits = states.held(aLead({ phone }), "stale", noon, { for: "person" }) as Lead;
  const other = states.held(aLead({ phone: "+12125550177", email: "o@example.com" }), "stale", noon, {
    for: "person",
  }) as Lead;
  await operator.add(over, waits, other);
  return { operator, deleted, over, waits, other };
}

describe("leads forget", () => {
  it("says what is found, asks, and leaves nothing of the person", async () => {
    const { operator, deleted, other } = await withDana();
    const no = await operator.run(`leads forget ${phone} --account main`, { answers: [false] });
    expect(no).toMatchObject({ code: 1, text: "Nothing was changed." });
    expect(no.questions[0]).toContain("2 leads, 0 calls and 1 lead at Callingly? This cannot be undone.");

    const yes = await operator.run(`leads forget ${phone} --account main`, { answers: [true] });
    expect(yes).toMatchObject({ code: 0, text: expect.stringContaining("Nobody calls them again") });
    expect(deleted).toEqual(["900"]);
    const left = operator.store.allLeads().filter(({ id }) => id !== other.id);
    expect(JSON.stringify(left)).not.toMatch(/Dana|Whitfield|5550123/i);
    expect(await operator.find(other)).toEqual(other);
  });

  it("tells what is left to do, and is then not done", async () => {
    const { operator, waits } = await withDana();
    const dialing = states.claimed(aLead({ phone }), "dial-2", 1, noon) as Lead;
    await operator.add(dialing);
    const { code, text } = await operator.run(`leads forget ${waits.id} --account main --yes`);
    expect(code).toBe(1);
    expect(text).toContain(`Not done: ${dialing.id} is being dialled this moment`);
  });

  it("asks before it takes a person out of others' leads, and is not done without", async () => {
    const said = { extra: { partner: "(415) 555-0171", wish: "a porch" } };
    const line = "leads forget +14155550171 --account main";
    const operator = anOperator({ callingly: { listLeads: async () => [] } });
    const lead = states.held(aLead({ phone, ...said }), "stale", noon, { for: "person" }) as Lead;
    await operator.add(lead);
    const silent = await operator.run(`${line} --yes`);
    expect(silent).toMatchObject({
      code: 1,
      text: expect.stringContaining(`Not done: ${lead.id} mentions them in "partner"`),
    });
    const no = await operator.run(line, { answers: [true, false] });
    expect(no.questions[1]).toBe(
      `Others' data mentions this person 1 time:\n  ${lead.id}: partner\nTake that out as well? The rest of those leads and calls stays.`,
    );
    expect(no.code).toBe(1);
    expect(await operator.run(line, { answers: [true, true] })).toMatchObject({ code: 0 });
    expect(await operator.find(lead)).toMatchObject({ state: "held", person: lead.person, extra: { wish: "a porch" } });
    expect(await operator.run(`${line} --mentions --yes`)).toMatchObject({ code: 0 });
  });

  it("takes a number that is in no plan, as somebody may have typed it", async () => {
    const operator = anOperator({ callingly: { listLeads: async () => [] } });
    const lead = states.held(aLead({ phone: "+1 212 155 0123" }), "invalid-phone", noon, { for: "person" });
    await operator.add(lead ?? aLead({ phone: "+1 212 155 0123" }));
    expect(await operator.json("leads forget +12121550123 --account main --yes")).toMatchObject({ forgotten: true });
    expect(JSON.stringify(operator.store.allLeads())).not.toMatch(/155.?0123/);
  });

  it("needs somebody who answers, accounts that exist, and a person that can be meant", async () => {
    const { operator } = await withDana();
    for (const [line, words] of [
      [`${phone} --account main`, "This cannot be undone"],
      [phone, "main, agency"],
      [`${phone} --account odd`, "main, agency"],
      ["Dana --account main", "give a phone number"],
      ["lead_unknown --account main", "no such lead"],
    ] as const) {
      const { code, notes } = await operator.run(`leads forget ${line}`);
      expect([line, code]).toEqual([line, 2]);
      expect(notes).toContain(words);
    }
    expect(JSON.stringify(operator.store.allLeads())).toContain("Dana");
  });

  it("can be lifted by the person's own word", async () => {
    const { operator } = await withDana();
    await operator.run(`leads forget ${email} --account main --yes`);
    expect(await operator.json(`leads allow ${email} --account main`)).toEqual({ lifted: 1 });
    expect((await operator.run(`leads allow ${email} --account main`)).code).toBe(1);
  });
});

describe("leads export", () => {
  it("prints all that is kept of a person, and nothing of another", async () => {
    const { operator, over, waits } = await withDana();
    const data = await operator.json<{ leads: Lead[] }>(`leads export ${email} --account main`);
    expect(data.leads.map(({ id }) => id).sort()).toEqual([over.id, waits.id].sort());
    expect(data).toMatchObject({ phones: [phone], emails: [email] });
  });

  it("writes a file that only its owner can read, and none over another", async () => {
    const { operator } = await withDana();
    const folder = mkdtempSync(join(tmpdir(), "export-"));
    try {
      const file = join(folder, "dana.json");
      const line = `leads export ${phone} --account main --output ${file}`;
      expect((await operator.run(line)).text).toBe(`${file}: 2 leads and 0 calls`);
      expect(JSON.parse(readFileSync(file, "utf8")).phones).toEqual([phone]);
      expect(statSync(file).mode & 0o077).toBe(0);
      expect((await operator.run(line)).code).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("what is over", () => {
  it("is listed only when asked for", async () => {
    const { operator, over } = await withDana();
    expect(await operator.json<unknown[]>("leads list")).toHaveLength(2);
    expect(await operator.json<unknown[]>("leads list --all")).toHaveLength(3);
    expect(await operator.json("leads list --state completed")).toMatchObject([{ id: over.id, outcome: "missed" }]);
  });

  it("is found by the e-mail address when nothing that waits has it", async () => {
    const { operator, waits, over } = await withDana();
    await operator.run(`leads cancel ${waits.id}`);
    const { notes } = await operator.run(`leads show ${email}`);
    for (const { id } of [waits, over]) expect(notes).toContain(id);
  });

  it("is listed among the results by its state", async () => {
    const { operator } = await withDana();
    await operator.store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
    const call = await operator.store.calls.find("main", "77");
    if (!call) throw new Error("There is no call");
    const { dueAt: _, dueFor: _f, ...done } = call;
    await operator.store.calls.save({ ...done, state: "unmatched", reason: "not-ours", revision: 2 });
    expect(await operator.json("results list")).toEqual([]);
    expect(await operator.json("results list --state unmatched")).toMatchObject([
      { call_id: "77", reason: "not-ours" },
    ]);
    expect(await operator.json("results list --all")).toHaveLength(1);
  });
});
