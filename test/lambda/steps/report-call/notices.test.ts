import { describe, expect, it } from "vitest";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { aLead, noon, website } from "../../../fakes/leads.ts";
import { aReporter } from "../../../fakes/report-world.ts";

/** Part of step 4: what a CRM is told of a lead without a call. */

describe("what is told of a lead without a call", () => {
  const notice = (lead: Lead) => ({
    account: "main",
    callId: "note3f1c77a0b2d94e58",
    digest: "stale",
    notice: { leadId: lead.id, reason: "stale" as const },
    at: noon,
  });

  it("F35/F52: reaches the CRM once, in plain words, and Callingly is not asked", async () => {
    const { store, aPlacedLead, look, asked, jobs, call } = aReporter();
    const lead = await aPlacedLead();
    for (let repeat = 0; repeat < 3; repeat += 1) {
      await store.calls.hint(notice(lead));
      await look("note3f1c77a0b2d94e58");
    }
    expect(asked).toEqual([]);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({
      lead: { id: lead.id },
      call: {
        status: "not called",
        remark: "The lead waited too long to be rung without asking; release it to call now",
      },
    });
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "reported" });
  });

  /** A CRM that keeps records, and knows the lead's or nobody. */
  async function toldOf(lead: Lead, known: { type: string; id: string } | undefined) {
    const { store, look, jobs, call, deps } = aReporter();
    const asked: boolean[] = [];
    const crm = deps.bridge.crm("demo") as NonNullable<ReturnType<typeof deps.bridge.crm>>;
    Object.assign(crm.reporter, {
      async findRecord(_: unknown, __: unknown, { mayMake }: { mayMake: boolean }) {
        asked.push(mayMake);
        return known;
      },
    });
    const source = (name: string) => {
      const known = deps.bridge.source(name);
      return known && { ...known, ...(lead.record && { records: "demo" }) };
    };
    const bridge = { ...deps.bridge, source, crm: (name: string) => ({ ...crm, name }) };
    await store.leads.add(lead);
    await store.calls.hint(notice(lead));
    await reportCall({ account: "main", callId: "note3f1c77a0b2d94e58" }, { ...deps, bridge });
    await look("note3f1c77a0b2d94e58");
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "reported" });
    return { asked, records: jobs.map(({ record }) => record) };
  }
  const machine = { ...website, source: "anything" };
  const contact = { type: "contact", id: "151" };

  it("makes no record: who was not called is not entered into a CRM", async () => {
    expect(await toldOf(aLead({}, { door: machine }), undefined)).toEqual({ asked: [false], records: [] });
    expect(await toldOf(aLead({}, { door: machine }), contact)).toEqual({ asked: [false], records: [contact] });
  });

  it("is looked for by nothing that a stranger typed", async () => {
    expect(await toldOf(aLead(), contact)).toEqual({ asked: [], records: [] });
    expect(await toldOf(aLead({ record: contact }, { door: machine }), undefined)).toEqual({
      asked: [],
      records: [contact],
    });
  });

  it("is dropped when the lead is gone", async () => {
    const { store, look, jobs, call } = aReporter();
    await store.calls.hint(notice(aLead()));
    await look("note3f1c77a0b2d94e58");
    expect(jobs).toEqual([]);
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "unmatched" });
  });
});
