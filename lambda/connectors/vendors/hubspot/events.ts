import * as z from "zod/mini";
import type { EndedBooking } from "../../../lead/booking.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { activitySettings, type PlannedDraft, readActivity } from "./activities.ts";
import { EventSchema, type HubspotEvent } from "./event.ts";
import { refusesCalls } from "./properties.ts";

/**
 * Webhooks of an app: up to a hundred events in one request, each with the id of a record and nobody's data. Which of
 * them are leads is said in the source's settings. https://developers.hubspot.com/docs/api/webhooks
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** A contact was created; or a property of one, such as `lifecyclestage`, got one of these values. */
const TriggerSchema = z.union([z.literal("created"), z.strictObject({ property: Word, becomes: Words })]);

/** A contact was deleted; or a property of one got one of these values. */
const StopSchema = z.union([z.literal("deleted"), z.strictObject({ property: Word, becomes: Words })]);

export const eventSettings = {
  /** Which events of contacts are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events of a contact the calling stops: what waits for it ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /**
   * Ids of further apps that write for the bridge: what they create or change is no lead. The app that sends the events
   * is always among them.
   */
  ourApps: z._default(z.array(Word.check(z.regex(/^\d+$/, "write the app's id, which is a number"))), []),
  /** Ways by which contacts come or change that make no lead, as HubSpot's `changeSource` has them, e.g. `IMPORT`. */
  exceptFrom: z._default(z.array(Word), []),
  ...activitySettings,
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

const EventsSchema = listOf(EventSchema);

/** @param events the body, a list; what is no event in it loses no other */
export function readEvents(events: readonly unknown[], settings: EventSettings & Refusals): Reading {
  const leads = new Map<string, LeadDraft>();
  const stopped = new Map<string, boolean>();
  const planned = new Map<string, PlannedDraft>();
  const ended: EndedBooking[] = [];
  for (const event of z.parse(EventsSchema, events)) {
    const activity = readActivity(event, settings);
    if (activity?.kind === "over") ended.push(activity.ended);
    if (activity?.kind === "planned") keepLatest(planned, activity.draft);
    if (isStop(event, settings))
      stopped.set(event.objectId, stopped.get(event.objectId) === true || refuses(event, settings));
    const key = isOurs(event, settings) || isExcept(event, settings) ? undefined : keyOf(event, settings);
    if (key !== undefined && !leads.has(key)) leads.set(key, draftOf(event, key));
  }
  const stops = [...stopped].map(([id, refusesCalls]) => ({
    type: "contact",
    id,
    refusesCalls: refusesCalls || undefined,
  }));
  const over = ended.length > 0 && { ended };
  return leads.size > 0 || planned.size > 0 || stops.length > 0
    ? { kind: "leads", leads: [...leads.values(), ...planned.values()], stops, ...over }
    : { kind: "ignored", why: "no event of it is a lead, as the source's settings have it", ...over };
}

/** What was said last counts; a creation says no time. */
function keepLatest(planned: Map<string, PlannedDraft>, draft: PlannedDraft): void {
  const known = planned.get(draft.booking);
  if (known === undefined || known.asked.said < draft.asked.said) planned.set(draft.booking, draft);
}

function draftOf({ objectId, eventId }: HubspotEvent, key: string): LeadDraft {
  return { key, externalId: eventId, reference: objectId, record: { type: "contact", id: objectId } };
}

/** Properties by which the portal says that somebody wants no call. */
interface Refusals {
  readonly doNotCall?: readonly string[] | undefined;
}

const refuses = ({ propertyName = "", propertyValue }: HubspotEvent, { doNotCall = [] }: Refusals): boolean =>
  doNotCall.includes(propertyName) && refusesCalls({ [propertyName]: propertyValue }, doNotCall);

/** Whoever wrote it: a status of ours that stops the calling was meant to. */
function isStop(event: HubspotEvent, { stopOn = [] }: EventSettings): boolean {
  const what = whatHappened(event);
  const isDeleted = what === "deletion" || what === "privacyDeletion";
  const { propertyName, propertyValue = "" } = event;
  return [stopOn]
    .flat()
    .some((stop) =>
      stop === "deleted"
        ? isDeleted
        : what === "propertyChange" &&
          propertyName === stop.property &&
          isAmong(String(propertyValue).trim(), stop.becomes),
    );
}

/** As {@link readEvents} has it for changes, for a contact that came as a whole. */
export const isStopped = (valueIn: (property: string) => unknown, { stopOn = [] }: EventSettings): boolean =>
  [stopOn]
    .flat()
    .some((stop) => stop !== "deleted" && isAmong(String(valueIn(stop.property) ?? "").trim(), stop.becomes));

/**
 * What makes an event the same lead: HubSpot may give one event id to several events, and sends an event twice where
 * its old and its generic form are both subscribed to.
 * @returns undefined when it is no lead
 */
function keyOf(event: HubspotEvent, { on = "created" }: EventSettings): string | undefined {
  const { objectId, propertyName = "", propertyValue = "", occurredAt, eventId } = event;
  const what = whatHappened(event);
  const value = String(propertyValue).trim();
  for (const trigger of [on].flat()) {
    if (trigger === "created") {
      if (what === "creation" && isNew(event)) return `created:${objectId}`;
    } else if (what === "propertyChange" && propertyName === trigger.property && isAmong(value, trigger.becomes)) {
      return `changed:${objectId}:${propertyName}:${value.toLowerCase()}:${occurredAt ?? eventId ?? ""}`;
    }
  }
  return undefined;
}

/** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm, "Object type IDs" */
const CONTACT_TYPE = "0-1";

/** Of a contact, in the old form (`contact.creation`) or the generic one; undefined for everything else. */
function whatHappened({ subscriptionType, objectTypeId }: HubspotEvent): string | undefined {
  const [object, what] = subscriptionType.split(".");
  return object === "contact" || (object === "object" && objectTypeId === CONTACT_TYPE) ? what : undefined;
}

/** The flag of a creation is `CREATED`, formerly `NEW`. A contact that merging made is nobody who came just now. */
const isNew = ({ changeFlag = "", changeSource = "" }: HubspotEvent): boolean =>
  !/DELET|MERGE|RESTORE/i.test(`${changeFlag} ${changeSource}`);

const isAmong = (value: string, wanted: string | readonly string[]): boolean =>
  [wanted].flat().some((each) => each.trim().toLowerCase() === value.toLowerCase());

/** What an app did says so, with the app's id for its source. A value that came over by merging nobody has set. */
function isOurs({ changeSource = "", sourceId = "", appId }: HubspotEvent, { ourApps }: EventSettings): boolean {
  const isByApp = /^(?:INTEGRATION|API)/i.test(changeSource);
  return isByApp && sourceId !== "" && (sourceId === appId || ourApps.includes(sourceId));
}

const isExcept = ({ changeSource = "" }: HubspotEvent, { exceptFrom }: EventSettings): boolean =>
  /^MERGE/i.test(changeSource) || exceptFrom.some((each) => each.toUpperCase() === changeSource.toUpperCase());
