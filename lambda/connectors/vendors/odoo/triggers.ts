import * as z from "zod/mini";
import { isSameText } from "../../kit/same-text.ts";
import type { Values } from "./person.ts";

/**
 * Which of the records that Odoo sends are leads. A rule there says when it sends one, and its body does not say why but
 * by the name of its action; so what makes a record a lead again is said here.
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** The action's name, or its number: several rules may send to one address. */
const ActionSchema = z.strictObject({ action: Words });
const FieldSchema = z.strictObject({ field: Word, becomes: Words });

const TriggerSchema = z.union([
  z.enum(["created", "sent"], "write created, sent, an action, or a field with its values"),
  ActionSchema,
  FieldSchema,
]);

/** `lost` is archived or marked so, `won` is marked so. */
const StopSchema = z.union([
  z.enum(["lost", "won"], "write lost, won, an action, or a field with its values"),
  ActionSchema,
  FieldSchema,
]);

const UserId = z.string().check(z.regex(/^[1-9]\d*$/, "write the user's id, which is a number"));

export const triggerSettings = {
  /**
   * What is a lead. `created`, the default: a record is one once, however often Odoo sends it. `sent`: each time it is sent.
   * An action: each time that one sends it. A field with values: each time it is sent with one of these in that field.
   */
  on: z._default(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))]), "created"),
  /** Which records that are sent stop the calling: what waits ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /**
   * Ids of users who are the bridge, or whose records ring nobody: what they made is no lead, nor what they changed last
   * where a change is what makes a lead.
   */
  ourUsers: z._default(z.array(UserId), []),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

/** A record as it was sent. */
export interface SentRecord {
  readonly model: string;
  readonly id: string;
  /** Such as `Send to Callingly(#412)`. */
  readonly action: string;
  readonly values: Values;
  /** The same for the same bytes. */
  readonly digest: string;
}

export interface LeadKey {
  readonly key: string;
  readonly keyWindowMs?: number;
}

/** Odoo sends nothing twice by itself; a rule that runs twice for one change sends the same bytes. */
const REPEAT_WINDOW_MS = 3_600_000;

/** @returns what makes a sent record the same lead; undefined when it is no lead */
export function keyOf(sent: SentRecord, { on }: TriggerSettings): LeadKey | undefined {
  const { model, id, digest } = sent;
  const triggers = [on].flat();
  const isAgain = triggers.some(
    (trigger) => trigger === "sent" || (typeof trigger === "object" && isMet(trigger, sent)),
  );
  if (isAgain) return { key: `sent:${model}:${id}:${digest}`, keyWindowMs: REPEAT_WINDOW_MS };
  return triggers.includes("created") ? { key: `created:${model}:${id}` } : undefined;
}

type Condition = z.output<typeof ActionSchema> | z.output<typeof FieldSchema>;

const isMet = (condition: Condition, { action, values }: SentRecord): boolean =>
  "action" in condition
    ? isAmong(namesOf(action), condition.action)
    : isAmong(textsOf(values[condition.field]), condition.becomes);

/** Whoever changed it: a stage of ours that stops the calling was meant to. */
export const isStop = (sent: SentRecord, { stopOn = [] }: TriggerSettings): boolean =>
  [stopOn].flat().some((stop) => {
    if (stop === "lost") return sent.values.active === false || sent.values.won_status === "lost";
    return stop === "won" ? sent.values.won_status === "won" : isMet(stop, sent);
  });

/** As far as the record says who made it and who changed it last. */
export function isOurs(values: Values, { on, ourUsers }: Pick<TriggerSettings, "on" | "ourUsers">): boolean {
  const by = (field: string): boolean => textsOf(values[field]).some((text) => ourUsers.includes(text));
  return by("create_uid") || (!isOnlyCreated(on) && by("write_uid"));
}

const isOnlyCreated = (on: TriggerSettings["on"]): boolean => [on].flat().every((trigger) => trigger === "created");

/** An action's whole text, its name and its number. */
function namesOf(action: string): string[] {
  const [, name, number] = /^(.*)\(#(\d+)\)$/s.exec(action) ?? [];
  return [action, name, number].filter((text) => text !== undefined);
}

/** A field that refers to a record is its id, or its id and its name. */
const textsOf = (value: unknown): string[] =>
  [value].flat().flatMap((each) => (/^(?:string|number|boolean)$/.test(typeof each) ? [String(each)] : []));

const isAmong = (texts: readonly string[], wanted: string | readonly string[]): boolean =>
  [wanted].flat().some((each) => texts.some((text) => isSameText(text, each)));
