import type { Account, Bridge } from "../../config/bridge.ts";
import type { Call } from "../../lead/call/call.ts";
import { isOurRef } from "../../lead/identity.ts";
import type { QuotaStore } from "../../store/store.ts";

/**
 * Part of step 4: whether Callingly is asked about a hint. Callingly signs nothing, so anybody who learns the address
 * of a webhook can send hints without end; each costs at most one request to Callingly, and only a limited number do.
 */

export interface LookupDeps {
  readonly bridge: Pick<Bridge, "account">;
  readonly callinglyFor: (account: Account) => Promise<{ readonly tokenPrint: string } | undefined>;
  readonly store: { readonly quotas: QuotaStore };
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
/** About one lead: Callingly reports a call a few times, and its redials. */
const LOOKS_PER_LEAD: Looks = { own: 5, shared: 15 };
/** Calls that are none of ours: inbound ones, and those that agents make by hand. */
const LOOKS_AT_STRANGERS: Looks = { own: 60, shared: 540 };

/** Look-ups that we decide ourselves are not limited, nor are those for calls that were read before. */
export async function limitLookups(call: Call, deps: LookupDeps): Promise<Lookup> {
  if (call.hearsay !== true || call.state !== "hinted") return "now";
  const lead = await leadSaid(call, deps);
  const [of, limit] = lead ? ([lead, LOOKS_PER_LEAD] as const) : ([call.account, LOOKS_AT_STRANGERS] as const);
  if (isOwn(of, limit.own, deps)) return "now";
  const who = `${call.callId} ${call.revision}`;
  const window = { at: deps.now(), windowMs: LOOKS_WINDOW_MS };
  if (await deps.store.quotas.take({ of: `looks/${of}`, ...window, limit: limit.shared, who })) return "now";
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
 * Which lead a hint is about, by the name under which its looks are counted. By its ref, which only Callingly and we
 * know; else by the tie of the call. Calls have numbers in a row, so anybody can name one: such hints have looks of
 * their own, and use up none of those that Callingly's hints need.
 */
async function leadSaid(call: Call, deps: RefDeps): Promise<string | undefined> {
  const { account, refHint, nameless } = call;
  if (nameless !== true && (await namesOurRef(call, deps))) return `ref/${account}/${refHint}`;
  return leadKnownOf(call);
}

/** The lead that a call is tied to, or for whose sake we have asked about it. */
export const leadKnownOf = ({ leadId, leadHint }: Pick<Call, "leadId" | "leadHint">): string | undefined =>
  leadId ?? leadHint;

type RefDeps = Pick<LookupDeps, "bridge" | "callinglyFor">;

/** Whether a hint named a ref that we made, with the token as it is now. */
export async function namesOurRef(
  { account: name, refHint }: Pick<Call, "account" | "refHint">,
  { bridge, callinglyFor }: RefDeps,
): Promise<boolean> {
  const account = refHint === undefined ? undefined : bridge.account(name);
  const callingly = account && (await callinglyFor(account));
  return refHint !== undefined && callingly !== undefined && isOurRef(refHint, callingly.tokenPrint);
}
