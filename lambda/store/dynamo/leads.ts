import { holdersOf } from "../../lead/phone-right.ts";
import { itemToLead, itemToRights, leadKey, leadToItem, phoneKey } from "../items.ts";
import type { LeadStore } from "../store.ts";
import { type DynamoTable, isNew } from "./dynamo-table.ts";

export const leadStore = (db: DynamoTable): LeadStore => ({
  async add(lead) {
    const inTheWay = await db.putIf(leadToItem(lead), { ConditionExpression: isNew });
    if (inTheWay === undefined) return { added: true };
    const first = itemToLead(inTheWay);
    return first.acceptId === lead.acceptId ? { added: true } : { added: false, first };
  },

  find: (id) => db.find(leadKey(id), itemToLead),

  save: (next) => db.save(leadToItem(next), next.revision),

  findByPhone: async (account, phone) => {
    const rights = await db.find(phoneKey(account, phone), itemToRights);
    return rights ? holdersOf(rights) : [];
  },
});
