import type { Bridge, Source } from "../../config/bridge.ts";
import type { Fetched, OpenPlatform, Platform } from "../../connectors/contract/platform.ts";
import type { PlatformOfSource } from "../../connectors/kit/in/open-platform.ts";
import { fetchDeferred, fetched, fetchedAsNobody, fetchRefused } from "../../lead/fetched.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Reason } from "../../lead/reasons.ts";
import { held } from "../../lead/states.ts";
import { RejectedError, TransientError } from "../../runtime/errors.ts";
import { explainError, type Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";
import { type AskPlatform, askAlone } from "./fetch-together.ts";

/** Part of step 2: a lead of which only an id is known is fetched from the platform that reported it. */

export interface FetchDeps {
  readonly bridge: Pick<Bridge, "source">;
  readonly store: { readonly leads: Pick<LeadStore, "find" | "save"> };
  /** Undefined when the secrets have no credentials that open it. */
  readonly openPlatform: (of: PlatformOfSource, timeLeftMs: () => number) => Promise<OpenPlatform | undefined>;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  /** Default: one by one. */
  readonly askPlatform?: AskPlatform | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Only the platform's own answer completes a lead; after a crash we simply ask again.
 * @returns the lead as it may be dialled; undefined when it waits or has ended, and says why
 */
export async function fetchLead(lead: Lead, deps: FetchDeps): Promise<Lead | undefined> {
  const { reference } = lead;
  if (reference === undefined) return lead;
  const source = deps.bridge.source(lead.source);
  const platform = source?.intake.platform;
  if (!source || !platform) return wait(lead, "unknown-source", deps);
  const answer = await ask(lead, reference, { source: source.source, platform, crm: source.platformCrm }, deps);
  return answer && note(lead, answer, source, deps);
}

async function ask(lead: Lead, reference: string, of: PlatformOfSource, deps: FetchDeps): Promise<Fetched | undefined> {
  const { source, platform } = of;
  try {
    const open = await deps.openPlatform(of, deps.timeLeftMs);
    if (!open) return await wait(lead, "platform-credentials-missing", deps);
    return await (deps.askPlatform ?? askAlone)({ source, reference }, platform, open);
  } catch (error) {
    if (isNothing(error, platform)) return { kind: "nothing", why: "the platform does not find it" };
    deps.log("warn", "lead not fetched", { leadId: lead.id, source: lead.source, error });
    await noteFailure(lead, error, deps);
    return undefined;
  }
}

const isNothing = (error: unknown, { notFoundMeans }: Platform): boolean =>
  notFoundMeans === "nothing" && error instanceof RejectedError && error.status === 404;

async function noteFailure(lead: Lead, error: unknown, { store, now }: FetchDeps): Promise<void> {
  const detail = explainError(error);
  const retryAfterMs = error instanceof TransientError ? (error.retryAfterMs ?? 0) : 0;
  await changeLead(store.leads, lead, (current) =>
    error instanceof RejectedError
      ? fetchRefused(current, error.status, detail, now())
      : fetchDeferred(current, detail, retryAfterMs, now()),
  );
}

async function wait(lead: Lead, reason: Reason, { store, now, log }: FetchDeps): Promise<undefined> {
  await changeLead(store.leads, lead, (current) => held(current, reason, now(), { for: "rule" }));
  log("warn", "lead held", { leadId: lead.id, account: lead.account, reason });
}

async function note(lead: Lead, answer: Fetched, source: Source, deps: FetchDeps): Promise<Lead | undefined> {
  const { store, now, log } = deps;
  const whole = await changeLead(store.leads, lead, (current) =>
    answer.kind === "lead"
      ? fetched(current, answer.lead, source, now())
      : fetchedAsNobody(current, answer.kind === "test" ? "test-lead" : "no-lead", now()),
  );
  const about = { leadId: lead.id, account: lead.account, state: whole?.state, reason: whole?.reason };
  log("info", "lead fetched", about);
  return whole?.state === "ready" ? whole : undefined;
}
