import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { DoNotCallTagsSetting, hasRefusingTag } from "../../kit/in/refused-calls.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { isOwnTag } from "../../kit/own-tags.ts";
import { asCompared, isSameText } from "../../kit/same-text.ts";
import { FieldName } from "./objects.ts";
import { referenceTo } from "./reference.ts";

/**
 * Webhooks: one event in each request, with the ids of all people whom it is about and nobody's data. Which of them are
 * leads is said in the source's settings. https://docs.followupboss.com/reference/webhooks-guide
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);

const TagSchema = z.strictObject({ tag: Words });
/** People were put into one of these stages. */
const StageSchema = z.strictObject({ stage: Words });

/** Results add tags as well, and each would ring whom it is about. */
const ForeignTagSchema = TagSchema.check(
  z.refine(({ tag }) => ![tag].flat().some(isOwnTag), "the bridge adds such tags itself: name another"),
);

/** People were created; or got one of these tags, for the first time; or were put into one of these stages. */
const TriggerSchema = z.union([z.literal("created"), ForeignTagSchema, StageSchema]);

/** People were deleted, got one of these tags, or were put into one of these stages, by whomever. */
const StopSchema = z.union([z.literal("deleted"), TagSchema, StageSchema]);

const oneOrMore = <Rule extends z.ZodMiniType>(rule: Rule, error: string) =>
  z.optional(z.union([rule, z.array(rule).check(z.minLength(1))], { error }));

export const eventSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: oneOrMore(TriggerSchema, 'write "created", {tag: "…"} or {stage: "…"}, or a list of these'),
  /** At which events the calling for people stops: what waits for them ends, and Callingly redials no more. Default: none. */
  stopOn: oneOrMore(StopSchema, 'write "deleted", {tag: "…"} or {stage: "…"}, or a list of these'),
  /** Custom fields by which somebody wants no call: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(FieldName), []),
  /** Tags by which somebody wants no call. That which the bridge adds is always among them. */
  doNotCallTags: DoNotCallTagsSetting,
};

const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

/** What is no id loses no other. */
const IdsSchema = listOf(
  z
    .pipe(
      z.union([z.number(), z.string()]),
      z.transform((id) => String(id)),
    )
    .check(z.refine((id) => /^[1-9]\d{0,17}$/.test(id))),
);

const EventSchema = z.object({
  eventId: ifPresent(Word),
  eventCreated: ifPresent(z.string()),
  event: z.string(),
  resourceIds: IdsSchema,
  data: ifPresent(z.object({ tags: ifPresent(listOf(z.string())), stage: ifPresent(z.string()) })),
});
type FubEvent = z.output<typeof EventSchema>;

type Trigger = z.output<typeof TriggerSchema> | z.output<typeof StopSchema>;

/** @throws RejectedError 422 when the body is no event */
export function readEvent(body: unknown, { on = "created", stopOn = [], doNotCallTags }: EventSettings): Reading {
  const event = inShape(EventSchema, body, "Follow Up Boss event");
  const refuses = hasRefusingTag(event.data?.tags ?? [], doNotCallTags);
  const people = [...new Set(event.resourceIds)];
  const kind = kindOf(event, [on].flat());
  const isStop = kindOf(event, [stopOn].flat()) !== undefined;
  const leads = kind === undefined ? [] : people.map((id) => draftOf(id, event, kind));
  return withStops(
    eventLeads(leads),
    isStop ? people.map((id) => ({ ...recordOf(id), refusesCalls: refuses || undefined })) : [],
  );
}

const recordOf = (id: string) => ({ type: "person", id });

/** By the first rule that the event fits; undefined when it fits none. */
function kindOf(event: FubEvent, triggers: readonly Trigger[]): Kind | undefined {
  const news = newsIn(event);
  return news && triggers.map((trigger) => asLead(news, trigger)).find((kind) => kind !== undefined);
}

/** What an event says, whatever the settings make of it. */
type News =
  | { readonly what: "created" | "deleted" }
  | { readonly what: "tags"; readonly tags: readonly string[] }
  | { readonly what: "stage"; readonly stage: string; readonly moment: string };

/** Changes of all other kinds, such as those of a merge, are nothing that asks for a call. */
function newsIn({ event, eventId, eventCreated = "", data = {} }: FubEvent): News | undefined {
  const { tags = [], stage } = data;
  switch (event) {
    case "peopleCreated":
      return { what: "created" };
    case "peopleDeleted":
      return { what: "deleted" };
    case "peopleTagsCreated":
      return { what: "tags", tags };
    case "peopleStageUpdated":
      return stage === undefined ? undefined : { what: "stage", stage, moment: eventId ?? eventCreated };
    default:
      return undefined;
  }
}

/** What makes a person the same lead. */
interface Kind {
  /** The person's id stands between what it begins and what it ends with. */
  readonly begins: string;
  readonly ends: string;
  readonly isNew: boolean;
}

/** Somebody is created once, gets a tag once, and may come into a stage again, which is another lead. */
function asLead(news: News, trigger: Trigger): Kind | undefined {
  if (typeof trigger === "string") {
    return news.what === trigger ? { begins: trigger, ends: "", isNew: trigger === "created" } : undefined;
  }
  if ("tag" in trigger) {
    const tag = news.what === "tags" ? news.tags.find((each) => isAmong(each, trigger.tag)) : undefined;
    return tag === undefined ? undefined : { begins: "tag", ends: `:${asCompared(tag)}`, isNew: false };
  }
  if (news.what !== "stage" || !isAmong(news.stage, trigger.stage)) return undefined;
  return { begins: "stage", ends: `:${asCompared(news.stage)}:${news.moment}`, isNew: false };
}

const isAmong = (value: string, wanted: string | readonly string[]): boolean =>
  [wanted].flat().some((each) => isSameText(each, value));

/** One event may be about many people, so its id alone is nobody's. */
const draftOf = (id: string, { eventId }: FubEvent, { begins, ends, isNew }: Kind): LeadDraft => ({
  key: `${begins}:${id}${ends}`,
  externalId: eventId,
  reference: referenceTo({ id, isNew }),
  record: recordOf(id),
});
