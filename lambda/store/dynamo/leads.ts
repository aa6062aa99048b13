import { holdersOf } from "../../lead/phone-right.ts";
import { later, timing } from "../../lead/timing.ts";
import {
  itemToHolder,
  itemToLead,
  itemToRights,
  leadKey,
  leadToItem,
  linkKey,
  phoneKey,
  refKey,
  toItem,
} from "../items.ts";
import type { LeadStore } from "../store.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

const keptUntil = (now: Date): number => inSeconds(later(now, timing.linkMemory));

export const leadStore = (db: DynamoTable, now: () => Date): LeadStore => ({
  async add(lead) {
    const inTheWay = await db.putIf(leadToItem(lead), { ConditionExpression: isNew });
    if (inTheWay === undefined) return { added: true };
    const first = itemToLead(inTheWay);
    return first.acceptId === lead.acceptId ? { added: true } : { added: false, first };
  },

  find: (id) => db.find(leadKey(id), itemToLead),

  save: (next) => db.save(leadToItem(next), next.revision),

  async reserveRef(ref, leadId) {
    const inTheWay = await db.putIf(toItem(refKey(ref), "ref", { leadId, expiresAt: keptUntil(now()) }), {
      ConditionExpression: isNew,
    });
    return inTheWay === undefined || itemToHolder(inTheWay) === leadId;
  },

  async link(to, leadId) {
    await db.ask("PutItem", {
      TableName: db.name,
      Item: toItem({ pk: linkKey(to), sk: leadId }, "link", { leadId, expiresAt: keptUntil(now()) }),
    });
  },

  findByRef: (ref) => db.find(refKey(ref), itemToHolder),

  findByPhone: async (account, phone) => {
    const rights = await db.find(phoneKey(account, phone), itemToRights);
    return rights ? holdersOf(rights) : [];
  },

  findLinked: (to) => db.query(linkKey(to), itemToHolder),
});
