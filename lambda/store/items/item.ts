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
 * The schema in which this version writes items, as a number that stands on each. One is left out, as bytes are charged.
 *
 * It grows only when a version writes what an earlier one would misread: a state or a field that is new needs no number,
 * as what is not understood is left alone anyway. A version reads all schemas up to its own.
 */
export const ITEM_SCHEMA = 1;

export const toItem = (key: Key, kind: Kind, value: object, schema: number = ITEM_SCHEMA): Item =>
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
