import { isEnd, type Lead } from "../../../lambda/lead/lead.ts";
import { asksForAnotherCall, askViolations } from "./oracle-asked.ts";
import { noticeViolations } from "./oracle-notices.ts";
import { refusalViolations } from "./oracle-refusals.ts";
import { resultViolations } from "./oracle-results.ts";
import { retentionViolations } from "./oracle-retention.ts";
import { houseRuleViolations } from "./oracle-rules.ts";
import { wordViolations } from "./oracle-words.ts";
import { leadsByRef } from "./refs.ts";
import type { Judgement, Violation, ViolationKind } from "./violations.ts";
import { minute, type World } from "./world.ts";

/** What must hold when everything has settled. Everything is judged by the far ends, not by what the bridge believes. */

export function violationsIn(world: World, judgement: Judgement = {}): Violation[] {
  const whileKnown = () => [
    ...ringViolations(world, judgement),
    ...resultViolations(world, judgement),
    ...noticeViolations(world),
    // As with what is written twice: readers whose clocks differ may write side by side, and one of them is refused.
    ...(judgement.blurred ? [] : refusalViolations(world)),
    ...wordViolations(world),
    ...houseRuleViolations(world),
    ...askViolations(world),
    ...neighbourViolations(world, judgement),
  ];
  return [
    ...acceptedViolations(world),
    ...waitingViolations(world),
    ...(judgement.aged ? [] : whileKnown()),
    ...retentionViolations(world),
    ...world.book.leaks.map((text): Violation => ({ kind: "leak", text, about: [] })),
    ...world.book.bugs.map((text): Violation => ({ kind: "bug", text, about: [] })),
  ];
}

/** By these a lead's story is found. */
const idsOf = (lead: Lead): string[] => [lead.id, `ref ${lead.ref}`, ...lead.calls];

// ── I1 ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function acceptedViolations({ accepted, store, forgotten }: World): Violation[] {
  const stored = new Set([...store.allLeads(), ...forgotten].map(({ id }) => id));
  return [...accepted]
    .filter((id) => !stored.has(id))
    .map((id) => ({ kind: "lost", text: `${id} was answered 200 and is not stored`, about: [id] }));
}

/** A tick and a failed attempt or two may lie between an item's time and its turn. */
const GRACE_MS = 5 * minute;

function waitingViolations({ store, forgotten, callingly, time, ticking }: World): Violation[] {
  const tooLate = new Date(time.now() - GRACE_MS).toISOString();
  const byRef = leadsByRef(store.allLeads());
  const phoneOf = (leadId: number) => callingly.records.get("lead", leadId)?.phone_number;
  const rung = new Set(callingly.records.all("call").map((call) => byRef(call.crm_id, phoneOf(call.lead_id))));
  const booked = new Set(callingly.records.all("appointment").map((one) => byRef(one.crm_id, phoneOf(one.lead_id))));
  const gates = store.allGates().map(({ on }) => on);
  // A gate's name ends the name of what holds a lead; all others have neither kind nor name.
  const closed = (heldBy: string) => !/ (?!no-token)\S*$/.test(heldBy) || gates.some((on) => heldBy.endsWith(` ${on}`));
  const leads = store.allLeads();
  const known = new Set([...leads, ...forgotten].map(({ id }) => id));
  const found: Violation[] = [];
  for (const lead of leads) {
    const { state, reason, dueFor, dueAt, heldBy } = lead;
    const complain = (kind: ViolationKind, text: string) =>
      found.push({ kind, text: `${lead.id} ${text}`, about: idsOf(lead) });
    if (state === "merged" && !known.has(lead.mergedInto ?? ""))
      complain("lost", "is merged into a lead that is not there");
    const byHand = callingly.rings.some(
      ({ by, call_id, phone_number, at }) =>
        by === "dashboard" &&
        // Of whom nobody knows the phone any more, the call's id is still known.
        (phone_number === lead.person.phone ||
          (lead.strippedAt !== undefined && lead.calls.includes(String(call_id)))) &&
        at >= Date.parse(lead.receivedAt),
    );
    // A call that somebody made by hand cannot be told from the one that we asked for; the person was called.
    if (state === "completed" && !rung.has(lead) && !byHand) complain("hollow-end", "is completed");
    // Who asks again takes over a lead that ended without a ring; what was given up as silent may be heard of after all;
    // a person may have one called again, in their name.
    const movedBack = lead.history.some((step, index) => {
      const before = lead.history[index - 1];
      const isHeardOf = before?.reason === "no-result-came" && step.state === "completed";
      return before && isEnd(before.state) && step.reason !== "asked-again" && step.by === undefined && !isHeardOf;
    });
    if (movedBack) complain("moved-back", `is ${state} again`);
    if (isEnd(state)) continue;
    const says = `is ${state} (${reason ?? "no reason"}), due ${dueAt ?? "never"} for ${dueFor ?? "nobody"}`;
    const isBooked = state === "placed" && booked.has(lead);
    if (dueFor === undefined || dueAt === undefined || (reason === undefined && !isBooked)) complain("silent", says);
    else if (dueAt < tooLate) complain("overdue", says);
    else if (heldBy !== undefined && ticking && !closed(heldBy))
      complain("overdue", `${says}, and rests for ${heldBy}`);
  }
  for (const { callId, state, reason, dueAt, leadId } of store.allCalls()) {
    if (dueAt === undefined || dueAt >= tooLate) continue;
    const text = `call ${callId} is ${state} (${reason ?? "no reason"}), due ${dueAt}`;
    found.push({ kind: "overdue", text, about: [callId, ...(leadId ? [leadId] : [])] });
  }
  return found;
}

// ── I2, I3 ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Clocks may be off, and Callingly may commit late. */
const WINDOW_TOLERANCE_MS = 30 * minute;

function ringViolations(world: World, { blurred = false }: Judgement): Violation[] {
  const { store, callingly, bridge } = world;
  const byRef = leadsByRef(store.allLeads());
  const found: Violation[] = [];
  const ofLead = new Map<Lead, number>();
  const lastOfPhone = new Map<string, { at: number; ref: unknown }>();
  const lineOf = new Map<string, { group: string; until: number; ref: unknown }>();
  for (const { at, call_id, account_id, phone_number, crm_id, by } of callingly.rings) {
    if (by !== "create") continue;
    const lead = byRef(crm_id, phone_number);
    if (!lead || lead.person.phone !== phone_number) {
      found.push({ kind: "stray-ring", text: `call ${call_id} rang for ref ${crm_id}`, about: [String(call_id)] });
      continue;
    }
    const rings = (ofLead.get(lead) ?? 0) + 1;
    ofLead.set(lead, rings);
    if (rings > lead.ringsAuthorised || lead.ringsAuthorised > 1 + byName(lead)) {
      found.push({
        kind: "double-ring",
        text: `${lead.id} rang ${rings} times of ${lead.ringsAuthorised}`,
        about: idsOf(lead),
      });
    }
    const group = bridge.groupOf(lead);
    const line = lineOf.get(`${account_id} ${phone_number}`);
    const call = callingly.records.get("call", call_id);
    // Where calls go faster than life, their length is told as in life.
    const until = call ? call.started_at + (call.seconds * 1000) / callingly.switches.speed : at;
    lineOf.set(`${account_id} ${phone_number}`, { group, until, ref: crm_id });
    if (!blurred && line && line.group !== group && at < line.until) {
      const text = `${lead.id} rang while the call of ref ${line.ref} was going on`;
      found.push({ kind: "double-line", text, about: [...idsOf(lead), `ref ${line.ref}`] });
    }
    const phone = `${account_id} ${group} ${phone_number}`;
    const before = lastOfPhone.get(phone);
    lastOfPhone.set(phone, { at, ref: crm_id });
    if (
      before &&
      byRef(before.ref, phone_number) !== lead &&
      at - before.at < bridge.phoneWindowMs - WINDOW_TOLERANCE_MS &&
      !asksForAnotherCall(lead, { rungAt: at, before: before.at }, world)
    ) {
      const text = `${lead.id} rang ${Math.round((at - before.at) / minute)} minutes after ref ${before.ref}`;
      found.push({ kind: "double-phone", text, about: [...idsOf(lead), `ref ${before.ref}`] });
    }
  }
  return found;
}

/** Each further ring needs somebody's name. */
const byName = ({ history }: Lead): number => history.filter(({ by }) => by !== undefined).length;

// ── I5 ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function neighbourViolations({ store, callingly }: World, { neighbours }: Judgement): Violation[] {
  if (!neighbours) return [];
  const rangAt = new Map(callingly.rings.map(({ crm_id, at }) => [crm_id, at]).toReversed() as [unknown, number][]);
  return store
    .allLeads()
    .filter(({ account, state }) => neighbours.accounts.includes(account) && state !== "merged")
    .flatMap((lead): Violation[] => {
      const waited = (rangAt.get(lead.ref ?? null) ?? Number.POSITIVE_INFINITY) - Date.parse(lead.receivedAt);
      const text = `${lead.id} of ${lead.account} waited ${Math.round(waited / 1000)} s`;
      return waited <= neighbours.withinMs ? [] : [{ kind: "neighbour-late", text, about: idsOf(lead) }];
    });
}
