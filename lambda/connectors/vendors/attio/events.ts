import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { PEOPLE } from "./records.ts";
import { Slug } from "./settings.ts";

/**
 * Events of a webhook: one in each delivery, or several, with ids and nobody's data. An object is named by an id that each
 * workspace has of its own, so whether a record is a person shows when it is read.
 * https://docs.attio.com/rest-api/guides/webhooks
 */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IdSchema = z.string().check(z.regex(UUID));
const ListId = z.string().check(z.regex(UUID, "write the list's id, in which its address ends"));

/** Somebody was added to this list, which is named by its id. */
const ListRule = z.strictObject({ list: ListId });

const TriggerSchema = z.union([z.literal("created"), ListRule]);
const StopSchema = z.union([z.literal("deleted"), ListRule]);
type Rule = z.output<typeof TriggerSchema> | z.output<typeof StopSchema>;

const ActorType = z.enum(["workspace-member", "app", "api-token", "system"]);

export const eventSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events the calling for a person stops: what waits for them ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /**
   * Who makes people that are leads, as Attio calls them. Default: members and apps. Attio itself (`system`) makes a person
   * of everybody who wrote an e-mail, and the bridge's own token (`api-token`) of whom it has called.
   */
  madeBy: z._default(z.array(ActorType).check(z.minLength(1)), ["workspace-member", "app"]),
  /** Attributes of people by which somebody wants no call, by their slugs: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(Slug), []),
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

const EventSchema = z.object({
  event_type: z.string(),
  id: z.object({ record_id: ifPresent(IdSchema), list_id: ifPresent(IdSchema), entry_id: ifPresent(IdSchema) }),
  parent_record_id: ifPresent(IdSchema),
  actor: ifPresent(z.object({ type: ifPresent(z.nullable(z.string())) })),
});
type AttioEvent = z.output<typeof EventSchema>;

const DeliverySchema = z.object({ webhook_id: z.string(), events: z.array(z.unknown()) });

/** @throws RejectedError 422 when the body is no delivery */
export function readEvents(body: unknown, settings: EventSettings): Reading {
  const { events: sent } = inShape(DeliverySchema, body, "Attio delivery");
  // One that is no event must not cost the others.
  const events = z.parse(listOf(EventSchema), sent);
  const leads = events.flatMap((event) => draftOf(event, settings) ?? []);
  return withStops(
    eventLeads(leads),
    events.flatMap((event) => stopIn(event, settings) ?? []),
  );
}

const recordOf = (id: string): CrmRecord => ({ type: PEOPLE, id });

/** @returns undefined when it is no lead */
function draftOf(event: AttioEvent, { on = "created", madeBy }: EventSettings): LeadDraft | undefined {
  const { id, parent_record_id, actor } = event;
  const rule = [on].flat().find((each) => fits(event, each));
  if (rule === undefined) return undefined;
  if (rule !== "created") {
    return parent_record_id ? draft(parent_record_id, `list:${id.list_id}:${id.entry_id}`) : undefined;
  }
  const isTheirs = madeBy.some((type) => type === actor?.type);
  return id.record_id && isTheirs ? draft(id.record_id, `created:${id.record_id}`) : undefined;
}

const draft = (id: string, key: string): LeadDraft => ({ key, reference: id, record: recordOf(id) });

function stopIn(event: AttioEvent, { stopOn = [] }: EventSettings): CrmRecord | undefined {
  const id = event.event_type === "record.deleted" ? event.id.record_id : event.parent_record_id;
  return id && [stopOn].flat().some((rule) => fits(event, rule)) ? recordOf(id) : undefined;
}

function fits({ event_type, id }: AttioEvent, rule: Rule): boolean {
  if (typeof rule === "string") return event_type === `record.${rule}`;
  return event_type === "list-entry.created" && id.list_id?.toLowerCase() === rule.list.toLowerCase();
}
