import * as z from "zod/mini";
import { ifPresent } from "../../kit/in/vendor-shape.ts";

/** One event of an app's webhooks. https://developers.hubspot.com/docs/api/webhooks */

/** Ids may be numbers, or texts where a double would not hold them. */
const Text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

export const EventSchema = z.object({
  subscriptionType: z.string(),
  objectId: Text.check(z.regex(/^\d{1,40}$/)),
  /** Only of the generic form: `object.creation`. */
  objectTypeId: ifPresent(z.string()),
  eventId: ifPresent(Text),
  appId: ifPresent(Text),
  occurredAt: ifPresent(Text),
  changeFlag: ifPresent(z.string()),
  changeSource: ifPresent(z.string()),
  sourceId: ifPresent(Text),
  propertyName: ifPresent(z.string()),
  propertyValue: ifPresent(z.union([z.string(), z.number(), z.boolean()])),
});
export type HubspotEvent = z.output<typeof EventSchema>;

/** @returns the moment that milliseconds since 1970 or a text name, in ISO 8601; undefined where it is none */
export function momentIn(value: unknown): string | undefined {
  const text = String(value ?? "").trim();
  const at = new Date(/^\d+$/.test(text) ? Number(text) : text);
  return text === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
