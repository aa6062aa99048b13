import { gateKey, itemToGate } from "../items/gates.ts";
import { toItem } from "../items/item.ts";
import type { GateStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const gateStore = (db: DynamoTable): GateStore => ({
  all: () => db.query("gate", itemToGate),

  async close(gate) {
    await db.ask("PutItem", { TableName: db.name, Item: toItem(gateKey(gate.on), "gate", gate) });
  },

  async open({ on, closedAt }) {
    await db.deleteIf(gateKey(on), "closedAt = :closedAt", { ":closedAt": { S: closedAt } });
  },
});
