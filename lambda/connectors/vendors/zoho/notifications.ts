import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading, StoppedRecord } from "../../contract/intake.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { refusesCalls } from "./fields.ts";

/**
 * Notifications of Zoho's API: that records of a module were made or changed, by their ids and without anybody's data.
 * Which of them are leads is said in the source's settings.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** A record was created; or a field of one, such as `Lead_Status`, got one of these values. */
const TriggerSchema = z.union([z.literal("created"), z.strictObject({ field: Word, becomes: Words })]);
type Trigger = z.output<typeof TriggerSchema>;

/** A record was deleted; a field of `doNotCall` got a value that is a refusal; or a field of one got one of these values. */
const StopSchema = z.union([z.enum(["deleted", "doNotCall"]), z.strictObject({ field: Word, becomes: Words })]);

export const stopSettings = {
  /**
   * What stops the calling for a record: what waits for it ends, and Callingly redials no more. Default: nothing. For a
   * workflow's record the field is the parameter's name.
   */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
};
const StopSettingsSchema = z.object(stopSettings);
export interface StopSettings extends z.output<typeof StopSettingsSchema> {
  /** Names of the fields by which somebody wants no call. */
  readonly doNotCall: readonly string[];
}

/** Whether one of a record's fields has a value that stops the calling. */
export const isStopped = (
  values: Readonly<Record<string, unknown>>,
  { stopOn = [], doNotCall }: StopSettings,
): boolean =>
  [stopOn].flat().some((stop) => {
    if (typeof stop === "object")
      return [stop.becomes].flat().some((each) => each.trim().toLowerCase() === valueIn(values, stop.field));
    return stop === "doNotCall" && refusesCalls(values, doNotCall);
  });

export const notificationSettings = {
  /** Which notifications are leads, one kind or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** The module whose records are leads, as its API name says; also that of a workflow's record that names none. */
  module: z._default(z.enum(["Leads", "Contacts"]), "Leads"),
};

const NotificationSettingsSchema = z.object(notificationSettings);
export type NotificationSettings = z.output<typeof NotificationSettingsSchema>;

/** Ids are texts; a double would not hold all of them. */
const RecordId = z.pipe(z.union([z.string(), z.number()]), z.transform(String)).check(z.regex(/^\d{1,40}$/));

const NotificationSchema = z.object({
  module: z.string(),
  operation: z.string(),
  ids: listOf(RecordId),
  server_time: ifPresent(z.union([z.string(), z.number()])),
  /** Only of a channel that was made with `return_affected_field_values`. */
  affected_values: ifPresent(listOf(z.object({ record_id: RecordId, values: z.record(z.string(), z.unknown()) }))),
});
type Notification = z.output<typeof NotificationSchema>;

/** Whether a body is a notification, and not a record that a workflow sends. */
export const isNotification = (body: unknown): boolean =>
  z.safeParse(z.object({ ids: z.array(z.unknown()), operation: z.string(), channel_id: z.unknown() }), body).success;

/** @param body a notification; an id in it that is none loses no other */
export function readNotification(body: unknown, settings: NotificationSettings & StopSettings): Reading {
  const notification = inShape(NotificationSchema, body, "notification of Zoho CRM");
  const leads = new Map<string, LeadDraft>();
  for (const id of notification.module === settings.module ? notification.ids : []) {
    const key = keyOf(whatHappened(notification, id), id, settings);
    if (key !== undefined) leads.set(key, { key, reference: id, record: { type: settings.module, id } });
  }
  const reading: Reading =
    leads.size > 0
      ? { kind: "leads", leads: [...leads.values()] }
      : { kind: "ignored", why: "nothing in it is a lead, as the source's settings have it" };
  const stops = notification.module === settings.module ? stopsIn(notification, settings) : [];
  return withStops(reading, stops);
}

/** The records for whose persons nobody is called any more. */
function stopsIn(notification: Notification, settings: NotificationSettings & StopSettings): StoppedRecord[] {
  const { operation, ids } = notification;
  const record = (id: string) => ({ type: settings.module, id });
  if (/^delete$/i.test(operation)) return [settings.stopOn ?? []].flat().includes("deleted") ? ids.map(record) : [];
  return ids.flatMap((id) => {
    const happened = whatHappened(notification, id);
    if (happened?.what !== "changed" || !isStopped(happened.values, settings)) return [];
    return [{ ...record(id), ...(refusesCalls(happened.values, settings.doNotCall) && { refusesCalls: true }) }];
  });
}

/** What a notification tells of one record. Deletions, merges and what has no name yet are neither. */
type Happened =
  | { readonly what: "created" }
  | { readonly what: "changed"; readonly values: Readonly<Record<string, unknown>>; readonly at: string }
  | undefined;

/** Zoho's pages name the operations in two ways. */
function whatHappened({ operation, affected_values = [], server_time }: Notification, id: string): Happened {
  if (/^(?:insert|create)$/i.test(operation)) return { what: "created" };
  if (!/^(?:update|edit)$/i.test(operation)) return undefined;
  const values = affected_values.find(({ record_id }) => record_id === id)?.values ?? {};
  return { what: "changed", values, at: String(server_time ?? "") };
}

/**
 * What makes a notification the same lead, however often it is sent.
 * @returns undefined when it is no lead
 */
function keyOf(happened: Happened, id: string, { on = "created", module }: NotificationSettings): string | undefined {
  const trigger = happened && [on].flat().find((each) => isMet(each, happened));
  if (!happened || !trigger) return undefined;
  const where = `${module}:${id}`;
  if (happened.what === "created" || trigger === "created") return `created:${where}`;
  return `changed:${where}:${trigger.field}:${valueIn(happened.values, trigger.field)}:${happened.at}`;
}

function isMet(trigger: Trigger, happened: NonNullable<Happened>): boolean {
  if (trigger === "created" || happened.what === "created") return trigger === happened.what;
  const value = valueIn(happened.values, trigger.field);
  return [trigger.becomes].flat().some((each) => each.trim().toLowerCase() === value);
}

const valueIn = (values: Readonly<Record<string, unknown>>, field: string): string => {
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim().toLowerCase()
    : "";
};
