import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { Reading } from "../../contract/intake.ts";
import { StopByField } from "../../kit/in/composed-record.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { IdSchema, IdSetting, isId } from "./objects.ts";
import { referenceTo } from "./reference.ts";

/**
 * REST hooks: up to a thousand objects in one request, all of one event, with nothing but their ids. Which events are
 * leads is said in the source's settings. https://developer.keap.com/rest-hook-documentation/
 */

const TagId = IdSetting("a tag");
/** Contacts got one of these tags. */
const TagSchema = z.strictObject({ tag: z.union([TagId, z.array(TagId).check(z.minLength(1))]) });

/** Contacts were added; or got one of these tags. */
const TriggerSchema = z.union([z.literal("created"), TagSchema]);

/**
 * Contacts were deleted; want no call, by a tag of `doNotCallTags` that is named by its id, or as they are posted; got one
 * of these tags; or were posted with one of these values.
 */
const StopSchema = z.union([z.enum(["deleted", "doNotCall"]), TagSchema, StopByField]);

export const eventSettings = {
  /** Which events are leads, one or several; an empty list for none, where automations post whole contacts. Default: `created`. */
  on: z.optional(
    z.union([TriggerSchema, z.array(TriggerSchema)], { error: 'write "created" or {tag: "ID"}, or a list of these' }),
  ),
  /** At which events the calling for a contact stops: what waits for it ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(
    z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))], {
      error: 'write "deleted", "doNotCall", {tag: "ID"} or {field: "…", becomes: "…"}, or a list of these',
    }),
  ),
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

/** Tags by which somebody wants no call. An event names its tag by the id alone, so only those that are ids are met there. */
interface RefusingTags {
  readonly doNotCallTags: readonly string[];
}

/** What Keap calls them; `GET /crm/rest/v1/hooks/event_keys` lists all. */
const ADDED = "contact.add";
const TAGGED = "contactGroup.applied";
const DELETED = "contact.delete";
/** For the sake of the law; it tells of the same end. */
const REDACTED = "contact.redact";

/** The events of which Keap has to tell so that the settings hold. */
export function neededEvents({ on = "created", stopOn = [] }: EventSettings): string[] {
  const rules = [on, stopOn].flat();
  return [
    ...(rules.includes("created") ? [ADDED] : []),
    ...(rules.some((rule) => rule === "doNotCall" || (typeof rule === "object" && "tag" in rule)) ? [TAGGED] : []),
    ...(rules.includes("deleted") ? [DELETED] : []),
  ];
}

const Text = ifPresent(z.string());

/** An object of an event; one of a tag's holds the contacts beside the tag's id, in a list whose name Keap does not document. */
const ObjectSchema = z.looseObject({ id: ifPresent(IdSchema), tagId: ifPresent(IdSchema), timestamp: Text });

const EventSchema = z.object({ event_key: z.string(), object_keys: listOf(ObjectSchema) });
type KeapEvent = z.output<typeof EventSchema>;

/** Whether a request is one: automations post to the same address. */
export const isEvent = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "event_key" in body && "object_keys" in body;

/** @throws RejectedError 422 when the body is no event */
export function readEvent(
  body: unknown,
  { on = "created", stopOn = [], doNotCallTags }: EventSettings & RefusingTags,
): Reading {
  const happened = happenedIn(inShape(EventSchema, body, "Keap event"));
  const [triggers, stops] = [[on].flat(), [stopOn].flat()];
  const leads = new Map(
    happened
      .filter((each) => triggers.some((rule) => fits(each, rule)))
      .map((each): [string, LeadDraft] => {
        const draft = draftOf(each);
        return [draft.key ?? "", draft];
      }),
  );
  const refuses = ({ what }: Happened) => typeof what === "object" && doNotCallTags.includes(what.tag);
  const isStop = (each: Happened) => stops.some((rule) => (rule === "doNotCall" ? refuses(each) : fits(each, rule)));
  const stopped = new Set(happened.filter(isStop).map(({ id }) => id));
  const refusing = new Set(happened.filter(refuses).map(({ id }) => id));
  return withStops(
    eventLeads([...leads.values()]),
    [...stopped].map((id) => ({ ...recordOf(id), ...(refusing.has(id) && { refusesCalls: true }) })),
  );
}

const recordOf = (id: string) => ({ type: "contact", id });

/** What happened to one contact. */
interface Happened {
  readonly id: string;
  readonly what: "created" | "deleted" | { readonly tag: string };
  readonly at: string | undefined;
}

/** Changes of all other kinds are nothing that asks for a call. What is no id loses no other. */
function happenedIn({ event_key, object_keys }: KeapEvent): Happened[] {
  const contacts = (what: "created" | "deleted") =>
    object_keys.flatMap(({ id, timestamp }) => (id !== undefined && isId(id) ? [{ id, what, at: timestamp }] : []));
  switch (event_key) {
    case ADDED:
      return contacts("created");
    case DELETED:
    case REDACTED:
      return contacts("deleted");
    case TAGGED:
      return taggedIn(object_keys);
    default:
      return [];
  }
}

const MemberSchema = z.union([
  z.pipe(
    IdSchema,
    z.transform((id) => ({ id, at: undefined })),
  ),
  z.pipe(
    z.object({ id: IdSchema, timestamp: Text }),
    z.transform(({ id, timestamp }) => ({ id, at: timestamp })),
  ),
]);

/**
 * The contacts that got tags.
 * @throws RejectedError 422 when no tag has a list of them, so that nobody is lost without a word: Keap shows that it was
 * refused. One that has none does not cost those of the others.
 */
function taggedIn(objects: KeapEvent["object_keys"]): Happened[] {
  const lists = objects.map(listOfTag).filter((list) => list !== undefined);
  if (lists.length === 0) throw new RejectedError(422, "The body names a tag and no contacts");
  return lists.flat();
}

/** Those of whichever list stands beside the tag. That they have it is seen when they are read. */
function listOfTag({ id, tagId, timestamp, ...more }: KeapEvent["object_keys"][number]): Happened[] | undefined {
  const tag = tagId ?? id;
  const list = Object.values(more).find(Array.isArray);
  if (tag === undefined || !isId(tag) || !list) return undefined;
  return z
    .parse(listOf(MemberSchema), list)
    .flatMap((member) => (isId(member.id) ? [{ id: member.id, what: { tag }, at: member.at ?? timestamp }] : []));
}

type Rule = z.output<typeof TriggerSchema> | Exclude<z.output<typeof StopSchema>, "doNotCall">;

function fits({ what }: Happened, rule: Rule): boolean {
  if (typeof rule === "string") return what === rule;
  return "tag" in rule && typeof what === "object" && [rule.tag].flat().includes(what.tag);
}

/** A contact is created once, and may get a tag again, which is another lead. */
function draftOf({ id, what, at }: Happened): LeadDraft {
  const tag = typeof what === "object" ? what.tag : undefined;
  return {
    key: tag === undefined ? `created:${id}` : `tag:${id}:${tag}:${at ?? ""}`,
    reference: referenceTo({ id, isNew: tag === undefined, tag }),
    record: recordOf(id),
  };
}
