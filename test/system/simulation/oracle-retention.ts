import type { Call } from "../../../lambda/lead/call/call.ts";
import { isEnd, type Lead, usualRetention } from "../../../lambda/lead/lead.ts";
import { personal } from "./instance.ts";
import type { Violation } from "./violations.ts";
import { day, type World } from "./world.ts";

/**
 * I7: what is over loses its person when its days are over, and then waits for nothing but to be forgotten. What strangers
 * sent in numbers and nobody releases is over some day, too.
 */

/** Late results are looked for once a day, and the table takes its time to forget. */
const GRACE_MS = 3 * day;

export function retentionViolations({ store, time }: World): Violation[] {
  const leads = store.allLeads();
  const calls = store.allCalls();
  const known = new Map(leads.map((lead) => [lead.id, lead]));
  const untold = new Set(calls.filter(({ dueFor }) => dueFor === "report-call").map(({ leadId }) => leadId));
  /** A result is still to be told of it, or of the lead that was called for it, and the person is needed for that. */
  const isAwaited = (lead: Lead): boolean => {
    const met = new Set<string>();
    for (let each: Lead | undefined = lead; each && !met.has(each.id); each = known.get(each.mergedInto ?? "")) {
      if (untold.has(each.id) || !isEnd(each.state)) return true;
      met.add(each.id);
    }
    return false;
  };
  const over = leads.filter((lead) => isEnd(lead.state) && !isAwaited(lead));
  const done = calls.filter(({ dueFor }) => dueFor !== "report-call");
  return [
    ...leads.filter(isJunk).flatMap((lead): Violation[] => {
      const text = `${lead.id} is held (${lead.reason}) though nobody has released it in its days`;
      const until = lastMoveOf(lead) + (lead.retention?.heldDays ?? 0) * day + GRACE_MS;
      return time.now() > until ? [{ kind: "kept-too-long", text, about: [lead.id] }] : [];
    }),
    ...over.flatMap((lead) =>
      ofItem(withoutProof(lead), { name: lead.id, about: [lead.id], keptUntil: payloadEndOf(lead) }, time.now()),
    ),
    ...done.flatMap((call) => {
      const keptUntil = payloadEndOfCall(call, known.get(call.leadId ?? ""));
      return ofItem(call, { name: `call ${call.callId}`, about: [call.callId], keptUntil }, time.now());
    }),
  ];
}

/** A stranger sent it with many others or with a number that cannot be called, and it never rang for anybody. */
const isJunk = ({ state, reason, retention, ringsPossible, merged }: Lead): boolean =>
  state === "held" &&
  retention?.heldDays !== undefined &&
  ringsPossible === 0 &&
  merged.length === 0 &&
  /^crowded|phone$/.test(reason ?? "");

/** A consent on which somebody was called is kept as long as the ledger is: it is to be shown who agreed to what. */
function withoutProof({ consent, ...lead }: Lead): Lead {
  const isProof = lead.ringsPossible > 0 || lead.state === "merged";
  return isProof || consent === undefined ? lead : { ...lead, consent };
}

const lastMoveOf = ({ history, receivedAt }: Lead): number => Date.parse(history.at(-1)?.at ?? receivedAt);

const payloadEndOf = (lead: Lead): number => lastMoveOf(lead) + (lead.retention ?? usualRetention).payloadDays * day;

/** What is still to be taken out of it has a time of its own, or its lead's; the rest is nobody's. */
function payloadEndOfCall({ callId, dueAt }: Call, lead: Lead | undefined): number {
  if (dueAt !== undefined) return Date.parse(dueAt);
  if (!lead?.calls.includes(callId) || lead.strippedAt !== undefined) return 0;
  return lead.dueAt === undefined ? 0 : Date.parse(lead.dueAt);
}

interface About {
  readonly name: string;
  readonly about: readonly string[];
  readonly keptUntil: number;
}

function ofItem(item: Lead | Call, { name, about, keptUntil }: About, now: number): Violation[] {
  const found: Violation[] = [];
  const complain = (kind: "kept-too-long" | "never-forgotten", text: string) =>
    found.push({ kind, text: `${name} ${text}`, about });
  const { dueAt, dueFor, expiresAt } = item;
  if (now > keptUntil + GRACE_MS) {
    if (personal.test(JSON.stringify(item))) complain("kept-too-long", "still holds something of a person");
    if (dueAt !== undefined) complain("never-forgotten", `is still due ${dueAt} for ${dueFor}`);
  }
  if (expiresAt === undefined && dueAt === undefined) complain("never-forgotten", "has no day to be forgotten on");
  if (expiresAt !== undefined && now > expiresAt * 1_000 + GRACE_MS) complain("never-forgotten", "is still there");
  return found;
}
