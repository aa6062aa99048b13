import { holdersOf } from "../../lead/phone-right.ts";
import type { LeadStore } from "../store.ts";
import { accountKey, type MemoryTable, put, save } from "./memory-table.ts";

export function leadStore(table: MemoryTable): LeadStore {
  const { leads, phones } = table;
  return {
    async add(lead) {
      const first = leads.get(lead.id);
      if (first && first.acceptId !== lead.acceptId) return { added: false, first };
      if (!first) put(table, leads, lead.id, lead);
      return { added: true };
    },
    find: async (id) => leads.get(id),
    save: async (next) => save(table, leads, next.id, next),
    async findByPhone(account, phone) {
      const rights = phones.get(accountKey(account, phone));
      return rights ? holdersOf(rights) : [];
    },
  };
}
