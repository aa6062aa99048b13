import { attemptsOf } from "../../lead/attempts.ts";
import { ringersOf } from "../../lead/phone-right.ts";
import type { CallStore, LeadStore, PhoneStore } from "../../store/store.ts";

/** Part of step 2: when a person was rung before, where a law counts it. */

export interface AttemptDeps {
  /** The ids of all accounts, those that were taken away as well: a person is one, whichever of them rings. */
  readonly accounts: readonly string[];
  readonly store: {
    readonly phones: Pick<PhoneStore, "find">;
    readonly leads: Pick<LeadStore, "find">;
    readonly calls: Pick<CallStore, "find">;
  };
}

/**
 * Every attempt at a phone that the bridge knows of: each lead that rang it stands in the phone's item.
 * @param phone in E.164
 * @returns milliseconds since 1970, in no order
 */
export async function findAttempts(phone: string, { accounts, store }: AttemptDeps): Promise<number[]> {
  const rights = await Promise.all(accounts.map((account) => store.phones.find(account, phone)));
  const callers = new Set(rights.flatMap((each) => (each ? ringersOf(each) : [])));
  const attempts = await Promise.all([...callers].map((id) => attemptsFor(id, store)));
  return attempts.flat();
}

async function attemptsFor(id: string, { leads, calls }: AttemptDeps["store"]): Promise<number[]> {
  const lead = await leads.find(id);
  if (!lead) return [];
  const ids = new Set([...lead.calls, ...(lead.callId === undefined ? [] : [lead.callId])]);
  const found = await Promise.all([...ids].map((callId) => calls.find(lead.account, callId)));
  return attemptsOf(
    lead,
    found.filter((call) => call !== undefined),
  );
}
