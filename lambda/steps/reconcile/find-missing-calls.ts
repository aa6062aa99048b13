import type { CallinglyClient } from "../../callingly/client.ts";
import { listedCall } from "../../callingly/listed-call.ts";
import type { ListedCall } from "../../callingly/schemas.ts";
import { dayOf, type Reading } from "../../callingly/time.ts";
import type { Account } from "../../config/accounts.ts";
import { fitOf } from "../../lead/call/evidence.ts";
import { isForgotten } from "../../lead/call/hint.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { later, timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { SIDE_BY_SIDE } from "../../runtime/side-by-side.ts";
import type { Store } from "../../store/store.ts";
import type { AccountClocks } from "../account-clocks.ts";

/**
 * Every night: calls that Callingly lists and that no webhook reported. Webhooks are not sent again, so this is how the
 * redial of a team whose webhook was lost still reaches the CRM.
 */

export interface MissingDeps {
  readonly store: Store;
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "eachCall"> | undefined>;
  readonly clocks: AccountClocks;
  readonly now: () => Date;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

/**
 * A list of several pages is read twice, cut differently: a call that slips through between two pages, because the list
 * moved up meanwhile, is in the middle of one the other time.
 */
const PAGE_SIZES = [100, 97];

const countTrue = async (answers: readonly Promise<boolean>[]): Promise<number> =>
  (await Promise.all(answers)).filter(Boolean).length;

export interface Difference {
  /** Calls that Callingly lists for the last three days. */
  readonly listed: number;
  /** Calls of our leads among them that no webhook and no look-up had shown us. */
  readonly missing: number;
}

/**
 * Compares one account. Every call we did not know is hinted, as its webhook would have done; those that turn out to
 * be no lead's are read once and remembered as such.
 * @throws CallinglyError when Callingly does not answer
 */
export async function findMissingCalls(account: Account, deps: MissingDeps): Promise<Difference> {
  const { callinglyFor, clocks, now, log, measure } = deps;
  const callingly = await callinglyFor(account);
  if (!callingly) return { listed: 0, missing: 0 };
  const reading = await clocks.readingOf(account, { fresh: true });
  const { zone } = reading;
  const seen = new Set<string>();
  let missing = 0;
  // Published as they are found: each is hinted by then, and the next night would not count it again.
  const settle = async (inWorks: Promise<boolean>[]): Promise<void> => {
    const found = await countTrue(inWorks.splice(0));
    if (found > 0) measure({ Missing: found });
    missing += found;
  };
  // Day by day, so that no list grows too long, and a day wider, since Callingly does not document where its day
  // begins. The newest comes first: where the time does not suffice for all, the others were compared the night before.
  for (let ago = -timing.day; ago <= timing.difference + timing.day; ago += timing.day) {
    const day = dayOf(later(now(), -ago), zone);
    const inWorks: Promise<boolean>[] = [];
    for (const limit of PAGE_SIZES) {
      let count = 0;
      for await (const call of callingly.eachCall({ start: day, end: day }, { limit })) {
        count += 1;
        if (seen.has(call.id)) continue;
        seen.add(call.id);
        inWorks.push(isMissing(account, call, reading, deps));
        if (inWorks.length >= SIDE_BY_SIDE) await settle(inWorks);
      }
      if (count < limit) break;
    }
    await settle(inWorks);
  }
  log(missing > 0 ? "warn" : "info", "difference", { account: account.name, count: seen.size, missing });
  return { listed: seen.size, missing };
}

async function isMissing(
  { name }: Account,
  call: ListedCall,
  reading: Reading,
  { store, now }: MissingDeps,
): Promise<boolean> {
  const told = listedCall(call, reading);
  if (told.startedAt && now().getTime() - Date.parse(told.startedAt) < timing.settle) return false;
  const known = await store.calls.find(name, call.id);
  if (known && known.state !== "unmatched" && !isForgotten(known, now())) return false;
  const { phone } = told;
  const bound = known?.leadId;
  const holders = bound !== undefined ? [bound] : phone ? await store.leads.findByPhone(name, phone) : [];
  const leads = (await Promise.all(holders.map((id) => store.leads.find(id)))).filter((found) => found !== undefined);
  const lead = leads.find((each) => bound !== undefined || fitOf(each, told, now()) !== "no");
  const isOurs = lead !== undefined;
  // A call that was read before its lead or the account's clock was known, and belonged to no lead then, is read once
  // more.
  if (known && !isOurs && !isForgotten(known, now())) return false;
  const digest = known ? `listed for ${lead?.id}` : "listed";
  return (await store.calls.hint({ account: name, callId: call.id, digest, at: now() })) && isOurs;
}
