import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { asCompared } from "../../kit/same-text.ts";
import { readContact } from "./contact-draft.ts";
import { isOwnSource } from "./own-contacts.ts";

/**
 * Events of a marketplace app, one in a request: a contact as a whole, or an opportunity with the id of its contact.
 * Which of them are leads is said in the source's settings. https://marketplace.gohighlevel.com/docs/webhook/ContactCreate
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

const TriggerSchema = z.union(
  [
    z.enum(["created", "opportunityCreated"]),
    /** The contact has one of these tags, for the first time. */
    z.strictObject({ tag: Words }),
    /** An opportunity was put into one of these stages, by their ids. */
    z.strictObject({ stage: Words }),
    /** An opportunity got one of these statuses: open, won, lost or abandoned. */
    z.strictObject({ status: Words }),
  ],
  { error: 'write "created", "opportunityCreated", {tag: "…"}, {stage: "…"} or {status: "…"}' },
);
type Trigger = z.output<typeof TriggerSchema>;

const StopSchema = z.union(
  [
    /** The contact was deleted, or somebody marked it as not to be called. */
    z.enum(["deleted", "dnd"]),
    z.strictObject({ tag: Words }),
    z.strictObject({ stage: Words }),
    z.strictObject({ status: Words }),
  ],
  { error: 'write "deleted", "dnd", {tag: "…"}, {stage: "…"} or {status: "…"}' },
);

export const eventSettings = {
  /** Which events of an app are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /**
   * At which events the calling for a contact stops: what waits for it ends, and Callingly redials no more. Default: none.
   * An opportunity stops it for its contact.
   */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** The location whose events these are, or several. Default: every location in which the app is installed. */
  locationId: z.optional(Words),
  /** Sources of contacts that make no lead, as HighLevel shows them at the contact, e.g. `csv import`. */
  exceptFrom: z._default(z.array(Word), []),
};
const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

/** An opportunity names its contact by an id alone. */
export const namesContactsById = ({ on = "created" }: EventSettings): boolean =>
  [on]
    .flat()
    .some((trigger) => trigger === "opportunityCreated" || (typeof trigger === "object" && !("tag" in trigger)));

const Id = z.string().check(z.regex(/^[\w-]{1,64}$/));

const EventSchema = z.looseObject({
  type: z.string(),
  id: ifPresent(Id),
  contactId: ifPresent(Id),
  locationId: ifPresent(z.string()),
  webhookId: ifPresent(z.string()),
  timestamp: ifPresent(z.string()),
  source: ifPresent(z.string()),
  tags: z.catch(z._default(z.array(z.string()), []), []),
  pipelineStageId: ifPresent(z.string()),
  status: ifPresent(z.string()),
});
type AppEvent = z.output<typeof EventSchema>;

/** Undefined for what is no event of an app. */
export const eventIn = (body: unknown): AppEvent | undefined => z.safeParse(EventSchema, body).data;

/** What an event says, in our words, whatever the settings make of it. */
type Happening =
  | { readonly kind: "contact"; readonly contactId: string; readonly isNew: boolean; readonly tags: readonly string[] }
  | {
      readonly kind: "opportunity";
      readonly contactId: string;
      readonly opportunityId: string;
      readonly isNew: boolean;
      /** What it got just now. */
      readonly stage?: string | undefined;
      readonly status?: string | undefined;
    };

/** Deletions, merges and all other changes are nothing that asks for a call. */
function happeningOf({
  type,
  id = "",
  contactId = "",
  tags,
  pipelineStageId: stage,
  status,
}: AppEvent): Happening | undefined {
  if (id === "") return undefined;
  if (type === "ContactCreate") return { kind: "contact", contactId: id, isNew: true, tags };
  if (type === "ContactTagUpdate") return { kind: "contact", contactId: id, isNew: false, tags };
  if (contactId === "") return undefined;
  const opportunity = { kind: "opportunity", contactId, opportunityId: id } as const;
  if (type === "OpportunityCreate") return { ...opportunity, isNew: true, stage, status };
  if (type === "OpportunityStageUpdate") return { ...opportunity, isNew: false, stage };
  if (type === "OpportunityStatusUpdate") return { ...opportunity, isNew: false, status };
  return undefined;
}

export function readEvent(event: AppEvent, settings: EventSettings): Reading {
  const { locationId } = settings;
  if (locationId !== undefined && ![locationId].flat().includes(event.locationId ?? "")) {
    return { kind: "ignored", why: "it is an event of another location" };
  }
  const reading = readLead(event, settings);
  const contactId = stopIn(event, settings);
  const refusesCalls = refusesNow(event) || undefined;
  return contactId === undefined ? reading : withStops(reading, [{ type: "contact", id: contactId, refusesCalls }]);
}

/** @returns the id of the contact for whom nobody is called any more */
function stopIn(event: AppEvent, { stopOn = [] }: EventSettings): string | undefined {
  const happening = happeningOf(event);
  const isStop = [stopOn].flat().some((stop) => {
    if (stop === "deleted") return event.type === "ContactDelete";
    if (stop === "dnd") return refusesNow(event);
    return happening !== undefined && keyFor(happening, event, stop) !== undefined;
  });
  return isStop ? (happening?.contactId ?? event.id) : undefined;
}

const refusesNow = (event: AppEvent): boolean =>
  event.type === "ContactDndUpdate" && readContact(event).callsRefused === true;

function readLead(event: AppEvent, settings: EventSettings): Reading {
  const happening = happeningOf(event);
  const key = happening && !isExcept(event, settings) ? keyOf(happening, event, settings) : undefined;
  if (!happening || key === undefined) {
    return { kind: "ignored", why: "no event that is a lead, as the source's settings have it" };
  }
  return { kind: "leads", leads: [draftOf(happening, event, key)] };
}

function draftOf(happening: Happening, event: AppEvent, key: string): LeadDraft {
  const { contactId } = happening;
  const person = happening.kind === "contact" ? readContact(event) : { reference: contactId };
  return { ...person, key, externalId: event.webhookId, record: { type: "contact", id: contactId } };
}

/**
 * What makes an event the same lead. A contact is created once, and gets a tag once: an event names all tags of the
 * contact and not the one that was added, and every further tag, ours as well, would be a lead otherwise.
 * @returns undefined when it is no lead
 */
function keyOf(happening: Happening, event: AppEvent, { on = "created" }: EventSettings): string | undefined {
  for (const trigger of [on].flat()) {
    const key = keyFor(happening, event, trigger);
    if (key !== undefined) return key;
  }
  return undefined;
}

const keyFor = (happening: Happening, event: AppEvent, trigger: Trigger): string | undefined =>
  happening.kind === "contact" ? contactKey(happening, trigger) : opportunityKey(happening, event, trigger);

function contactKey(
  { contactId, isNew, tags }: Extract<Happening, { kind: "contact" }>,
  trigger: Trigger,
): string | undefined {
  if (trigger === "created") return isNew ? `created:${contactId}` : undefined;
  if (trigger === "opportunityCreated" || !("tag" in trigger)) return undefined;
  const wanted = [trigger.tag].flat().map(asCompared);
  const tag = tags.map(asCompared).find((each) => wanted.includes(each));
  return tag === undefined ? undefined : `tag:${contactId}:${tag}`;
}

function opportunityKey(
  { opportunityId, isNew, stage, status }: Extract<Happening, { kind: "opportunity" }>,
  { webhookId, timestamp = "" }: AppEvent,
  trigger: Trigger,
): string | undefined {
  if (trigger === "created") return undefined;
  if (trigger === "opportunityCreated") return isNew ? `opportunity:${opportunityId}` : undefined;
  // It may come there again, which is another lead.
  const time = isNew ? "created" : (webhookId ?? timestamp);
  if ("stage" in trigger && isAmong(stage, trigger.stage)) return `stage:${opportunityId}:${stage}:${time}`;
  if ("status" in trigger && isAmong(status, trigger.status)) return `status:${opportunityId}:${status}:${time}`;
  return undefined;
}

const isAmong = (value: string | undefined, wanted: string | readonly string[]): boolean =>
  value !== undefined && [wanted].flat().map(asCompared).includes(asCompared(value));

/** What the bridge itself has entered is nobody who came just now. */
const isExcept = ({ type, source = "" }: AppEvent, { exceptFrom }: EventSettings): boolean =>
  type === "ContactCreate" && (isOwnSource(source) || isAmong(source, exceptFrom));
