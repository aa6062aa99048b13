import { barredBy, type Gate, isClosed } from "../../lambda/lead/gates.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { isPause, scopeWords } from "../gates/pauses.ts";

/** Gates as scripts and pages get them. The keys are a promise. */

export const pauseView = ({ on, detail, by, closedAt }: Gate) => ({
  on,
  reason: detail ?? null,
  by: by ?? null,
  since: closedAt,
});

export function gateJson(gate: Gate, now: Date) {
  const { on, reason, detail, by, closedAt, until, askAt, tries } = gate;
  const { kind, name } = barredBy(on);
  return {
    on,
    kind,
    name: name ?? null,
    bars: scopeWords(on),
    reason,
    reason_words: reasonWords[reason],
    detail: detail ?? null,
    by: by ?? null,
    since: closedAt,
    /** It opens by itself then. */
    opens_at: until ?? null,
    /** Callingly is asked then whether the cause is fixed. */
    asks_at: askAt ?? null,
    tries,
    is_pause: isPause(gate),
    is_closed: isClosed(gate, now),
  };
}
