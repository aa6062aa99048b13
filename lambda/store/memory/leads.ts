import { holdersOf } from "../../lead/phone-right.ts";
import type { LeadStore, Link } from "../store.ts";
import { accountKey, type MemoryTable, put, save } from "./memory-table.ts";

export function leadStore(table: MemoryTable): LeadStore {
  const { leads, phones, refs, links } = table;
  return {
    async add(lead) {
      const first = leads.get(lead.id);
      if (first && first.acceptId !== lead.acceptId) return { added: false, first };
      if (!first) put(table, leads, lead.id, lead);
      return { added: true };
    },
    find: async (id) => leads.get(id),
    save: async (next) => save(table, leads, next.id, next),
    async reserveRef(ref, leadId) {
      const holder = refs.get(ref) ?? leadId;
      refs.set(ref, holder);
      return holder === leadId;
    },
    async link(to, leadId) {
      links.set(linkKey(to), (links.get(linkKey(to)) ?? new Set()).add(leadId));
    },
    findByRef: async (ref) => refs.get(ref),
    async findByPhone(account, phone) {
      const rights = phones.get(accountKey(account, phone));
      return rights ? holdersOf(rights) : [];
    },
    findLinked: async (to) => [...(links.get(linkKey(to)) ?? [])],
  };
}

const linkKey = (to: Link): string =>
  to.kind === "callingly-lead" ? `${to.kind} ${to.account} ${to.id}` : `${to.kind} ${to.source} ${to.type} ${to.id}`;
