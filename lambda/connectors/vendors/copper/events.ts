import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { hasRefusingTag } from "../../kit/in/refused-calls.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { asCompared } from "../../kit/same-text.ts";
import { isId } from "./objects.ts";
import type { PersonSettings } from "./person.ts";
import { referenceTo } from "./reference.ts";
import { isStop, type Kind, kindOf, type News, type TriggerSettings } from "./triggers.ts";

/**
 * Webhooks: one event in each request, with the ids of up to thirty records and nobody's data. An update names what was
 * changed, as `[before, after]`. https://developer.copper.com/webhooks/overview.html and …/notification-example.html
 */

/** What is no id loses no other. */
const IdsSchema = listOf(
  z
    .pipe(
      z.union([z.number(), z.string()]),
      z.transform((id) => String(id)),
    )
    .check(z.refine(isId)),
);

const Change = z.catch(z.optional(z.tuple([z.unknown(), z.unknown()])), undefined);

const EventSchema = z.object({
  ids: IdsSchema,
  type: z.string(),
  event: z.string(),
  timestamp: ifPresent(z.union([z.string(), z.number()])),
  updated_attributes: ifPresent(z.object({ tags: Change, status: Change, status_id: Change })),
});
type CopperEvent = z.output<typeof EventSchema>;

/** @throws RejectedError 422 when the body is no event */
export function readEvent(body: unknown, settings: TriggerSettings & Pick<PersonSettings, "doNotCallTags">): Reading {
  const event = inShape(EventSchema, body, "Copper notification");
  const ids = [...new Set(event.ids)];
  const news = newsIn(event);
  const kind = news && kindOf(news, settings);
  const leads = news && kind ? ids.map((id) => draftOf(id, news, kind)) : [];
  const reading = eventLeads(leads);
  if (!news) return reading;
  const refuses = hasRefusingTag(news.tags, settings.doNotCallTags);
  const stop = (id: string) => ({ type: news.type, id, ...(refuses && { refusesCalls: true }) });
  return withStops(reading, isStop(news, settings, refuses) ? ids.map(stop) : []);
}

/** Companies, opportunities, projects and tasks are nobody who could be called. */
function newsIn({ type, event: what, timestamp = "", updated_attributes = {} }: CopperEvent): News | undefined {
  if (type !== "lead" && type !== "person") return undefined;
  if (what !== "new" && what !== "update" && what !== "delete") return undefined;
  const { tags, status, status_id } = updated_attributes;
  return {
    type,
    what,
    tags: addedTo(tags),
    statuses: [becameOf(status_id), becameOf(status)].flat(),
    moment: String(timestamp),
  };
}

type Changed = readonly [unknown, unknown] | undefined;

function addedTo([before, after]: NonNullable<Changed> | readonly [] = []): string[] {
  const had = textsIn(before).map(asCompared);
  return textsIn(after).filter((tag) => !had.includes(asCompared(tag)));
}

const textsIn = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];

/** Nothing where it is the same as before. */
const becameOf = ([before, after]: NonNullable<Changed> | readonly [] = []): string[] =>
  (typeof after === "string" || typeof after === "number") && after !== before ? [String(after)] : [];

const draftOf = (id: string, { type }: News, { key, isNew }: Kind): LeadDraft => ({
  key: `${type}:${id}:${key}`,
  reference: referenceTo({ type, id, isNew }),
  record: { type, id },
});
