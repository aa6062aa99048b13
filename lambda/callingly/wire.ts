/**
 * How Callingly spells values. One meaning comes in several forms (a flag as 1, true or "1"; nothing as null, "" or
 * []), so these readers take any of them and turn what they cannot read into undefined: a surprise in one field must
 * not cost us the call it came with. Only a missing id is an error.
 */
import * as z from "zod/mini";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const lenient = <T>(read: (value: unknown) => T | undefined) => z.optional(z.transform(read));

function toText(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}

function toNumber(value: unknown): number | undefined {
  const text = toText(value);
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** @returns an id as text; undefined unless it is a positive whole number, as all of Callingly's ids are */
export function toId(value: unknown): string | undefined {
  const text = typeof value === "number" && !Number.isSafeInteger(value) ? undefined : toText(value);
  return text !== undefined && /^[1-9]\d{0,18}$/.test(text) ? text : undefined;
}

function toLabel(value: unknown) {
  const name = toText(isRecord(value) ? value.name : value);
  return name === undefined ? undefined : { name, id: isRecord(value) ? toId(value.id) : undefined };
}

const flags = new Map<unknown, boolean>([
  ...[1, "1", true, "true"].map((word) => [word, true] as const),
  ...[0, "0", false, "false"].map((word) => [word, false] as const),
]);

/** The id of the thing itself. */
export const Id = z.pipe(z.transform(toId), z.string());
/** The id of something else, if there is one. */
export const IdRef = lenient(toId);
/** Words of an enumeration are text too: Callingly may add to each of them. */
export const Text = lenient(toText);
export const Int = lenient(toNumber);
export const Flag = lenient((value) => flags.get(value));

/** Something with a name of the user's choosing (tag, stage), which comes as an object here and as bare text there. */
export const Label = lenient(toLabel);

/** A related object. PHP writes an empty one as `[]`. */
export const relation = <T>(schema: z.ZodMiniType<T>) => lenient((value) => z.safeParse(schema, value).data);

/** Related things inside another, without those we cannot read. */
export const relations = <T>(schema: z.ZodMiniType<T>) =>
  z.transform((value: unknown): NonNullable<T>[] =>
    (Array.isArray(value) ? value : []).flatMap((each) => z.safeParse(schema, each).data ?? []),
  );

const unwrap = (value: unknown, name: string, isIt: (value: unknown) => boolean) =>
  isIt(value) || !isRecord(value) ? value : isIt(value.data) ? value.data : value[name];

/**
 * An answer that lists things: a bare array, `{data: […]}` or under the resource's name. Anything else is an error, so
 * that an answer that is not understood is not taken for an empty list.
 */
export const listOf = <T extends z.ZodMiniType>(name: string, schema: T) =>
  z.pipe(
    z.transform((value: unknown) => unwrap(value, name, Array.isArray)),
    z.array(schema),
  );

/** An answer that is one thing: bare, `{data: {…}}` or under the resource's name. */
export const itemOf = <T extends z.ZodMiniType>(name: string, schema: T) =>
  z.pipe(
    z.transform((value: unknown) => unwrap(value, name, (it) => isRecord(it) && "id" in it)),
    schema,
  );
