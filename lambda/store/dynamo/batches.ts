import { StatedError, TransientError } from "../../runtime/errors.ts";
import { sideBySide } from "../../runtime/side-by-side.ts";
import { marshall } from "../attributes.ts";
import type { Item, Key } from "../items/item.ts";
import { callKey, leadKey } from "../items/keys.ts";
import { itemToCall, itemToLead } from "../items/leads-and-calls.ts";
import type { Batch, BatchStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

/** DynamoDB answers no more at once. */
const MOST = 100;

export function batchStore(db: DynamoTable): BatchStore {
  /** Those that there are, in no order. What DynamoDB left out, as the answer became too long, is asked for again. */
  async function together(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    let left = keys.map((key) => marshall(key));
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await db.ask("BatchGetItem", {
        RequestItems: { [db.name]: { Keys: left } },
      });
      const next = UnprocessedKeys?.[db.name]?.Keys ?? [];
      if (next.length === left.length) throw new TransientError("The table is too busy to show so many items");
      found.push(...(Responses?.[db.name] ?? []));
      left = next;
    }
    return found;
  }

  async function all<T>(keys: readonly Key[], read: (item: Item) => T): Promise<Batch<T>> {
    const each = [...new Map(keys.map((key) => [key.pk, key])).values()];
    const parts = Array.from({ length: Math.ceil(each.length / MOST) }, (_, at) =>
      each.slice(at * MOST, (at + 1) * MOST),
    );
    const found = new Map<string | undefined, Item>();
    await sideBySide(parts, async (part) => {
      for (const item of await together(part)) found.set(item.pk?.S, item);
    });
    const unread: string[] = [];
    const items = each.flatMap(({ pk }): T[] => {
      const item = found.get(pk);
      try {
        return item ? [read(item)] : [];
      } catch (error) {
        if (!(error instanceof StatedError)) throw error;
        unread.push(pk);
        return [];
      }
    });
    return { items, unread };
  }

  return {
    leads: (ids) => all(ids.map(leadKey), itemToLead),
    calls: (keys) =>
      all(
        keys.map(({ account, callId }) => callKey(account, callId)),
        itemToCall,
      ),
  };
}
