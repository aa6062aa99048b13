import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { readCallTask, taskSettings } from "./call-tasks.ts";
import { type CloseEvent, isMerge, MessageSchema } from "./event.ts";
import { ContactSchema } from "./objects.ts";
import { FieldId, personIn, refusesCalls } from "./person.ts";
import { referenceTo } from "./reference.ts";

/**
 * Events of a webhook subscription, one in each request, with the object as it is after the change. Which of them are
 * leads is said in the source's settings. https://developer.close.com/api/resources/webhooks
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** A lead or a contact was created; or a lead's status became one of these, by label or id. */
const TriggerSchema = z.union([z.literal("created"), z.strictObject({ status: Words })]);

/** A lead's status became one of these, whoever set it; or the lead was deleted. */
const StopSchema = z.union([z.literal("deleted"), z.strictObject({ status: Words })]);

/** An API key is a secret, and what stands before its dot is its id. */
const WRITER = /^(?:api|oa2client|user)_\w+$/;

export const eventSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events the calling for a lead stops: what waits for it ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /**
   * Ids of further API keys, OAuth apps or users that write for the bridge: what they create or change is no lead. That
   * with which leads are read is always among them.
   */
  ourApps: z._default(
    z.array(
      Word.check(
        z.regex(WRITER, "write an id: of an API key what stands before its dot (api_…), oa2client_… or user_…"),
      ),
    ),
    [],
  ),
  /** Custom fields of leads or contacts by which somebody wants no call: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(FieldId), []),
  ...taskSettings,
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

const Text = ifPresent(z.string());

/** @throws RejectedError 422 when the body is no event */
export function readEvent(body: unknown, settings: EventSettings): Reading {
  const { event } = inShape(MessageSchema, body, "Close event");
  const call = readCallTask(event, settings);
  if (call) return call;
  const reading = readLead(event, settings);
  const stops = stopIn(event, settings);
  return stops ? withStops(reading, [{ type: "lead", id: stops }]) : reading;
}

/** @returns the id of the lead for which nobody is called any more */
function stopIn(event: CloseEvent, { stopOn = [] }: EventSettings): string | undefined {
  const { object_type, action, lead_id, object_id } = event;
  const isDeleted = `${object_type}.${action}` === "lead.deleted" && !isMerge(event);
  const news = newsIn(event);
  const isStop = [stopOn]
    .flat()
    .some((stop) => (stop === "deleted" ? isDeleted : news !== undefined && fits(news, stop)));
  return isStop ? (lead_id ?? object_id) : undefined;
}

function readLead(event: CloseEvent, settings: EventSettings): Reading {
  const news = isOurs(event, settings) ? undefined : newsIn(event);
  const isLead = news !== undefined && triggersOf(settings).some((trigger) => fits(news, trigger));
  const lead = isLead ? draftOf(event, news, settings) : undefined;
  return eventLeads(lead ? [lead] : []);
}

/** What an event says, as far as it may be a lead. */
type News =
  | { readonly what: "lead created" | "contact created" }
  | { readonly what: "status"; readonly id: string | undefined; readonly label: string | undefined };

const StatusSchema = z.object({ status_id: Text, status_label: Text });
const StatusChangeSchema = z.object({ new_status_id: Text, new_status_label: Text });

/** https://developer.close.com/api/resources/events/list-of-event-types */
function newsIn(event: CloseEvent): News | undefined {
  const { object_type, action, changed_fields = [], data } = event;
  if (isMerge(event)) return undefined;
  switch (`${object_type}.${action}`) {
    case "lead.created":
      return { what: "lead created" };
    case "contact.created":
      return { what: "contact created" };
    case "lead.updated": {
      const { status_id: id, status_label: label } = z.safeParse(StatusSchema, data).data ?? {};
      return changed_fields.includes("status_id") ? { what: "status", id, label } : undefined;
    }
    case "activity.lead_status_change.created": {
      const { new_status_id: id, new_status_label: label } = z.safeParse(StatusChangeSchema, data).data ?? {};
      return { what: "status", id, label };
    }
    default:
      return undefined;
  }
}

type Trigger = z.output<typeof TriggerSchema>;

const triggersOf = ({ on = "created" }: EventSettings): readonly Trigger[] => [on].flat();

function fits(news: News, trigger: Trigger): boolean {
  if (trigger === "created") return news.what !== "status";
  return news.what === "status" && [trigger.status].flat().some((each) => isSame(each, news.id, news.label));
}

const isSame = (wanted: string, ...present: readonly (string | undefined)[]): boolean =>
  present.some((text) => text !== undefined && text.trim().toLowerCase() === wanted.trim().toLowerCase());

const isOurs = ({ api_key_id, oauth_client_id, user_id }: CloseEvent, { ourApps }: EventSettings): boolean =>
  [api_key_id, oauth_client_id, user_id].some((id) => id !== undefined && ourApps.includes(id));

/** What made the change, if no person did by hand: ours may be among them. */
const programOf = ({ api_key_id, oauth_client_id }: CloseEvent): string | undefined => api_key_id ?? oauth_client_id;

/** @returns undefined when the event does not say of whom it is */
function draftOf(event: CloseEvent, news: News, settings: EventSettings): LeadDraft | undefined {
  const { id, object_id, date_created } = event;
  if (news.what === "contact created") return contactDraft(event, settings);
  const leadId = event.lead_id ?? object_id;
  if (leadId === undefined) return undefined;
  const key =
    news.what === "status" ? `status:${leadId}:${news.id ?? news.label}:${id ?? date_created}` : `created:${leadId}`;
  const reference = referenceTo({ leadId, by: programOf(event) });
  return { key, externalId: id, reference, record: { type: "lead", id: leadId } };
}

/**
 * A contact comes whole. It is read from Close all the same where the event does not say enough: whether a program is
 * ours only the credentials tell, a phone may have been typed a moment later, and the lead may be one that wants no call.
 */
function contactDraft(event: CloseEvent, { doNotCall }: EventSettings): LeadDraft | undefined {
  const { id, object_id, lead_id, data } = event;
  const by = programOf(event);
  if (object_id === undefined) return undefined;
  const contact = z.safeParse(ContactSchema, data).data;
  const person = contact && personIn(contact);
  const asks = by !== undefined || !person?.phone || doNotCall.length > 0;
  return {
    ...person,
    key: `created:${object_id}`,
    externalId: id,
    record: lead_id === undefined ? { type: "contact", id: object_id } : { type: "lead", id: lead_id },
    ...(refusesCalls(doNotCall, data) && { callsRefused: true }),
    ...(asks && lead_id !== undefined && { reference: referenceTo({ leadId: lead_id, contactId: object_id, by }) }),
  };
}
