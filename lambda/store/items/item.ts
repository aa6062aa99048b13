import { StatedError } from "../../runtime/errors.ts";
import { type Item, marshall, unmarshall } from "../attributes.ts";
import { type Kind, table } from "../table.ts";

/** An item of the table, of whatever kind. How each kind lies there is in a file beside this one. */

export type { Item };
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * The newest schema that this version knows, as a number that stands on an item. One is left out, as bytes are charged.
 *
 * An earlier version reads an item without the fields that it does not know, acts on the rest, and its next write loses
 * them. So an item is of a later schema where that would be wrong, as a lead whose person asked for a time (2) would ring
 * at once. A state needs no number, as a version leaves alone what is in one that it does not know. A version reads all
 * schemas up to its own.
 */
export const ITEM_SCHEMA = 2;

/** @param schema the earliest one whose versions may act on the item */
export const toItem = (key: Key, kind: Kind, value: object, schema = 1): Item =>
  marshall({ ...value, ...key, kind, ...(schema > 1 && { [table.schema]: schema }) });

/**
 * What an item holds, its keys included.
 * @throws StatedError for an item of a newer schema: it is left as it is, and whoever needs it does not go on
 */
export function valuesOf(item: Item, known: number = ITEM_SCHEMA): Record<string, unknown> {
  const { [table.schema]: schema = 1, ...values } = unmarshall(item);
  if (typeof schema === "number" && schema <= known) return values;
  throw new StatedError(
    `${item[table.partitionKey]?.S} has schema ${schema}, and this version knows ${known}: a newer version may have written it`,
  );
}
