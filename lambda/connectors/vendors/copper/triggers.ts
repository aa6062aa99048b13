import * as z from "zod/mini";
import { isOwnTag } from "../../kit/own-tags.ts";
import { asCompared, isSameText } from "../../kit/same-text.ts";
import type { RecordType } from "./objects.ts";
import { OWN_LEAD } from "./own-leads.ts";

/** Which events are leads, and which end the calling, as the source's settings have it. */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

const TagSchema = z.strictObject({ tag: Words });
/** A lead got one of these statuses, by their names or ids. */
const StatusSchema = z.strictObject({ status: Words });

const isOurs = (tag: string): boolean => isOwnTag(tag) || isSameText(tag, OWN_LEAD);

/** Results add tags as well, and each would ring whom it is about. */
const ForeignTagSchema = TagSchema.check(
  z.refine(({ tag }) => ![tag].flat().some(isOurs), "the bridge adds such tags itself: name another"),
);

const TriggerSchema = z.union([z.enum(["leadCreated", "personCreated"]), ForeignTagSchema, StatusSchema]);
type Trigger = z.output<typeof TriggerSchema>;

/** It was deleted, or got one of `doNotCallTags`, one of these tags or statuses. */
const StopSchema = z.union([z.enum(["deleted", "doNotCall"]), TagSchema, StatusSchema]);

const oneOrMore = <Rule extends z.ZodMiniType>(rule: Rule, error: string) =>
  z.optional(z.union([rule, z.array(rule).check(z.minLength(1))], { error }));

export const triggerSettings = {
  /**
   * Which events are leads, one or several. Default: what is created, of whichever of the two there is a subscription; the
   * bridge makes one for leads.
   */
  on: oneOrMore(TriggerSchema, 'write "leadCreated", "personCreated", {tag: "…"} or {status: "…"}, or a list of these'),
  /** At which events the calling stops: what waits for the record ends, and Callingly redials no more. Default: none. */
  stopOn: oneOrMore(StopSchema, 'write "deleted", "doNotCall", {tag: "…"} or {status: "…"}, or a list of these'),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

/** What happened to records of one kind. */
export interface News {
  readonly type: RecordType;
  readonly what: "new" | "update" | "delete";
  /** The tags that were added. */
  readonly tags: readonly string[];
  /** What the status became, by its name and its id; empty where it did not change. */
  readonly statuses: readonly string[];
  readonly moment: string;
}

/** What makes a record of the event the same lead: it is created once, and may get a tag or a status again. */
export interface Kind {
  readonly key: string;
  readonly isNew: boolean;
}

/** By the first rule that the event fits; undefined when it fits none. */
export const kindOf = (news: News, { on = ["leadCreated", "personCreated"] }: TriggerSettings): Kind | undefined =>
  [on]
    .flat()
    .map((trigger) => asLead(news, trigger))
    .find((kind) => kind !== undefined);

function asLead(news: News, trigger: Trigger): Kind | undefined {
  const { type, what, tags, statuses, moment } = news;
  if (typeof trigger === "string") {
    const isCreated = what === "new" && trigger === `${type}Created`;
    return isCreated ? { key: "created", isNew: true } : undefined;
  }
  if ("tag" in trigger) {
    const tag = tags.find((each) => isAmong(trigger.tag, each));
    return tag === undefined ? undefined : { key: `tag:${asCompared(tag)}:${moment}`, isNew: false };
  }
  return isAmong(trigger.status, ...statuses)
    ? { key: `status:${statuses.join(":")}:${moment}`, isNew: false }
    : undefined;
}

/** @param refuses one of the tags that were added says that somebody wants no call */
export const isStop = (news: News, { stopOn = [] }: TriggerSettings, refuses: boolean): boolean =>
  [stopOn].flat().some((stop) => {
    if (stop === "doNotCall") return refuses;
    if (stop === "deleted") return news.what === "delete";
    return "tag" in stop ? isAmong(stop.tag, ...news.tags) : isAmong(stop.status, ...news.statuses);
  });

const isAmong = (wanted: string | readonly string[], ...present: readonly string[]): boolean =>
  [wanted].flat().some((each) => present.some((value) => isSameText(each, value)));
