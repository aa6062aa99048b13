import type { Bridge, Source } from "../config/bridge.ts";
import type { SourceSecrets } from "../connectors/contract/intake.ts";
import { timing } from "../lead/timing.ts";
import { RejectedError } from "../runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../runtime/http.ts";
import type { HttpStep } from "../runtime/http-handler.ts";
import type { Log } from "../runtime/log.ts";
import { NO_SOURCE, type SourceHourStore } from "../store/stores/source-hours.ts";

/**
 * Around step 1: counts the requests that a source refused, so that an operator whose form "does nothing" finds out
 * what it does; and notes whether a key that is being replaced is still used. Neither may delay or lose a lead: if the
 * table cannot be written, it is noted later, or not at all.
 */

export interface WatchDeps {
  readonly bridge: Pick<Bridge, "source">;
  readonly sourceHours: Pick<SourceHourStore, "note">;
  readonly secretsFor: (source: string) => Promise<SourceSecrets>;
  readonly now: () => Date;
  readonly log: Log;
}

/** A flood of refused requests is written once in this time by each running function. */
const PAUSE_MS = 10_000;

export function watchedSource(accept: HttpStep, deps: WatchDeps): HttpStep {
  const refused = refusals(deps);
  const formerKeys = formerKeyNotes(deps);
  return async (request) => {
    const source = request.params.source === undefined ? undefined : deps.bridge.source(request.params.source);
    if (request.params.source === undefined) return accept(request);
    try {
      const reply = await accept(request);
      if (isRefusal(reply.status)) await refused(source, reply.status);
      else if (source && isTaken(request, reply)) await formerKeys(request, source);
      return reply;
    } catch (error) {
      if (error instanceof RejectedError) await refused(source, error.status);
      throw error;
    }
  };
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500;

const isTaken = ({ method }: HttpRequest, { status }: HttpReply): boolean => method === "POST" && status < 400;

/** Counts in memory between two writes. What was counted when a function ends is lost: the counts are "at least". */
function refusals({ sourceHours, now, log }: WatchDeps) {
  const counted = new Map<string, Record<number, number>>();
  const writtenAt = new Map<string, number>();
  return async (source: Source | undefined, status: number): Promise<void> => {
    const name = source?.source ?? NO_SOURCE;
    const counts = { ...counted.get(name) };
    counts[status] = (counts[status] ?? 0) + 1;
    counted.set(name, counts);
    const at = now();
    if (at.getTime() - (writtenAt.get(name) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return;
    writtenAt.set(name, at.getTime());
    counted.delete(name);
    await sourceHours.note({ source: name, at, refusals: counts }).catch((error: unknown) => {
      log("warn", "refusal not noted", { source: source?.source, error });
    });
  };
}

/** At most once an hour for each source, and only while a key is being replaced. */
function formerKeyNotes({ sourceHours, secretsFor, now, log }: WatchDeps) {
  const notedAt = new Map<string, number>();
  return async (request: HttpRequest, source: Source): Promise<void> => {
    const at = now();
    if (at.getTime() - (notedAt.get(source.source) ?? Number.NEGATIVE_INFINITY) < timing.hour) return;
    try {
      const secrets = await secretsFor(source.source);
      if (!isUnderReplacement(secrets) || opens(request, source, current(secrets), at)) return;
      notedAt.set(source.source, at.getTime());
      await sourceHours.note({ source: source.source, at, formerKey: true });
    } catch (error) {
      log("warn", "use of a former key not noted", { source: source.source, error });
    }
  };
}

const FORMER = "previous_signing_secret";

const isUnderReplacement = ({ keys, values }: SourceSecrets): boolean =>
  keys.length > 1 || values[FORMER] !== undefined;

const current = ({ keys, values: { [FORMER]: _, ...values } }: SourceSecrets): SourceSecrets => ({
  keys: keys.slice(0, 1),
  values,
});

function opens(request: HttpRequest, { intake }: Source, secrets: SourceSecrets, now: Date): boolean {
  try {
    intake.verify(request, secrets, now);
    return true;
  } catch (error) {
    if (error instanceof RejectedError) return false;
    throw error;
  }
}
