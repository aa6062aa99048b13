import type { DialOutcome } from "../call/dial-outcome.ts";
import { leftOut } from "../call/dial-request.ts";
import type { Lead } from "../lead.ts";
import { moved, waiting } from "../move.ts";
import { busyWait } from "../pace.ts";
import { later, nth, timing } from "../timing.ts";
import { without } from "../wait.ts";

/** It is proven that the dial rang nobody: called again, held, or ended, by what was refused. */
export function notRung(lead: Lead, outcome: Extract<DialOutcome, { kind: "not-sent" | "refused" }>, now: Date): Lead {
  const ringsPossible = lead.ringsPossible - 1;
  const undone = without({ ...lead, ringsPossible, failedTries: lead.failedTries + 1 }, "dial");
  const free = ringsPossible === 0 ? without(undone, "firstDialAt", "dialledPhones") : undone;
  const pause = nth(timing.retry, lead.failedTries);
  const again = (ms: number) => ({ worker: "dial-lead" as const, at: later(now, ms) });
  if (outcome.kind === "not-sent") {
    return moved(free, { state: "ready", reason: "not-sent", detail: outcome.reason, due: again(pause) }, now);
  }
  const detail = `${outcome.status} ${outcome.message}`;
  switch (outcome.fault) {
    case "pace": {
      // It has not failed: its token was too fast, and is slowed down.
      const { failedTries } = lead;
      const due = again(busyWait(outcome.retryAfterMs));
      return moved(free, { state: "ready", reason: "callingly-busy", due }, now, { failedTries });
    }
    case "token": {
      if (outcome.status !== 403) {
        return moved(free, { state: "held", reason: "token-refused", detail, due: waiting("rule", now) }, now);
      }
      const spared = fieldRefused(free, outcome, now);
      if (spared) return spared;
      // A lead whose account is refused although Callingly says that all is well closes the gate to others ever more
      // seldom.
      const due = { worker: "dial-lead" as const, at: later(now, Math.max(timing.heldRetry, pause)) };
      // It was not for what anybody typed.
      return moved(without(free, "leftOut"), { state: "held", reason: "account-refused", detail, due }, now);
    }
    case "route":
      return moved(free, { state: "held", reason: "team-unknown", detail, due: waiting("rule", now) }, now);
    case "request":
      return (
        fieldRefused(free, outcome, now) ??
        moved(free, { state: "held", reason: "request-refused", detail, due: waiting("person", now) }, now)
      );
    case "lead":
      return moved(
        free,
        { state: "failed", reason: "phone-refused", detail, due: { worker: "reconcile", at: now } },
        now,
      );
  }
}

/** Called at once without what was refused, if a call does not need it. */
function fieldRefused(
  lead: Lead,
  { optional = [] }: Extract<DialOutcome, { kind: "refused" }>,
  now: Date,
): Lead | undefined {
  const fields = leftOut(lead, optional);
  if (!fields) return undefined;
  const due = { worker: "dial-lead" as const, at: now };
  const move = { state: "ready", reason: "field-refused", detail: fields.join(", "), due } as const;
  return moved(lead, move, now, { leftOut: [...fields] });
}
