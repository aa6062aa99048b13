import * as z from "zod/mini";
import { textAt } from "../../../lead/reader/fields.ts";
import { longId } from "./ids.ts";
import type { RecordFields } from "./outbound-message.ts";

/**
 * Which of the records that Salesforce sends are leads. A rule or flow there says when it sends one, and the message does
 * not say why; so what makes a record a lead again is said here.
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

const TriggerSchema = z.union([
  z.enum(["created", "sent"], "write created, sent, or a field with its values"),
  z.strictObject({ field: Word, becomes: Words }),
]);

/** The record was deleted; or was sent with one of these values in that field. */
const StopSchema = z.union([
  z.literal("deleted", "write deleted, or a field with its values"),
  z.strictObject({ field: Word, becomes: Words }),
]);

export const triggerSettings = {
  /**
   * What is a lead. `created`, the default: a record is one once, however often Salesforce sends it. `sent`: each time it is
   * sent. A field with values: each time it is sent with one of these in that field.
   */
  on: z._default(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))]), "created"),
  /**
   * Which of the records that are sent stop the calling: what waits for them ends, and Callingly redials no more. Default:
   * none.
   */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** Ids of users who are the bridge, or whose records ring nobody: what they made or changed last is no lead. */
  ourUsers: z._default(
    z.array(
      z
        .string()
        .check(z.refine((id) => longId(id)?.startsWith("005") === true, "write the user's id, which begins with 005")),
    ),
    [],
  ),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

/** A record as it was sent. */
export interface SentRecord {
  readonly fields: RecordFields;
  /** In its long form; undefined where the message has none. */
  readonly id: string | undefined;
  /** The same when it is sent again, another the next time. */
  readonly event: string;
}

/**
 * What makes a sent record the same lead.
 * @returns undefined when it is no lead
 */
export function keyOf({ fields, id, event }: SentRecord, { on }: TriggerSettings): string | undefined {
  for (const trigger of [on].flat()) {
    if (trigger === "created") return id === undefined ? `sent:${event}` : `created:${id}`;
    if (trigger === "sent") return `sent:${event}`;
    const value = textAt(fields, trigger.field)?.trim() ?? "";
    if (isAmong(value, trigger.becomes)) return `became:${id ?? ""}:${trigger.field}:${value.toLowerCase()}:${event}`;
  }
  return undefined;
}

const isAmong = (value: string, wanted: string | readonly string[]): boolean =>
  [wanted].flat().some((each) => each.trim().toLowerCase() === value.toLowerCase());

/**
 * Whether one of our users made the record, or changed it last where a change is what makes it a lead; as far as the
 * message has these fields. A record that was deleted is nobody's lead either.
 */
export function isOurs(fields: RecordFields, { on, ourUsers }: TriggerSettings): boolean {
  const ours = ourUsers.map(longId);
  const by = (name: string): boolean => ours.includes(longId(textAt(fields, name) ?? "") ?? "");
  return by("CreatedById") || ([on].flat().some((each) => each !== "created") && by("LastModifiedById"));
}

/** Whoever changed it: a status of ours that stops the calling was meant to. */
export const isStop = (fields: RecordFields, { stopOn = [] }: TriggerSettings): boolean =>
  [stopOn]
    .flat()
    .some((stop) =>
      stop === "deleted" ? isDeleted(fields) : isAmong(textAt(fields, stop.field)?.trim() ?? "", stop.becomes),
    );

export const isDeleted = (fields: RecordFields): boolean => /^true$/i.test(textAt(fields, "IsDeleted") ?? "");
