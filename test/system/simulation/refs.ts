import { hasRef } from "../../../lambda/lead/identity.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";

/**
 * The lead that a ref at Callingly names; of those that have it in common by chance, the one whose phone it is. One that was
 * restored to before its dial does not know which ref was sent, and one that was dialled again with another token knows the
 * last.
 */
export function leadsByRef(leads: readonly Lead[]): (ref: unknown, phone: string | undefined) => Lead | undefined {
  const known = new Map<number, readonly Lead[]>();
  return (ref, phone) => {
    const number = Number(ref);
    if (ref === null || ref === undefined) return undefined;
    const named = known.get(number) ?? namedBy(number, leads);
    known.set(number, named);
    return named.find(({ person }) => person.phone === phone) ?? named[0];
  };
}

/** The last of those that sent it comes first. */
function namedBy(ref: number, leads: readonly Lead[]): readonly Lead[] {
  const sent = leads.filter((lead) => lead.ref === ref).toReversed();
  return sent.length > 0 ? sent : leads.filter((lead) => hasRef(lead, ref));
}
