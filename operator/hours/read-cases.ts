import * as z from "zod";
import { type Pack, packs } from "../../lambda/lead/hours/rules-of-place.ts";
import { Problem } from "../../lib/program/problem.ts";

/** A person at a place and a moment: may they be rung? */
export interface HoursCase {
  readonly id: string;
  readonly pack: Pack;
  readonly phone: string;
  readonly stated: { readonly [Part in "zip" | "state" | "country" | "zone"]: string | undefined };
  readonly at: Date;
  /** Earlier attempts, in milliseconds since 1970. */
  readonly attempts: readonly number[];
  readonly expect: { readonly verdict: string; readonly nextAt: string | undefined } | undefined;
}

/** What stands in the file for one case, or why it cannot be judged. */
export type ReadCase =
  | { readonly kind: "case"; readonly of: HoursCase }
  | { readonly kind: "unreadable"; readonly id: string; readonly why: string };

/** A server's own clock is nobody's: the zone has to stand there. */
const Moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));
const MOMENT = "write a moment with its zone, such as 2026-12-01T13:00:00Z";

const said = <Schema extends z.ZodType>(schema: Schema, words: string) =>
  z.custom<unknown>((value) => schema.safeParse(value).success, words).pipe(schema);

const text = said(z.union([z.string(), z.number()]).transform(String), "write a text")
  .nullish()
  .transform((value) => value ?? undefined);

const attempts = z
  .array(said(z.union([Moment, z.object({ at: Moment }).transform(({ at }) => at)]), MOMENT), "write a list of moments")
  .nullish();

const CaseSchema = z.object(
  {
    id: text,
    pack: said(z.enum(packs), `write ${packs.join(" or ")}`).nullish(),
    place: z.object(
      {
        number: said(z.string(), "write the number as +12125550123"),
        zip: text,
        state: text,
        region: text,
        country: text,
        zone: text,
      },
      "write the place as an object with its number",
    ),
    at: said(Moment, MOMENT),
    history: attempts,
    attempts,
    expect: z.object({ verdict: z.string(), nextAt: z.string().optional() }).nullish(),
  },
  "write a case as an object",
);

/**
 * Cases as one JSON array, an object with `cases`, or an object a line. One that cannot be read keeps nobody from an
 * answer about the others.
 * @param name of the file, for what is said of it
 * @throws Problem when no case can be told from another
 */
export function readCases(content: string, name: string): ReadCase[] {
  const whole = parsed(content);
  const list = Array.isArray(whole) ? whole : isObject(whole) && Array.isArray(whole.cases) ? whole.cases : undefined;
  if (list) return list.map((each, at) => readCase(each, `${Array.isArray(whole) ? "" : "cases"}[${at}]`));
  if (isObject(whole)) return [readCase(whole, "")];
  const lines = content.split("\n").flatMap((line, at) => (line.trim() === "" ? [] : [{ line, at: at + 1 }]));
  if (!lines.some(({ line }) => isObject(parsed(line)))) {
    throw new Problem(
      `${name}: there is no case in it. Write a JSON array of cases, {"cases": […]}, or a case a line.`,
    );
  }
  return lines.map(({ line, at }) => {
    const value = parsed(line);
    return value === undefined
      ? { kind: "unreadable", id: `line ${at}`, why: `line ${at}: it is no JSON; write one case a line` }
      : readCase(value, `line ${at}`);
  });
}

function readCase(value: unknown, path: string): ReadCase {
  const read = CaseSchema.safeParse(value);
  const id =
    isObject(value) && (typeof value.id === "string" || typeof value.id === "number") ? String(value.id) : undefined;
  if (!read.success) {
    const [issue] = read.error.issues;
    const at = [path, ...(issue?.path ?? [])]
      .map(String)
      .filter((part) => part !== "")
      .join(".");
    return { kind: "unreadable", id: id ?? path, why: `${at}: ${issue?.message ?? "it cannot be read"}` };
  }
  const { pack, place, at, history, attempts: also, expect } = read.data;
  const { number, zip, state, region, country, zone } = place;
  return {
    kind: "case",
    of: {
      id: id ?? path,
      // Who asks without saying that the call was asked for gets the stricter answer.
      pack: pack ?? "conservative",
      phone: number.replace(/[\s().-]/g, ""),
      stated: { zip, state: state ?? region, country, zone },
      at: new Date(at),
      attempts: [...(history ?? []), ...(also ?? [])].map((each) => Date.parse(each)),
      expect: expect ? { verdict: expect.verdict, nextAt: expect.nextAt } : undefined,
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
