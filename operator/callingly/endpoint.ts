import * as z from "zod";
import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import type { PostOutcome } from "../../lambda/callingly/outcome.ts";

/** One endpoint of Callingly, as a command: what it is called, what it takes, what it shows. */
export interface Endpoint {
  /** As typed: `teams list`. */
  readonly name: string;
  readonly does: string;
  /** Names of the ids in its path, in their order. */
  readonly ids: readonly string[];
  /** Further input: every field is an option, `team_id` as `--team-id`. */
  readonly fields: z.ZodObject;
  /** The question that is asked first; absent where the endpoint changes nothing. */
  readonly asks?: ((ids: readonly string[], fields: Readonly<Record<string, unknown>>) => string) | undefined;
  /** The columns of what comes back, as Callingly calls them. */
  readonly columns: readonly string[];
  run(client: AccountClient, ids: readonly string[], fields: Readonly<Record<string, unknown>>): Promise<unknown>;
}

type Shape = Readonly<Record<string, z.ZodType>>;

interface Given<Fields extends Shape> {
  readonly name: string;
  readonly does: string;
  readonly ids?: readonly string[];
  readonly fields?: Fields;
  readonly columns?: readonly string[];
}

type Run<Fields extends Shape> = (
  client: AccountClient,
  ids: { readonly [at: number]: string } & readonly string[],
  fields: z.output<z.ZodObject<Fields>>,
) => Promise<unknown>;

function endpoint<Fields extends Shape>(
  { name, does, ids = [], fields, columns = [] }: Given<Fields>,
  run: Run<Fields>,
  asks?: (ids: readonly string[], fields: z.output<z.ZodObject<Fields>>) => string,
): Endpoint {
  const schema = z.object(fields ?? ({} as Fields));
  // The fields were parsed by this very schema.
  return { name, does, ids, fields: schema, columns, run: run as Endpoint["run"], asks: asks as Endpoint["asks"] };
}

/** Asks Callingly and changes nothing. */
export const reads = <Fields extends Shape = Record<never, never>>(given: Given<Fields>, run: Run<Fields>): Endpoint =>
  endpoint(given, run);

/** Changes something: the person is asked first. */
export const changes = <Fields extends Shape = Record<never, never>>(
  given: Given<Fields>,
  run: Run<Fields>,
): Endpoint =>
  endpoint(given, run, (ids, fields) => `${[given.does.replace(/[.;].*$/s, ""), ...ids, saying(fields)].join(" ")}?`);

/** Reaches a person: who, is said before it is asked. */
export const reaches = <Fields extends Shape>(
  given: Given<Fields>,
  asks: (fields: z.output<z.ZodObject<Fields>>) => string,
  run: (client: AccountClient, fields: z.output<z.ZodObject<Fields>>) => Promise<PostOutcome>,
): Endpoint =>
  endpoint(
    given,
    (client, _ids, fields) => run(client, fields),
    (_ids, fields) => asks(fields),
  );

const saying = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");

// ── what may be written behind an option ────────────────────────────────────────────────────────────────────────

/** May be left out; then it is not sent. */
export const may = <Schema extends z.ZodType>(schema: Schema) => z.exactOptional(schema);

export const text = z.string().min(1);
export const id = z.string().regex(/^[1-9]\d*$/, "write an id of Callingly: digits only");
export const count = z.coerce.number<string>().int().nonnegative();
export const day = z.iso.date("write a day as 2026-06-15");
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, "write the number with its country code, e.g. +12025550123");
export const flag = z.enum(["yes", "no"]).transform((word) => word === "yes");
/** `none` takes a limit or a filter away. */
export const orNone = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("none").transform(() => null), schema]);
const listed = (given: string): string[] => given.split(",").map((part) => part.trim());
export const ids = z.string().transform(listed).pipe(z.array(id));
export const counts = z.string().transform(listed).pipe(z.array(count));
