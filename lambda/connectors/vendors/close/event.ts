import * as z from "zod/mini";
import { Anything, ifPresent, listOf } from "../../kit/in/vendor-shape.ts";

/** One event of a webhook subscription, with the object as it is after the change. https://developer.close.com/api/resources/events */

export const Id = z.string().check(z.regex(/^\w{1,100}$/));
const Text = ifPresent(z.string());

const EventSchema = z.object({
  id: Text,
  action: z.string(),
  object_type: z.string(),
  object_id: ifPresent(Id),
  lead_id: ifPresent(Id),
  user_id: Text,
  api_key_id: ifPresent(Id),
  oauth_client_id: ifPresent(Id),
  date_created: Text,
  /** What happens to one object in a short time is one event, which is sent again as it grows. */
  date_updated: Text,
  changed_fields: ifPresent(listOf(z.string())),
  meta: ifPresent(z.record(z.string(), z.unknown())),
  data: Anything,
});
export type CloseEvent = z.output<typeof EventSchema>;

export const MessageSchema = z.object({ event: EventSchema });

/** Two leads became one: nobody came, and a status that came over nobody has set. */
export const isMerge = ({ meta = {} }: CloseEvent): boolean =>
  meta.merge_source_lead_id !== undefined || meta.merge_destination_lead_id !== undefined;
