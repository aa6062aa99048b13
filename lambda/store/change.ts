import type { Call } from "../lead/call.ts";
import type { Lead } from "../lead/lead.ts";
import { TransientError } from "../runtime/errors.ts";
import type { CallStore, LeadStore } from "./store.ts";

/**
 * Applies a rule to a lead as it stands, again whenever somebody else wrote in between. The rule is pure, so the
 * repeat decides afresh on what is there now.
 * @param rule answers undefined when the move is not allowed; nothing is written then
 * @param isOurs tells that our write landed although its answer was lost and others have written since
 * @returns the lead as it was written, or undefined
 * @throws TransientError when others kept writing
 */
export const changeLead = (
  leads: Pick<LeadStore, "find" | "save">,
  id: string,
  rule: (current: Lead) => Lead | undefined,
  isOurs?: (current: Lead) => boolean,
): Promise<Lead | undefined> => change(() => leads.find(id), leads.save, rule, isOurs);

/** As {@link changeLead}, for a call. */
export const changeCall = (
  calls: Pick<CallStore, "find" | "save">,
  { account, callId }: { account: string; callId: string },
  rule: (current: Call) => Call | undefined,
  isOurs?: (current: Call) => boolean,
): Promise<Call | undefined> => change(() => calls.find(account, callId), calls.save, rule, isOurs);

async function change<T>(
  find: () => Promise<T | undefined>,
  save: (next: T) => Promise<boolean>,
  rule: (current: T) => T | undefined,
  isOurs: (current: T) => boolean = () => false,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const current = await find();
    if (attempt > 0 && current && isOurs(current)) return current;
    const next = current && rule(current);
    if (next === undefined) return undefined;
    if (await save(next)) return next;
  }
  throw new TransientError("The item was written by others all the time");
}
