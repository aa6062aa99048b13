import type { Item } from "./record.ts";

/**
 * Attributes of an item without DynamoDB's type marks. Binary values and sets, which nothing here uses, stay out.
 * @param names those that are wanted
 */
export function plain(item: Item, names: readonly string[] = Object.keys(item)): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) if (name in item) values[name] = unmarked(item[name] as Marked);
  return values;
}

interface Marked {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly NULL?: true;
  readonly L?: readonly Marked[];
  readonly M?: Item;
}

function unmarked({ S, N, BOOL, NULL, L, M }: Marked): unknown {
  if (S !== undefined) return S;
  if (M !== undefined) return plain(M);
  if (L !== undefined) return L.map(unmarked);
  if (N !== undefined) return Number(N);
  return NULL ? null : BOOL;
}
