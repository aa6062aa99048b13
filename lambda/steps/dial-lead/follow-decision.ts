import type { Bridge } from "../../config/bridge.ts";
import type { Lead } from "../../lead/lead.ts";
import { suppressed } from "../../lead/privacy/suppression.ts";
import { heldBy, restsUntil } from "../../lead/rest.ts";
import { type DialDecision, type EndReason, isAsJudged } from "../../lead/rules/decision.ts";
import { deferred, held, outOfHours, untilAsked } from "../../lead/states.ts";
import { endedByBooking, endedByStop } from "../../lead/stop.ts";
import { later } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";
import { freeMerged } from "./free-merged.ts";
import { noteWord, type WordDeps } from "./hear-last-word.ts";
import type { MeetAgain } from "./keep-watch.ts";
import { type GiveDeps, givePhoneBack } from "./take-phone.ts";

/** Part of step 2: a lead that may not ring now waits or ends, and says why. */

export interface FollowDeps extends GiveDeps, WordDeps {
  readonly bridge: GiveDeps["bridge"] & Pick<Bridge, "policies" | "fingerprint" | "source">;
  readonly store: GiveDeps["store"] & { readonly leads: LeadStore };
  readonly meetAgain: MeetAgain;
  readonly log: Log;
}

type Stop = Exclude<DialDecision, { dial: "now" }>;

/**
 * A lead that does not ring gives its right to the phone back, so that another lead may ring it; one that only waits
 * its turn keeps it, for as long as a turn takes. Where somebody has said something else about it meanwhile, it is left as
 * it is: it is due, and judged anew.
 * @returns whether the lead may ring now
 */
export async function follow(lead: Lead, decision: DialDecision, deps: FollowDeps): Promise<boolean> {
  if (decision.dial === "now") return true;
  const { store, log } = deps;
  const isAsked = decision.dial === "later" && decision.asked !== undefined;
  if (isAsked) await noteWord(lead, decision.at, deps);
  const left = isAsked ? await freeMerged(lead, deps) : lead;
  const next = await changeLead(store.leads, left, (current) =>
    isAsJudged(current, lead) ? stopped(current, decision, deps) : undefined,
  );
  if (decision.dial === "later") {
    if (decision.isLong) await (next && givePhoneBack(next, deps));
    else deps.meetAgain(decision.at);
    return false;
  }
  if (!next) return false;
  await givePhoneBack(next, deps);
  const about = { leadId: lead.id, account: lead.account };
  if (decision.dial === "held") log("warn", "lead held", { ...about, reason: decision.reason });
  else log("info", "lead suppressed", { ...about, reason: next.reason });
  return false;
}

function stopped(lead: Lead, decision: Stop, { bridge, now }: FollowDeps): Lead | undefined {
  switch (decision.dial) {
    case "later":
      if (decision.asked) return untilAsked(lead, decision.asked, decision.at, now());
      return (decision.isLong ? outOfHours : deferred)(lead, decision.reason, decision.at, now());
    case "held": {
      const by = heldBy(bridge.fingerprint, decision.by);
      const longest = restsUntil(lead, bridge.policies.staleAfterMs, now());
      const again = decision.againMs === undefined ? longest : later(now(), decision.againMs);
      const until = again < longest ? again : longest;
      const rests = decision.for === "rule" ? { by, until } : undefined;
      return held(lead, decision.reason, now(), { for: decision.for, rests, detail: decision.detail });
    }
    case "never":
      return ends[decision.reason](lead, now());
  }
}

const ends: Readonly<Record<EndReason, (lead: Lead, now: Date) => Lead | undefined>> = {
  "forgotten-before": (lead, now) => suppressed(lead, "forgotten-before", now),
  "opted-out": (lead, now) => suppressed(lead, "opted-out", now),
  "dnc-listed": (lead, now) => suppressed(lead, "dnc-listed", now),
  "scrub-denied": (lead, now) => suppressed(lead, "scrub-denied", now),
  "record-stopped": endedByStop,
  "booking-moved": (lead, now) => endedByBooking(lead, "moved", now),
  "booking-cancelled": (lead, now) => endedByBooking(lead, "cancelled", now),
};
