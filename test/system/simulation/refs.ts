import { hasRef } from "../../../lambda/lead/identity.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";

/**
 * The lead that a ref at Callingly names. One that was restored to before its dial does not know which ref was sent, and
 * one that was dialled again with another token knows the last.
 */
export function leadsByRef(leads: readonly Lead[]): (ref: unknown) => Lead | undefined {
  const sent = new Map(leads.map((lead) => [lead.ref, lead]));
  const known = new Map<number, Lead | undefined>();
  return (ref) => {
    const number = Number(ref);
    if (ref === null || ref === undefined) return undefined;
    if (!known.has(number)) known.set(number, sent.get(number) ?? leads.find((lead) => hasRef(lead, number)));
    return known.get(number);
  };
}
