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
  .refine((text) => !Number.isNaN(Date.parse(text)) && isOnCalendar(text));
/** JavaScript takes 30 February for the second of March. */
function isOnCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
const MOMENT = "write a moment with its zone, such as 2026-12-01T13:00:00Z";

const said = <Schema extends z.ZodType>(schema: Schema, words: string) =>
  z.custom<unknown>((value) => schema.safeParse(value).success, words).pipe(schema);

const text = said(z.union([z.string(), z.number()]).transform(String), "write a text")
  .nullish()
  .transform((value) => value ?? undefined);

const attempts = z
  .array(
    said(
      z.union([
        Moment,
        z.object({ at: Moment }).transform(({ at }) => at),
        z.object({ time: Moment }).transform(({ time }) => time),
      ]),
      MOMENT,
    ),
    "write a list of moments",
  )
  .nullish();

/** Names that others write for the same. */
const PLACE_NAMES: Readonly<Record<string, string>> = {
  phone: "number",
  postalCode: "zip",
  postal_code: "zip",
  postcode: "zip",
  postal: "zip",
  zipCode: "zip",
  zip_code: "zip",
  province: "region",
  timeZone: "zone",
  timezone: "zone",
  time_zone: "zone",
  tz: "zone",
  browserZone: "zone",
  browserTimeZone: "zone",
  browser: "zone",
};
const CASE_NAMES: Readonly<Record<string, string>> = {
  earlier: "history",
  earlierAttempts: "history",
  calls: "history",
};

/** What says nothing of where and when. */
const SAYS_NOTHING_OF_PLACE: ReadonlySet<string> = new Set(["city", "name", "note", "label", "about"]);
const MAY_STAND_IN_A_CASE: ReadonlySet<string> = new Set(["cites", "rules"]);

const called = (value: Record<string, unknown>, names: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [names[name] ?? name, each]));

const isLikeAttempts = (value: unknown): boolean =>
  Array.isArray(value) && value.some((each) => isObject(each) || /^\d{4}-\d\d-\d\dT/.test(String(each)));

/** What stands in a case under a name that is not known here might be what forbids the call. */
function unknownName(value: Record<string, unknown>): string | undefined {
  const { place } = value;
  const inPlace = isObject(place)
    ? Object.keys(place).find((name) => !(name in PlaceShape) && !SAYS_NOTHING_OF_PLACE.has(name))
    : undefined;
  if (inPlace !== undefined) return `place.${inPlace}`;
  return Object.keys(value).find(
    (name) =>
      !(name in CaseSchema.shape) &&
      !MAY_STAND_IN_A_CASE.has(name) &&
      (isLikeAttempts(value[name]) || name in PLACE_NAMES || name in PlaceShape),
  );
}

const PlaceShape = {
  number: said(z.string(), "write the number as +12125550123"),
  zip: text,
  state: text,
  region: text,
  country: text,
  zone: text,
};

const CaseSchema = z.object(
  {
    id: text,
    pack: said(z.enum(packs), `write ${packs.join(" or ")}`).nullish(),
    place: z.object(PlaceShape, "write the place as an object with its number"),
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
  const whole = parsed(content.replace(/^\uFEFF/, ""));
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

function readCase(given: unknown, path: string): ReadCase {
  const value = isObject(given) ? named(given) : given;
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
  const stranger = isObject(value) ? unknownName(value) : undefined;
  if (stranger !== undefined) {
    const why = `${[path, stranger].filter(Boolean).join(".")}: this name is not known; write ${Object.keys(PlaceShape).join(", ")} into the place, and earlier attempts as history`;
    return { kind: "unreadable", id: id ?? path, why };
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

/** By the names that are known here; a history may stand in the place, or be an object with its attempts. */
function named(value: Record<string, unknown>): Record<string, unknown> {
  const { place, ...others } = called(value, CASE_NAMES);
  if (!isObject(place)) return { ...others, place };
  const { history, attempts: ofPlace, ...where } = called(place, PLACE_NAMES);
  const all = others.history ?? history ?? ofPlace;
  const listed = isObject(all) && Array.isArray(all.attempts) ? all.attempts : all;
  return { ...others, place: where, ...(listed !== undefined && { history: listed }) };
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
