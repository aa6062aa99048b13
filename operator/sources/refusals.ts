import { timing } from "../../lambda/lead/timing.ts";
import { NO_SOURCE, type SourceHour } from "../../lambda/store/stores/source-hours.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { counted } from "../words/count.ts";

/** What a source refused of late. */

export interface Refusals {
  /** Undefined for requests that named none of our sources. */
  readonly source: string | undefined;
  /** Requests of the last day by the status that they were answered with; at least so many. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly lastAt: string;
}

/** The refusals of each source within a day. */
export async function refusalsOfDay({ store, config, now }: Stage): Promise<Refusals[]> {
  const from = new Date(now().getTime() - 24 * timing.hour);
  const names = [...Object.keys(config.sources), NO_SOURCE];
  const all = await Promise.all(
    names.map(async (name) =>
      refusalsIn(name === NO_SOURCE ? undefined : name, await store.sourceHours.since(name, from)),
    ),
  );
  return all.filter((one) => one !== undefined);
}

function refusalsIn(source: string | undefined, hours: readonly SourceHour[]): Refusals | undefined {
  const lastAt = hours.flatMap(({ refusedAt }) => refusedAt ?? []).at(-1);
  if (lastAt === undefined) return undefined;
  const statuses: Record<string, number> = {};
  for (const { refusals } of hours) {
    for (const [status, count] of Object.entries(refusals)) statuses[status] = (statuses[status] ?? 0) + count;
  }
  return { source, statuses, lastAt };
}

const why: Readonly<Record<string, string>> = {
  400: "a body that could not be read",
  401: "a wrong key or signature",
  403: "a wrong signature, a page that is not allowed, or a way around the firewall",
  404: "no source of that name",
  405: "another method than POST",
  409: "an Idempotency-Key that was another lead's",
  413: "a body that is too large",
  422: "a field that cannot be right, or no good token of a captcha",
  429: "too many at once",
};

/** What to do about each, for the operator. `bringIn`: how a change of the configuration comes into force. */
const remedies: Readonly<Record<string, (source: string, bringIn: string) => string>> = {
  400: () => "Have a look at one of them in the playground: it says where its body breaks off.",
  401: (source) =>
    `Compare the address that the sender has with this source's; where the vendor signs, write its secret again: bridge secrets set source-keys ${source}.signing_secret`,
  403: (_, bringIn) =>
    `Name the page in settings.allowedOrigins of the source and ${bringIn}; where a firewall stands before the door, send leads through it.`,
  404: () => "The sender has the name of a source that is not in the configuration: copy the address anew.",
  405: () => "Have the sender post, or set settings.allowGet of the source.",
  409: () => "Have the sender use an Idempotency-Key of its own for each lead.",
  413: () => "Have the sender leave out files: it may send links to them.",
  422: () => "The answer to the sender says which field; for a captcha see what is found by: bridge doctor",
  429: () => "Leads that come too fast are held back by the source's limits: raise sources.limits, if they are real.",
};

/** One cause for which a source refused requests. */
export interface RefusalCause {
  readonly status: number;
  readonly count: number;
  readonly cause: string;
  readonly remedy: string | undefined;
}

/** By cause, the most frequent first. */
export const refusalCauses = (
  { source = "NAME", statuses }: Refusals,
  stage: Pick<Stage, "name"> = { name: "prod" },
): RefusalCause[] =>
  Object.entries(statuses)
    .toSorted(([, a], [, b]) => b - a)
    .map(([status, count]) => ({
      status: Number(status),
      count,
      cause: why[status] ?? "something else",
      remedy: remedies[status]?.(source, bringIn(stage)),
    }));

/** `12 with a wrong key or signature (401), 2 with a field that cannot be right (422)`. */
export const refusalWords = (refusals: Refusals): string =>
  refusalCauses(refusals)
    .map(({ status, count, cause }) => `${count} with ${cause} (${status})`)
    .join(", ");

/** At least so many: of requests that come within seconds the first is counted at once, the others with a later one. */
export const refusedRequests = ({ statuses }: Refusals): string =>
  `At least ${counted(
    Object.values(statuses).reduce((sum, count) => sum + count, 0),
    "request was",
    "requests were",
  )}`;
