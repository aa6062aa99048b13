import * as z from "zod/mini";
import type { Change, Columns } from "./execution-context.ts";
import { isGuid, isOwnLead } from "./own-ids.ts";

/** Which of the changes that Dataverse tells of are leads, as the source's settings have it. */

const Word = z.string().check(z.minLength(1));
const Value = z.union([Word, z.number()]);
const Values = z.union([Value, z.array(Value).check(z.minLength(1))]);
const Column = z.string().check(z.regex(/^[a-z][a-z0-9_]{1,99}$/, "write the column's logical name, e.g. statuscode"));

const TriggerSchema = z.union([z.literal("created"), z.strictObject({ field: Column, becomes: Values })]);
type Trigger = z.output<typeof TriggerSchema>;

/** The row was deleted; or a column of it got one of these values. */
const StopSchema = z.union([
  z.literal("deleted", "write deleted, or a field with its values"),
  z.strictObject({ field: Column, becomes: Values }),
]);

export const triggerSettings = {
  /**
   * What is a lead, one thing or several. `created`, the default: a new lead or contact. A column with values: each time
   * it gets one of these, a choice by its number or, where the step sends it, its label.
   */
  on: z._default(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))]), "created"),
  /** What stops the calling for a row: what waits for it ends, and Callingly redials no more. Default: nothing. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** The tables whose rows are leads. */
  tables: z._default(z.array(z.enum(["lead", "contact"])).check(z.minLength(1)), ["lead", "contact"]),
  /**
   * Ids of users (`systemuserid`) whose work rings nobody, such as another integration. What the bridge itself writes is
   * known without.
   */
  ourUsers: z._default(z.array(z.string().check(z.refine(isGuid, "write the user's id, the systemuserid"))), []),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

/** Whether somebody's change to a column can be a lead, so that rows have to be read. */
export const watchesColumns = ({ on }: Pick<TriggerSettings, "on">): boolean =>
  [on].flat().some((trigger) => trigger !== "created");

/**
 * What makes a change the same lead, however often it is sent.
 * @returns undefined when it is no lead
 */
export function keyOf(change: Change, { on, tables, ourUsers }: TriggerSettings): string | undefined {
  const { type, id, what, by, event } = change;
  const isOurs = ourUsers.some((user) => user.toLowerCase() === by) || (what === "created" && isOwnLead(id));
  if (isOurs || !tables.includes(type)) return undefined;
  const trigger = [on].flat().find((each) => isMet(each, change));
  if (trigger === undefined) return undefined;
  if (trigger === "created") return `created:${type}:${id}`;
  return `became:${type}:${id}:${trigger.field}:${textIn(change.written, trigger.field)}:${event}`;
}

/** Whoever changed it: a status of ours that stops the calling was meant to. */
export const isStop = (change: Change, { stopOn = [], tables }: TriggerSettings): boolean =>
  tables.includes(change.type) && [stopOn].flat().some((each) => isMet(each, change));

/** An update tells of the columns that it wrote and of no other. */
function isMet(trigger: Trigger | "deleted", { what, written, labels }: Change): boolean {
  if (typeof trigger === "string" || what !== "changed") return trigger === what;
  const value = textIn(written, trigger.field);
  const label = value === "" ? "" : textIn(labels, trigger.field);
  const wanted = [trigger.becomes].flat().map((each) => String(each).trim().toLowerCase());
  return wanted.some((each) => each === value || each === label);
}

const textIn = (columns: Columns | undefined, name: string): string => {
  const value = columns !== undefined && Object.hasOwn(columns, name) ? columns[name] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim().toLowerCase()
    : "";
};
