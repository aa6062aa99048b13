import type { AskTable } from "../../lambda/runtime/aws.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { PageStart, Store } from "../../lambda/store/store.ts";

/** What the store's methods ask of DynamoDB, as its permissions see it. Learned from the real store, never written down. */

export interface TableRequest {
  /** As a policy names it, without `dynamodb:`. */
  readonly action: string;
  /** The partition key of the item, or the index that is asked. */
  readonly of: { readonly key: string } | { readonly index: string };
}

/** The methods of a store as they are called without knowing them. */
export type Method = (...args: never[]) => Promise<unknown>;
export type Parts = Readonly<Record<keyof Store, Readonly<Record<string, Method>>>>;

/** The requests that a method makes with these arguments, of a table that answers nothing. */
export async function requestsOf(part: keyof Store, method: string, args: readonly unknown[]): Promise<TableRequest[]> {
  const sent: TableRequest[] = [];
  await partsOf(noting(answersNothing, sent))[part][method]?.(...(args.map(fromTheStart) as never[]));
  if (sent.length === 0 && !isEmptyList(args[0])) throw new Error(`${part}.${method} asks nothing of the table`);
  return sent;
}

const isEmptyList = (arg: unknown): boolean => Array.isArray(arg) && arg.length === 0;

/** A table that is empty and takes everything. */
export const answersNothing = (async () => ({})) as unknown as AskTable;

/** The store of a table, by parts and methods. */
export const partsOf = (ask: AskTable, table = "table"): Parts => dynamoStore(table, ask) as unknown as Parts;

/** Notes what is asked. */
export const noting = (ask: AskTable, sent: TableRequest[]): AskTable =>
  ((action, input) => {
    sent.push(requestOf(action, input as Input));
    return ask(action, input);
  }) as AskTable;

interface Input {
  readonly IndexName?: string;
  /** Of a batch; its keys are all of one kind. */
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly NonNullable<Input["Key"]>[] }>>;
  readonly Key?: { readonly pk?: { readonly S?: string } };
  readonly Item?: { readonly pk?: { readonly S?: string } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

function requestOf(action: string, input: Input): TableRequest {
  if (input.IndexName !== undefined) return { action, of: { index: input.IndexName } };
  const [batch] = Object.values(input.RequestItems ?? {});
  const key = (batch?.Keys[0] ?? input.Key ?? input.Item)?.pk?.S ?? input.ExpressionAttributeValues?.[":pk"]?.S;
  if (key === undefined) throw new Error(`A ${action} names no partition key`);
  return { action, of: { key } };
}

/** Where a page starts is a word of the store that gave it, and of no other. */
function fromTheStart(arg: unknown): unknown {
  if (typeof arg !== "object" || arg === null || !("after" in arg)) return arg;
  const { after: _, ...page } = arg as PageStart;
  return page;
}
