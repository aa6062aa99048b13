import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { table } from "../../lambda/store/table.ts";
import type { Engine } from "../../local/engine/engine.ts";
import { askEngine } from "../ask-engine.ts";

/** How much lies in the table, as DynamoDB counts it. */

type Item = Record<string, AttributeValue>;

/** Bytes of all items, and of what the index shows of them. */
export async function bytesIn(engine: Engine): Promise<number> {
  const { TableNames = [] } = await askEngine<{ TableNames?: string[] }>(engine, "ListTables", {});
  let bytes = 0;
  for (const TableName of TableNames) {
    let from: Item | undefined;
    do {
      const page = await askEngine<{ Items: Item[]; LastEvaluatedKey?: Item }>(engine, "Scan", {
        TableName,
        ...(from && { ExclusiveStartKey: from }),
      });
      bytes += page.Items.reduce(
        (total, item) => total + stored(item) + stored(shown(item)) + stored(arrival(item)),
        0,
      );
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return bytes;
}

/** DynamoDB counts 100 bytes more for each item that it stores. */
const stored = (item: Item | undefined): number => (item ? 100 + sizeOfItem(item) : 0);

/** What the index has of an item that waits. */
const shown = (item: Item): Item | undefined => inIndex(item, table.dueIndex, table.dueIndex.shown);

/** What the index has of a lead by when it came. */
const arrival = (item: Item): Item | undefined => inIndex(item, table.arrivedIndex, []);

function inIndex(
  item: Item,
  { partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey: string },
  others: readonly string[],
): Item | undefined {
  const all: string[] = [table.partitionKey, table.sortKey, partitionKey, sortKey, ...others];
  return item[partitionKey] && Object.fromEntries(Object.entries(item).filter(([name]) => all.includes(name)));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf({ S, N, M, L, B, SS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (M !== undefined) return 3 + Object.keys(M).length + sizeOfItem(M);
  if (L !== undefined) return 3 + L.reduce((total, each) => total + 1 + sizeOf(each), 0);
  if (SS !== undefined) return SS.reduce((total, each) => total + Buffer.byteLength(each), 0);
  // As the engine's JSON has it, in base64.
  if (B !== undefined) return Math.ceil((String(B).length * 3) / 4);
  return 1;
}

/** Bytes of an item, which a write of it is charged for. */
export const sizeOfItem = (item: Item): number =>
  Object.entries(item).reduce((total, [name, value]) => total + Buffer.byteLength(name) + sizeOf(value), 0);
