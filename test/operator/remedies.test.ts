import { describe, expect, it } from "vitest";
import { parked } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { moved } from "../../lambda/lead/move.ts";
import { printsOf } from "../../lambda/lead/privacy/suppression.ts";
import { type Reason, reasons, reasonWords } from "../../lambda/lead/reasons.ts";
import { commandsFor, type Remedy, remedies } from "../../lambda/lead/remedies.ts";
import * as states from "../../lambda/lead/states.ts";
import { changeCall } from "../../lambda/store/change.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../fakes/leads.ts";
import { anOperator, type Operator } from "../fakes/stage.ts";
import { aWord } from "../fakes/suppressions.ts";

/** Whatever a reason's words and lists send a person to is tried: the command takes it, and the wait is over. */

const endedBy = (remedy: Remedy): Reason[] => reasons.filter((reason) => remedies[reason].includes(remedy));

/** Reasons that only results of calls wait for. */
const ofResults: readonly Reason[] = [
  "callingly-unreachable",
  "call-gone",
  "target-gone",
  "crm-unreachable",
  "crm-refused",
  "crm-access-refused",
  "crm-credentials-missing",
];

const heldFor = (reason: Reason, by: "rule" | "person", phone?: string): Lead =>
  states.held(aLead(phone === undefined ? {} : { phone }, { at: fromNoon(-hours) }), reason, fromNoon(-minutes), {
    for: by,
  }) as Lead;

async function stateAfter(operator: Operator, lead: Lead, command: string): Promise<Lead> {
  const ran = await operator.run(command);
  expect(ran, `${command}\n${ran.text}${ran.notes}`).toMatchObject({ code: 0 });
  return operator.find(lead);
}

describe("a wait ends by the command that its reason names", () => {
  it.each(endedBy("release"))("release: %s", async (reason) => {
    for (const by of ["rule", "person"] as const) {
      const operator = anOperator();
      const lead = heldFor(reason, by);
      await operator.add(lead);
      expect((await stateAfter(operator, lead, `leads release --reason ${reason} --yes`)).state).toBe("ready");
    }
  });

  it.each(endedBy("release-with-phone"))("release with a number: %s", async (reason) => {
    const operator = anOperator();
    const lead = heldFor(reason, "person");
    await operator.add(lead);
    const after = await stateAfter(operator, lead, `leads release ${lead.id} --phone +12125550177 --yes`);
    expect(after).toMatchObject({ state: "ready", person: { phone: "+12125550177" } });
  });

  it.each(endedBy("replay").filter((reason) => !ofResults.includes(reason)))("replay: %s", async (reason) => {
    const operator = anOperator();
    const lead = { ...heldFor(reason, "rule"), dueAt: fromNoon(hours).toISOString() };
    await operator.add(lead);
    const after = await stateAfter(operator, lead, `replay --reason ${reason} --yes`);
    expect((after.dueAt ?? "") < fromNoon(minutes).toISOString()).toBe(true);
  });

  it.each(endedBy("replay").filter((reason) => ofResults.includes(reason)))(
    "replay of a result: %s",
    async (reason) => {
      const operator = anOperator();
      await operator.store.calls.hint({ account: "main", callId: "77", digest: "d", at: fromNoon(-hours) });
      await changeCall(operator.store.calls, { account: "main", callId: "77" }, (call) =>
        parked(call, reason, "", fromNoon(-hours)),
      );
      expect(await operator.run(`replay --reason ${reason} --yes`)).toMatchObject({ code: 0 });
      const after = await operator.store.calls.find("main", "77");
      expect((after?.dueAt ?? "") < fromNoon(minutes).toISOString()).toBe(true);
    },
  );

  it.each(endedBy("drop"))("drop: %s", async (reason) => {
    const operator = anOperator();
    await operator.store.calls.hint({ account: "main", callId: "77", digest: "d", at: fromNoon(-hours) });
    await changeCall(operator.store.calls, { account: "main", callId: "77" }, (call) =>
      parked(call, reason, "", fromNoon(-hours)),
    );
    expect(await operator.run("results drop 77 --yes")).toMatchObject({ code: 0 });
    expect(await operator.store.calls.find("main", "77")).toMatchObject({ dropped: [] });
  });

  it.each(endedBy("resume"))("resume: %s", async (reason) => {
    const operator = anOperator();
    const lead = { ...heldFor(reason, "rule"), dueAt: fromNoon(hours).toISOString() };
    await operator.add(lead);
    expect(await operator.run("pause --reason lunch")).toMatchObject({ code: 0 });
    const after = await stateAfter(operator, lead, "resume --yes");
    expect((after.dueAt ?? "") < fromNoon(minutes).toISOString()).toBe(true);
  });

  it.each(endedBy("review"))("review: %s", async (reason) => {
    for (const [decision, state] of [
      ["redial", "ready"],
      ["it-rang", "placed"],
      ["cancel", "cancelled"],
    ] as const) {
      const operator = anOperator({ callingly: { listLeads: async () => [], async *eachCall() {} } });
      const dialing = states.claimed(aLead(), "dial-1", 19230, fromNoon(-hours)) as Lead;
      const lead = moved(dialing, { state: "review", reason, due: { worker: "reconcile", at: noon } }, noon);
      await operator.add(lead);
      expect((await operator.run("review --list")).text).toContain(lead.id);
      const yes = decision === "redial" ? " --yes" : "";
      const after = await stateAfter(operator, lead, `leads ${decision} ${lead.id}${yes}`);
      expect(after.state).toBe(state);
    }
  });

  it.each(endedBy("reschedule"))("reschedule: %s", async (reason) => {
    const operator = anOperator();
    const lead = heldFor(reason, "person");
    await operator.add(lead);
    const after = await stateAfter(operator, lead, `leads reschedule ${lead.id} --at "tomorrow at 11" --yes`);
    expect(after).toMatchObject({ state: "ready", reason: "asked-time", asked: { by: "operator" } });
    expect(after.dueAt).toBe(after.asked?.at);
  });

  it.each(endedBy("redial"))("redial: %s", async (reason) => {
    const operator = anOperator();
    const lead = moved(aLead(), { state: reason === "phone-refused" ? "failed" : "completed", reason }, noon);
    await operator.add(lead);
    expect((await stateAfter(operator, lead, `leads redial ${lead.id} --yes`)).state).toBe("ready");
  });

  it.each(endedBy("allow"))("allow: %s", async (reason) => {
    const operator = anOperator();
    const phone = "+12125550166";
    const lead = moved(aLead({ phone }), { state: "suppressed", reason }, noon);
    await operator.add(lead);
    for (const { print, of } of printsOf("a seed for tests", { phones: [phone], emails: [] })) {
      await operator.store.suppressions.add(aWord({ print, of, way: "forgotten", scope: "account/main", by: "pat" }));
    }
    expect(await operator.run(`leads allow ${phone} --account main`)).toMatchObject({ code: 0 });
    expect((await stateAfter(operator, lead, `leads redial ${lead.id} --yes`)).state).toBe("ready");
  });
});

describe("what a reason says", () => {
  it.each(reasons)("names no way on that its commands do not have: %s", (reason) => {
    const words = reasonWords[reason];
    const ways = remedies[reason];
    if (/\brelease\b/.test(words)) expect(ways.some((way) => way.startsWith("release"))).toBe(true);
    if (/\bdrop\b/.test(words)) expect(ways).toContain("drop");
    if (/\bresume\b/.test(words)) expect(ways).toContain("resume");
    if (/an operator decides/.test(words)) expect(ways).toContain("review");
    if (/an operator lifts/.test(words)) expect(ways).toContain("allow");
  });

  it.each(reasons.filter((reason) => commandsFor(reason).length > 0))(
    "is shown with its commands by replay: %s",
    async (reason) => {
      const operator = anOperator();
      await operator.add(heldFor(reason, "rule"));
      const [row] = await operator.json<{ reason: string; commands: string[] }[]>("replay");
      expect(row).toMatchObject({ reason, commands: commandsFor(reason) });
      const { text } = await operator.run("replay");
      for (const command of commandsFor(reason)) expect(text).toContain(command);
    },
  );

  it.each([
    ["leads list", "and deploy"],
    ["leads list --local", "and start `npm start` again"],
  ])("ends with what brings a change in where its bridge is: %s", async (command, end) => {
    const operator = anOperator();
    await operator.add(heldFor("dry-run", "rule"));
    const { text } = await operator.run(command);
    expect(text.replace(/\s+/g, " ")).toContain(`turn that off ${end}`);
    expect(text).not.toMatch(command.includes("--local") ? /deploy/ : /npm start/);
  });

  it("sends a person who releases what a release does not end to the command that does", async () => {
    const operator = anOperator();
    await operator.add(heldFor("team-unknown", "rule"));
    expect(await operator.run("leads release --reason team-unknown --yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("fix the cause, then bridge replay --reason team-unknown"),
    });
  });
});
