import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { FieldsSchema, ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { asCompared } from "../../kit/same-text.ts";
import { isId } from "./objects.ts";
import { type PersonSettings, readPerson, refusesCalls } from "./person.ts";
import { isStop, keyFor, type News, type TriggerSettings, triggersOf } from "./triggers.ts";

/**
 * Webhooks, one event of one contact in each request, and what the automation's step "Webhook" sends: the contact alone,
 * without a `type`. https://developers.activecampaign.com/page/webhooks
 */

const Id = z.string().check(z.refine(isId));

const EventSchema = z.object({
  type: ifPresent(z.string()),
  date_time: ifPresent(z.string().check(z.minLength(1))),
  /** `public`, `admin`, `api` or `system`. */
  initiated_from: ifPresent(z.string()),
  /** 0 where an event is about no list. */
  list: ifPresent(z.string()),
  form: ifPresent(z.object({ id: z.string() })),
  tag: ifPresent(z.string()),
  contact: ifPresent(FieldsSchema),
  deal: ifPresent(
    z.looseObject({
      id: ifPresent(Id),
      contactid: ifPresent(Id),
      stageid: ifPresent(z.string()),
      stage_title: ifPresent(z.string()),
      status: ifPresent(z.string()),
    }),
  ),
  /** A name for each of the deal's fields that was changed. */
  updated_fields: ifPresent(z.unknown()),
});
type Event = z.output<typeof EventSchema>;

export type EventSettings = TriggerSettings & PersonSettings;

/** @throws RejectedError 422 when the body is nothing that ActiveCampaign sends */
export function readEvent(
  body: unknown,
  bytes: Uint8Array,
  settings: EventSettings,
  country: Country | undefined,
): Reading {
  const event = inShape(EventSchema, body, "ActiveCampaign event");
  const contactId = contactIdOf(event);
  const news = newsIn(event);
  if (contactId === undefined || news === undefined) return { kind: "ignored", why: "the event is about no contact" };
  const time = timeOf(event, bytes);
  const isWanted = !settings.exceptFrom.some((each) => each === event.initiated_from);
  const key = isWanted ? keyOf(news, time.moment, settings) : undefined;
  const lead = { ...personOf(event, contactId, settings, country), ...time.window };
  const isLead = key !== undefined;
  const reading = eventLeads(isLead ? [{ ...lead, key: `${contactId}:${key}`, record: recordOf(contactId) }] : []);
  const refuses = refusesCalls(event.contact ?? {}, settings, news.what === "tag" ? [news.tag] : []);
  const stop = { ...recordOf(contactId), ...(refuses && { refusesCalls: true }) };
  return withStops(reading, isStop(news, settings, refuses) ? [stop] : []);
}

const recordOf = (id: string) => ({ type: "contact", id });

function contactIdOf({ contact, deal }: Event): string | undefined {
  const id = textAt(contact, "id") ?? deal?.contactid;
  return id !== undefined && isId(id) ? id : undefined;
}

/** What an event says, whatever the settings make of it. Changes of all other kinds are nothing that asks for a call. */
function newsIn({ type, list, form, tag, deal, updated_fields }: Event): News | undefined {
  switch (type) {
    case undefined:
      return { what: "sent" };
    case "subscribe":
      return { what: "subscribed", list, form: form?.id };
    case "unsubscribe":
      return { what: "unsubscribed" };
    case "contact_tag_added":
      return tag === undefined ? undefined : { what: "tag", tag };
    case "deal_add":
    case "deal_update":
      return deal?.id === undefined
        ? undefined
        : {
            what: "deal",
            id: deal.id,
            isNew: type === "deal_add",
            stages: [deal.stageid, deal.stage_title].filter((stage) => stage !== undefined),
            status: deal.status,
            changed: wordsIn(updated_fields),
          };
    default:
      return { what: "else" };
  }
}

/** Whether they are a list of names, or stand under names: both are read. */
function wordsIn(changed: unknown): string[] | undefined {
  if (changed === undefined) return undefined;
  if (typeof changed !== "object" || changed === null) return [asCompared(String(changed))];
  return Object.entries(changed)
    .flat()
    .filter((word) => typeof word === "string")
    .map(asCompared);
}

/** By the first rule that the event fits; undefined when it fits none. What an automation sends, it has chosen. */
function keyOf(news: News, moment: string, settings: TriggerSettings): string | undefined {
  if (news.what === "sent") return `sent:${moment}`;
  return triggersOf(settings)
    .map((trigger) => keyFor(news, trigger, moment))
    .find((key) => key !== undefined);
}

/**
 * How long after it the same bytes are the same event, where no moment stands in it. ActiveCampaign sends nothing again
 * that was refused, but now and then something twice.
 */
const REPEAT_WINDOW_MS = 2 * 3_600_000;

/** What tells an event from the next one of its kind. */
const timeOf = ({ date_time }: Event, bytes: Uint8Array) =>
  date_time === undefined
    ? {
        moment: createHash("sha256").update(bytes).digest("base64url"),
        window: { keyWindowMs: REPEAT_WINDOW_MS },
      }
    : { moment: date_time, window: {} };

/** A deal's event may hold little of its contact, who is then read before they are dialled. */
function personOf(
  { contact = {}, deal, list, form }: Event,
  contactId: string,
  settings: PersonSettings,
  country: Country | undefined,
): LeadDraft {
  if (deal && textAt(contact, "phone") === undefined) return { reference: contactId };
  const draft = readPerson(contact, settings, country);
  const place = { ...(list && list !== "0" && { list }), ...(form && { form: form.id }) };
  return { ...draft, extra: { ...draft.extra, ...place } };
}
