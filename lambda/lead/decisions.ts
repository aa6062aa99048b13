import { type Asked, waitsForTime, wordsOfPerson } from "./asked/record.ts";
import type { Lead, LeadState } from "./lead.ts";
import { moved } from "./move.ts";
import { placed } from "./states.ts";
import { without } from "./wait.ts";

/** The decisions of operators about a lead. Each is one conditional move that keeps the operator's name. */
export type Decision =
  /** Ring once more, whatever may have rung before. */
  | { readonly kind: "call-again" }
  /**
   * Ring a lead that is held: one that waits for the time that its person asked for at once, any other not before that.
   * If need be under a corrected number in E.164. Leads that were merged into it because of
   * the number it had are freed first: they ring for themselves.
   */
  | { readonly kind: "release"; readonly phone?: string | undefined }
  /** Ring a lead that has not rung, or is held, at another time: with its moment, its zone and the operator's words. */
  | { readonly kind: "reschedule"; readonly asked: Asked & { readonly at: string } }
  /** It did ring: wait for the result, of the call that is named or of one that is yet to be found. */
  | { readonly kind: "it-rang"; readonly callId?: string | undefined }
  /**
   * Never ring. What has rung already is still reported. Not for a lead that others were merged into, as they ring with
   * it; but where it waits because one's record was closed, it is for all of them that the operator decides.
   */
  | { readonly kind: "cancel" };

/** The states in which a decision may be taken. A lead that is being dialled or looked up cannot be decided. */
const decidable: Record<Decision["kind"], readonly LeadState[]> = {
  "call-again": ["review", "completed", "failed", "suppressed", "cancelled"],
  release: ["held"],
  reschedule: ["ready", "held"],
  "it-rang": ["unknown", "review"],
  cancel: ["ready", "held", "unknown", "review"],
};

/** Why a decision about a lead cannot be taken, in words for the operator; undefined when it can. */
export function refusalOf(lead: Lead, decision: Decision): string | undefined {
  const { kind } = decision;
  if (lead.strippedAt !== undefined) {
    const day = lead.strippedAt.slice(0, 10);
    return `The lead's name and phone number were deleted on ${day}, so nobody can be called; enter the lead again`;
  }
  if (!isDecidable(lead, kind)) {
    return `The lead is ${lead.state}; this can be decided while it is ${decidable[kind].join(", ")}`;
  }
  const isForAll = lead.reason === "record-stopped-shared";
  if (kind === "cancel" && lead.merged.length > 0 && !isForAll)
    return "Other leads were merged into this one and ring with it";
  if (corrects(lead, decision) && lead.merged.length > 0 && lead.ringsPossible > 0) {
    return "Its number may have rung for other leads too, which were merged into it and share its calls; enter the lead again with the number that is right";
  }
  return undefined;
}

/** Who waits for the time that they asked for is called now by a release as well. */
export const isDecidable = ({ state, reason }: Lead, kind: Decision["kind"]): boolean =>
  decidable[kind].includes(state) || (kind === "release" && state === "ready" && reason === "asked-time");

/** The lead is to ring at another number than the one for which others may have been merged into it. */
export const corrects = ({ person }: Lead, decision: Decision): boolean =>
  decision.kind === "release" && decision.phone !== undefined && decision.phone !== person.phone;

/**
 * A lead rings for itself, because the number of the one that it was merged into was wrong, and never rang; or because that
 * one waits for another time by now.
 * @param by the operator who decided it, if one did
 */
export function freed(lead: Lead, from: string, by: string | undefined, now: Date): Lead | undefined {
  if (lead.state !== "merged" || lead.mergedInto !== from || lead.strippedAt !== undefined) return undefined;
  const reason = by === undefined ? "asked-again" : "decided";
  const move = { state: "ready", reason, due: dueAtOnce(now), by } as const;
  return moved(without(lead, "mergedInto"), move, now, { wakes: "dial-lead", failedTries: 0 });
}

/** A lead no longer shares its results with another, which rings for itself. Changes no state. */
export const parted = (lead: Lead, other: string): Lead | undefined =>
  (lead.state === "held" || lead.state === "ready") && lead.ringsPossible === 0 && lead.merged.includes(other)
    ? { ...lead, merged: lead.merged.filter((id) => id !== other) }
    : undefined;

/**
 * The lead after an operator's decision.
 * @param by the operator's name, for the lead's history
 * @returns undefined when the lead is in no state for it (any more)
 */
export function decided(lead: Lead, decision: Decision, by: string, now: Date): Lead | undefined {
  if (refusalOf(lead, decision) !== undefined) return undefined;
  // Another lead has joined it meanwhile, for the number that is wrong.
  if (corrects(lead, decision) && lead.merged.length > 0) return undefined;
  switch (decision.kind) {
    case "call-again":
      return readyAgain(lead, by, now);
    case "release":
      return released(lead, decision.phone, by, now);
    case "reschedule":
      return movedTo(lead, decision.asked, by, now);
    case "it-rang":
      return rang(lead, decision.callId, by, now);
    case "cancel":
      return moved(lead, { state: "cancelled", reason: "decided", by }, now);
  }
}

const dueAtOnce = (now: Date) => ({ worker: "dial-lead" as const, at: now });

/** The call of the ring before stays among the lead's calls; the new ring is going to have one of its own. */
function readyAgain(lead: Lead, by: string, now: Date): Lead {
  const { callId, calls } = lead;
  return moved(
    without(lead, "callId", "callIdGuess", "agesFrom"),
    { state: "ready", reason: "decided", due: dueAtOnce(now), by },
    now,
    {
      ...timeLifted(lead),
      ringsAuthorised: lead.ringsPossible + 1,
      releasedAt: now.toISOString(),
      unproven: lead.state === "review",
      wakes: "dial-lead",
      calls: callId === undefined || calls.includes(callId) ? calls : [...calls, callId],
      failedTries: 0,
    },
  );
}

const timeLifted = ({ asked }: Lead): Pick<Lead, "asked"> =>
  asked === undefined ? {} : { asked: { ...asked, isLifted: true } };

/** The time that was asked for still stands once the lead is released, as it waits for something else. */
export const keepsTime = ({ asked, reason }: Lead): boolean =>
  asked !== undefined && asked.isLifted !== true && !waitsForTime(reason);

function released(lead: Lead, phone: string | undefined, by: string, now: Date): Lead {
  // With the number an operator has given what was to be fetched, so a platform that no longer shows the lead is not in
  // the way.
  const known = phone === undefined ? lead : without(lead, "reference");
  return moved(without(known, "agesFrom"), { state: "ready", reason: "decided", due: dueAtOnce(now), by }, now, {
    ...(waitsForTime(lead.reason) && timeLifted(lead)),
    releasedAt: now.toISOString(),
    wakes: "dial-lead",
    failedTries: 0,
    ...(phone !== undefined && { person: { ...lead.person, phone } }),
  });
}

function movedTo(lead: Lead, asked: Asked & { at: string }, by: string, now: Date): Lead {
  // Those that were merged into it may ring for themselves, which a dialler sees to before it lets the lead wait.
  const isShared = lead.merged.length > 0 && lead.ringsPossible === 0;
  const due = { worker: "dial-lead", at: isShared ? now : new Date(asked.at) } as const;
  const { text, named, said } = wordsOfPerson(lead) ?? {};
  const before = {
    ...(text !== undefined && { text }),
    ...(named !== undefined && { named }),
    ...(said !== undefined && { said }),
  };
  const change = {
    asked: { ...asked, before },
    agesFrom: asked.at,
    failedTries: 0,
    ...(isShared && { wakes: "dial-lead" as const }),
  };
  return moved(lead, { state: "ready", reason: "asked-time", due, by }, now, change);
}

function rang(lead: Lead, callId: string | undefined, by: string, now: Date): Lead | undefined {
  const next = placed(lead, callId, now);
  const step = next?.history.at(-1);
  return next && step && { ...next, history: [...next.history.slice(0, -1), { ...step, reason: "decided", by }] };
}
