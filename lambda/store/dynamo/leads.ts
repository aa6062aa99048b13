import { holdersOf } from "../../lead/phone-right.ts";
import { leadKey } from "../items/keys.ts";
import { itemToLead, leadToItem } from "../items/leads-and-calls.ts";
import { itemToRights, phoneKey } from "../items/phones.ts";
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
