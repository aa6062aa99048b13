import type { Call } from "../../lead/call/call.ts";
import type { LeadStore, QuotaStore } from "../../store/store.ts";

/**
 * Part of step 4: whether Callingly is asked about a hint. Callingly signs nothing, so anybody who learns the address
 * of a webhook can send hints without end; each costs at most one request to Callingly, and only a limited number do.
 */

export interface LookupDeps {
  readonly store: { readonly leads: Pick<LeadStore, "findByRef">; readonly quotas: QuotaStore };
  readonly looks: OwnLooks;
  readonly now: () => Date;
}

/** What this process has looked for in the present window, by what is limited. */
export interface OwnLooks {
  window: number;
  readonly counts: Map<string, number>;
}

export const noLooksYet = (): OwnLooks => ({ window: 0, counts: new Map() });

export type Lookup = "now" | "later" | "never";

export const LOOKS_WINDOW_MS = 10 * 60_000;
/**
 * How many looks there are in a window. The first ones of each process are its own and cost no write, the others are
 * places in the table: all workers together make no more than those, and each of them the few that are its own.
 */
interface Looks {
  readonly own: number;
  readonly shared: number;
}
/** Callingly reports a call a few times, and its redials. */
const LOOKS_PER_LEAD: Looks = { own: 5, shared: 15 };
/** Calls that are none of ours: inbound ones, and those that agents make by hand. */
const LOOKS_AT_STRANGERS: Looks = { own: 60, shared: 540 };

/** Look-ups that we decide ourselves are not limited, nor are those for calls that were read before. */
export async function limitLookups(call: Call, deps: LookupDeps): Promise<Lookup> {
  if (call.hearsay !== true || call.state !== "hinted") return "now";
  const lead = await leadOfHint(call, deps);
  const [of, limit] = lead
    ? ([`${(await isNamed(call, lead, deps)) ? "looks" : "guesses"}/${lead}`, LOOKS_PER_LEAD] as const)
    : ([`looks/${call.account}`, LOOKS_AT_STRANGERS] as const);
  if (isOwn(of, limit.own, deps)) return "now";
  const who = `${call.callId} ${call.revision}`;
  const window = { at: deps.now(), windowMs: LOOKS_WINDOW_MS };
  if (await deps.store.quotas.take({ of, ...window, limit: limit.shared, who })) return "now";
  return lead ? "later" : "never";
}

function isOwn(of: string, limit: number, { looks, now }: Pick<LookupDeps, "looks" | "now">): boolean {
  const window = Math.floor(now().getTime() / LOOKS_WINDOW_MS);
  if (looks.window !== window) looks.counts.clear();
  looks.window = window;
  const count = (looks.counts.get(of) ?? 0) + 1;
  looks.counts.set(of, count);
  return count <= limit;
}

/**
 * Whether the hint named the lead by its ref, which only Callingly and we know. Calls have numbers in a row, so anybody
 * can name one: such hints have looks of their own, and use up none of those that Callingly's hints need.
 */
const isNamed = async (
  { refHint, nameless }: Call,
  leadId: string,
  { store: { leads } }: Pick<LookupDeps, "store">,
): Promise<boolean> => nameless !== true && refHint !== undefined && (await leads.findByRef(refHint)) === leadId;

/** The lead that a call is tied to, or that the hint named by its ref. */
export const leadOfHint = async (
  { leadId, refHint }: Pick<Call, "leadId" | "refHint">,
  { store: { leads } }: Pick<LookupDeps, "store">,
): Promise<string | undefined> => leadId ?? (refHint === undefined ? undefined : leads.findByRef(refHint));
