import type { Call } from "../lead/call/call.ts";
import type { StoredAccess } from "../lead/call/crm-access.ts";
import type { Lead } from "../lead/lead.ts";
import { TransientError } from "../runtime/errors.ts";
import type { AccessStore, CallStore, LeadStore } from "./store.ts";

/**
 * The next revision of an item, to be written over it. Nothing else counts revisions, so a rule may be made of
 * others. When the answer to a write is lost, the store meets these very bytes, revision included, and knows them for its
 * own; another's write of the same revision has other bytes, as rules that several apply at once carry an id.
 */
export const following = <T extends { readonly revision: number }>({ revision }: T, change: T): T => ({
  ...change,
  revision: revision + 1,
});

/**
 * Applies a rule to a lead, again on what is stored whenever another worker wrote in between. The rule is pure, so the
 * repeat decides again.
 * @param from the lead as it was last read or written, which spares a read; or its id
 * @param rule answers undefined when the move is not allowed; nothing is written then. It leaves the revision alone
 * @param isOurs says that our write landed although its answer was lost and others have written since
 * @returns the lead as it was written, or undefined
 * @throws TransientError when others kept writing
 */
export function changeLead(
  leads: Pick<LeadStore, "find" | "save">,
  from: Lead | string,
  rule: (current: Lead) => Lead | undefined,
  isOurs?: (current: Lead) => boolean,
): Promise<Lead | undefined> {
  const [known, id] = typeof from === "string" ? [undefined, from] : [from, from.id];
  return change(known, () => leads.find(id), leads.save, rule, isOurs);
}

/** As {@link changeLead}, for a call. */
export function changeCall(
  calls: Pick<CallStore, "find" | "save">,
  from: Call | { account: string; callId: string },
  rule: (current: Call) => Call | undefined,
  isOurs?: (current: Call) => boolean,
): Promise<Call | undefined> {
  const known = "state" in from ? from : undefined;
  return change(known, () => calls.find(from.account, from.callId), calls.save, rule, isOurs);
}

/** As {@link changeLead}, for a CRM's access. */
export function changeAccess(
  accesses: AccessStore,
  from: StoredAccess,
  rule: (current: StoredAccess) => StoredAccess | undefined,
): Promise<StoredAccess | undefined> {
  return change(from, () => accesses.find(from.crm, from.origin), accesses.save, rule);
}

async function change<T extends { readonly revision: number }>(
  known: T | undefined,
  find: () => Promise<T | undefined>,
  save: (next: T) => Promise<boolean>,
  rule: (current: T) => T | undefined,
  isOurs: (current: T) => boolean = () => false,
): Promise<T | undefined> {
  let current = known ?? (await find());
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const change = current && rule(current);
    if (current === undefined || change === undefined) return undefined;
    const next = following(current, change);
    if (await save(next)) return next;
    current = await find();
    if (current && isOurs(current)) return current;
  }
  throw new TransientError("Other workers kept writing the item");
}
