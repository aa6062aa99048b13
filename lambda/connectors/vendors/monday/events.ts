import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { withStops } from "../../kit/in/stops.ts";
import { Anything, ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { isSameText } from "../../kit/same-text.ts";

/**
 * Events of a board, one in each request, with the id and the name of an item. Which of them are leads is said in the
 * source's settings. https://developer.monday.com/api-reference/reference/webhooks
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

/** A column got one of these values, as people read them, such as the labels of a status. */
const BecomesSchema = z.strictObject({ column: Word, becomes: Words });
/** An item was moved into one of these groups, by id or title. */
const GroupSchema = z.strictObject({ group: Words });

const TriggerSchema = z.union([z.literal("created"), BecomesSchema, GroupSchema]);
type Trigger = z.output<typeof TriggerSchema>;

/** The item was deleted or archived; or one of the other two. */
const StopSchema = z.union([z.literal("deleted"), BecomesSchema, GroupSchema]);

const NumberText = (words: string) => z.string().check(z.regex(/^-?\d+$/, words));

export const eventSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events the calling for an item stops: what waits for it ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** The board whose items are leads; what is told of another rings nobody. Default: any. */
  boardId: z.optional(NumberText("write the board's id, the number in its address")),
  /** Ids of users who write for the bridge: what they make or change is no lead. */
  ourUsers: z._default(z.array(NumberText("write the user's id, which is a number")), []),
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

const Id = z.pipe(z.union([z.string(), z.number()]), z.transform(String)).check(z.regex(/^-?\d{1,20}$/));
const Text = ifPresent(z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

const EventSchema = z.object({
  type: z.string(),
  boardId: ifPresent(Id),
  /** Of a later version: `itemId`. */
  pulseId: ifPresent(Id),
  itemId: ifPresent(Id),
  /** Only of an item below another. */
  parentItemId: ifPresent(Id),
  userId: ifPresent(Id),
  triggerUuid: Text,
  triggerTime: Text,
  changedAt: Text,
  columnId: Text,
  columnTitle: Text,
  value: Anything,
  destGroupId: Text,
  destGroup: ifPresent(z.object({ id: Text, title: Text })),
});
type BoardEvent = z.output<typeof EventSchema>;

const MessageSchema = z.object({ event: EventSchema });

/** @throws RejectedError 422 when the body is no event */
export function readEvent(body: unknown, settings: EventSettings): Reading {
  const { event } = inShape(MessageSchema, body, "event of monday");
  const id = event.pulseId ?? event.itemId;
  const isElsewhere = settings.boardId !== undefined && event.boardId !== settings.boardId;
  // An item below another is a task, and no person.
  const happened = id === undefined || isElsewhere || event.parentItemId ? undefined : whatHappened(event);
  if (id === undefined || happened === undefined) return eventLeads([]);
  const record = { type: "item", id };
  const draft = isOurs(event, settings) ? undefined : draftOf(happened, id, event, settings);
  const isStop = [settings.stopOn ?? []].flat().some((stop) => isMet(stop, happened));
  const reading = eventLeads(draft ? [{ ...draft, record }] : []);
  return isStop ? withStops(reading, [record]) : reading;
}

/** What an event says, as far as it may be a lead or a stop. */
type Happened =
  | { readonly what: "created" | "deleted" }
  | { readonly what: "changed"; readonly columns: readonly string[]; readonly value: string }
  | { readonly what: "moved"; readonly groups: readonly string[] };

/** monday writes some types in another way than they are subscribed to: an item is a pulse, a change is an update. */
function whatHappened(event: BoardEvent): Happened | undefined {
  const { type, columnId, columnTitle, value, destGroupId, destGroup } = event;
  if (/^create_(?:pulse|item)$/.test(type)) return { what: "created" };
  if (/^(?:delete|archive)_(?:pulse|item)$|^item_(?:deleted|archived)$/.test(type)) return { what: "deleted" };
  if (/^(?:update|change)_(?:(?:status|specific)_)?column_value$/.test(type)) {
    return { what: "changed", columns: texts(columnId, columnTitle), value: labelIn(value) };
  }
  if (/^(?:move_(?:pulse|item)_into_group|item_moved_to_\w+_group)$/.test(type)) {
    return { what: "moved", groups: texts(destGroupId, destGroup?.id, destGroup?.title) };
  }
  return undefined;
}

const texts = (...given: readonly (string | undefined)[]): string[] => given.filter((text) => text !== undefined);

const ValueSchema = z.object({
  label: ifPresent(z.union([z.string(), z.object({ text: z.string() })])),
  text: ifPresent(z.string()),
  value: ifPresent(z.union([z.string(), z.number()])),
  chosenValues: ifPresent(z.array(z.object({ name: z.string() }))),
  checked: ifPresent(z.union([z.boolean(), z.string()])),
});

/** A value as people read it; of several, separated by commas. Empty where the column was cleared. */
function labelIn(value: unknown): string {
  const { label, text, value: plain, chosenValues, checked } = z.safeParse(ValueSchema, value).data ?? {};
  const labelled = typeof label === "object" ? label.text : label;
  const chosen = chosenValues?.map(({ name }) => name).join(", ");
  return String(labelled ?? chosen ?? text ?? plain ?? checked ?? "").trim();
}

function isMet(trigger: Trigger | "deleted", happened: Happened): boolean {
  if (typeof trigger === "string") return happened.what === trigger;
  if ("group" in trigger) return happened.what === "moved" && isAmong(trigger.group, happened.groups);
  return (
    happened.what === "changed" &&
    isAmong(trigger.column, happened.columns) &&
    isAmong(trigger.becomes, [happened.value])
  );
}

const isAmong = (wanted: string | readonly string[], present: readonly string[]): boolean =>
  [wanted].flat().some((one) => present.some((other) => isSameText(one, other)));

const isOurs = ({ userId }: BoardEvent, { ourUsers }: EventSettings): boolean =>
  userId !== undefined && ourUsers.includes(userId);

/**
 * The person is read from monday just before the call. What makes an event the same lead is the moment of the change:
 * several subscriptions tell of one change, each with an id of its own.
 * @returns undefined when it is no lead
 */
function draftOf(happened: Happened, id: string, event: BoardEvent, { on = "created" }: EventSettings) {
  if (![on].flat().some((trigger) => isMet(trigger, happened))) return undefined;
  const { triggerUuid, triggerTime, changedAt } = event;
  const when = changedAt ?? triggerTime ?? triggerUuid ?? "";
  const key = happened.what === "created" ? `created:${id}` : `${happened.what}:${id}:${whereTo(happened)}:${when}`;
  return { key, externalId: triggerUuid, reference: id } satisfies LeadDraft;
}

const whereTo = (happened: Happened): string => {
  if (happened.what === "changed") return `${happened.columns[0]}:${happened.value.toLowerCase()}`;
  return happened.what === "moved" ? (happened.groups[0] ?? "") : "";
};
