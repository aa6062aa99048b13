import type { LeadStore } from "./store.ts";

/** More than one invocation asks for. */
const MAX_TIES = 1_000;

/** A call or a ref is tied to a lead once and for ever, so a worker that has seen the tie need not ask again. */
export function rememberedTies(leads: LeadStore): LeadStore {
  const ties = new Map<string, string>();

  async function remembered(what: string, find: () => Promise<string | undefined>): Promise<string | undefined> {
    const known = ties.get(what);
    if (known !== undefined) return known;
    const lead = await find();
    if (lead === undefined) return undefined;
    if (ties.size >= MAX_TIES) ties.clear();
    ties.set(what, lead);
    return lead;
  }

  return {
    ...leads,
    findByRef: (ref) => remembered(`ref ${ref}`, () => leads.findByRef(ref)),
  };
}
