import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * Values in DynamoDB's own form and back, as far as we have any: texts, finite numbers, booleans, null, lists and
 * objects. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */

export type Item = Record<string, AttributeValue>;

/**
 * What is undefined is left out.
 * @throws TypeError for what the table could not give back as it was
 */
export const marshall = (value: object): Item =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, toAttribute(one)]])),
  );

function toAttribute(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" && isExact(value)) return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  if (typeof value === "object" && isPlain(value)) return { M: marshall(value) };
  throw new TypeError(`The table takes no ${typeof value}`);
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

export const unmarshall = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, attribute]) => [name, fromAttribute(attribute)]));

/** Of a kind that we do not write, nothing is left. */
function fromAttribute({ S, N, BOOL, NULL, L, M }: AttributeValue): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (M !== undefined) return unmarshall(M);
  if (L !== undefined) return L.map(fromAttribute);
  return NULL ? null : BOOL;
}
