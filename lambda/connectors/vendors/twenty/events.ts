import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { personIn } from "./person.ts";
import { PERSON } from "./rows.ts";
import { FieldName } from "./settings.ts";

/**
 * Events of a webhook: one record in each request, or several under `items` in some versions, as it is after the change.
 * https://docs.twenty.com/developers/extend/webhooks
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** A field of the person got one of these values, or is true. */
const FieldRule = z.strictObject({ field: FieldName, becomes: z.union([Words, z.literal(true)]) });
/** An opportunity came into one of these stages: it is about its point of contact. */
const StageRule = z.strictObject({ stage: Words });

const TriggerSchema = z.union([z.literal("created"), FieldRule, StageRule]);
const StopSchema = z.union([z.literal("deleted"), FieldRule, StageRule]);
type Rule = z.output<typeof TriggerSchema> | z.output<typeof StopSchema>;

export const eventSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events the calling for a person stops: what waits for them ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** Names of API keys with which the bridge writes: what they make or change is no lead. */
  ourKeys: z._default(z.array(Word), []),
  /** Ways of making people by which none is a lead, as Twenty calls them: everybody who wrote an e-mail is made a person. */
  exceptFrom: z._default(z.array(Word), ["EMAIL", "CALENDAR"]),
  /** Fields of people by which somebody wants no call: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(FieldName), []),
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

const ActorSchema = ifPresent(z.object({ source: ifPresent(z.string()), name: ifPresent(z.nullable(z.string())) }));

const IdSchema = z.string().check(z.regex(/^[0-9a-f-]{36}$/i));

const RecordSchema = z.looseObject({
  id: IdSchema,
  createdAt: ifPresent(z.string()),
  createdBy: ActorSchema,
  updatedBy: ActorSchema,
});
const ItemSchema = z.object({ record: RecordSchema, updatedFields: ifPresent(z.array(z.string())) });
type Item = z.output<typeof ItemSchema>;

const MessageSchema = z.looseObject({
  eventName: z.string().check(z.regex(/^\w+\.\w+$/)),
  eventDate: ifPresent(z.string()),
  items: ifPresent(z.array(z.unknown())),
});

interface Happening extends Item {
  readonly object: string;
  readonly action: string;
  readonly at: string;
}

/** @throws RejectedError 422 when the body is no event */
export function readEvent(body: unknown, settings: EventSettings): Reading {
  const { eventName, eventDate = "", items, ...one } = inShape(MessageSchema, body, "Twenty event");
  const [object = "", action = ""] = eventName.split(".");
  // One that is no record must not cost the others.
  const happenings = z
    .parse(listOf(ItemSchema), items ?? [one])
    .map((item) => ({ ...item, object, action, at: eventDate }));
  const leads = happenings.flatMap((happening) => draftOf(happening, settings) ?? []);
  return withStops(
    eventLeads(leads),
    happenings.flatMap((happening) => stopIn(happening, settings) ?? []),
  );
}

const recordOf = (id: string): CrmRecord => ({ type: PERSON.one, id });

function stopIn(happening: Happening, { stopOn = [] }: EventSettings): CrmRecord | undefined {
  const id = personOf(happening);
  return id !== undefined && [stopOn].flat().some((rule) => fits(happening, rule)) ? recordOf(id) : undefined;
}

/** Of whom an event tells. */
function personOf({ object, record }: Happening): string | undefined {
  if (object === PERSON.one) return record.id;
  const contact = object === "opportunity" ? record.pointOfContactId : undefined;
  // It becomes part of an address, where it must not lead elsewhere.
  return z.safeParse(IdSchema, contact).data;
}

/** What is made is judged as if it had just been changed to what it is. */
function fits({ object, action, record, updatedFields = [] }: Happening, rule: Rule): boolean {
  const isOfPerson = object === PERSON.one;
  if (rule === "created") return isOfPerson && action === "created";
  if (rule === "deleted") return isOfPerson && (action === "deleted" || action === "destroyed");
  const [of, field, wanted] =
    "stage" in rule ? ["opportunity", "stage", rule.stage] : [PERSON.one, rule.field, rule.becomes];
  const isChange = action === "created" || (action === "updated" && updatedFields.includes(field));
  return object === of && isChange && isAmong(record[field], wanted);
}

function isAmong(value: unknown, wanted: string | readonly string[] | true): boolean {
  if (wanted === true) return value === true;
  const held = [value].flat().map(String);
  return [wanted].flat().some((each) => held.includes(each));
}

/** People are often made empty, and typed in field by field. */
const TYPED_WITHIN_MS = 60 * 60_000;

/** @returns undefined when it is no lead */
function draftOf(happening: Happening, settings: EventSettings): LeadDraft | undefined {
  const { object, record, at } = happening;
  const id = personOf(happening);
  const by = happening.action === "created" ? record.createdBy : record.updatedBy;
  if (id === undefined || isOurs(by, settings)) return undefined;
  const person = object === PERSON.one ? personIn(record, settings.doNotCall) : { reference: id };
  for (const rule of [settings.on ?? ("created" as const)].flat()) {
    if (rule === "created") {
      if (isComplete(happening, person) && isMadeByPeople(happening, settings))
        return { ...person, record: recordOf(id), key: `created:${id}` };
    } else if (fits(happening, rule)) {
      const [field, wanted] = "stage" in rule ? ["stage", rule.stage] : [rule.field, rule.becomes];
      return { ...person, record: recordOf(id), key: `${field}:${record.id}:${[wanted].flat().join("|")}:${at}` };
    }
  }
  return undefined;
}

/** A person who is made with a phone; or who gets one soon after, which is the same lead. */
function isComplete(happening: Happening, { phone }: LeadDraft): boolean {
  const { object, action, record, updatedFields = [], at } = happening;
  if (object !== PERSON.one || phone === undefined) return false;
  if (action === "created") return true;
  const age = Date.parse(at) - Date.parse(record.createdAt ?? "");
  return action === "updated" && updatedFields.includes("phones") && age <= TYPED_WITHIN_MS;
}

const isMadeByPeople = ({ record: { createdBy } }: Happening, settings: EventSettings): boolean =>
  !isOurs(createdBy, settings) && !settings.exceptFrom.includes(createdBy?.source ?? "");

const isOurs = (by: z.output<typeof ActorSchema>, { ourKeys }: EventSettings): boolean =>
  by?.source === "API" && ourKeys.includes(by.name ?? "");
