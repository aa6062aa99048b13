import { type Item, marshall } from "../attributes.ts";
import type { Kind } from "../table.ts";

/** An item of the table, of whatever kind. How each kind lies there is in a file beside this one. */

export type { Item };
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const toItem = (key: Key, kind: Kind, value: object): Item => marshall({ ...value, ...key, kind });
