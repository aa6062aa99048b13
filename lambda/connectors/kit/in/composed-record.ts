import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Reading } from "../../contract/intake.ts";
import { isSameText } from "../same-text.ts";
import { endIn } from "./no-lead.ts";

/** A record that an automation of a CRM posts, as a form or an object, under names that somebody chose there. */

export type Fields = Readonly<Record<string, unknown>>;

export interface Composed {
  /** For people: "contact of an automation", with the vendor. */
  readonly what: string;
  readonly mapping: Mapping;
  /** The record, and under which name its id stands; undefined where it is not told. */
  recordIn(body: object): PlacedRecord | undefined;
  /** Names of what is no word about the person, beside the id's. */
  isAside?(name: string): boolean;
  /** Somebody wants no call. */
  refusesCalls(fields: Fields): boolean;
  /** The automation sends it because the calling is to end. */
  isStopped(fields: Fields): boolean;
}

export interface PlacedRecord extends CrmRecord {
  readonly name: string;
  /** Another name that it may have holds another id. */
  readonly isUnclear?: true;
}

/** @throws RejectedError 422 */
export function readComposed(
  body: unknown,
  request: Pick<HttpRequest, "body" | "query">,
  composed: Composed,
  country: Country | undefined,
): Reading {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RejectedError(422, `The body is no ${composed.what}: one record is expected, as a form or an object`);
  }
  const ended = endIn(body);
  if (ended) return ended;
  const placed = composed.recordIn(body);
  const isAside = (name: string) => name === placed?.name || composed.isAside?.(name) === true;
  const given = Object.fromEntries(Object.entries(body).filter(([name]) => !isAside(name)));
  if (Object.keys(given).length === 0) return { kind: "ignored", why: "the request holds no lead" };
  const person: LeadDraft = readFields(given, composed.mapping, { country });
  const refuses = composed.refusesCalls(given);
  const lead = refuses ? { ...person, callsRefused: true } : person;
  if (!placed) return { kind: "leads", leads: [lead] };
  // Whose it is nobody knows, and neither whom to stop.
  if (placed.isUnclear || isRepeated(body, placed.name))
    return { kind: "leads", leads: [{ ...lead, isUnreadable: true }] };
  const { type, id } = placed;
  // An automation that sends a record because it is lost says so by a parameter.
  if (composed.isStopped(given))
    return { kind: "leads", leads: [], stops: [{ type, id, ...(refuses && { refusesCalls: true }) }] };
  const digest = createHash("sha256").update(request.body).update(request.query.toString()).digest("base64url");
  const key = `${type}:${id}:${digest}`;
  return { kind: "leads", leads: [{ ...lead, key, keyWindowMs: REPEAT_WINDOW_MS, record: { type, id } }] };
}

/**
 * An automation says nothing by which a repeat is known: the same bytes are sent again whenever it runs for an unchanged
 * record. Only the time tells that from a repeat.
 */
const REPEAT_WINDOW_MS = 86_400_000;

/**
 * Whether a name came twice in its object, with another value: who fills in a form can close the quotation marks of a
 * template that does not escape them, and name a record of somebody else. `parseJson` keeps both values.
 */
const isRepeated = (body: object, name: string): boolean =>
  Object.keys(body).some(
    (other) => other.startsWith(`${name} other`) && textAt(body, other)?.trim() !== textAt(body, name)?.trim(),
  );

/** A name as people mean it, whatever marks they put into it. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, "");

/**
 * The id of a record among what was composed. Where nobody has said its name, and two that it may have hold different ids,
 * one of them may be what somebody wrote into a form: see {@link isRepeated}.
 * @param names that it may have, plain, in their order
 * @param id its first group is the id
 * @param exactly the one name that it has, where somebody has said it
 */
export function idUnder(
  body: object,
  names: readonly string[],
  id: RegExp,
  exactly?: string,
): Omit<PlacedRecord, "type"> | undefined {
  const usual = names.flatMap((wanted) => Object.keys(body).filter((name) => plainName(name) === wanted));
  const places = exactly === undefined ? usual : [exactly];
  const [first, ...others] = places.flatMap((name) => {
    const found = id.exec(textAt(body, name)?.trim() ?? "")?.[1];
    return found === undefined ? [] : [{ name, id: found }];
  });
  return first && (others.some((other) => other.id !== first.id) ? { ...first, isUnclear: true } : first);
}

/** One of the parameters says that the calling is to end. */
export const StopByField = z.strictObject({
  field: z.string().check(z.minLength(1)),
  becomes: z.union([z.string(), z.array(z.string()).check(z.minLength(1))]),
});

export const isStoppedBy = (fields: Fields, stops: readonly z.output<typeof StopByField>[]): boolean =>
  stops.some(({ field, becomes }) => [becomes].flat().some((each) => isSameText(textAt(fields, field), each)));
