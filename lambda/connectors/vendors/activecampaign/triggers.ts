import * as z from "zod/mini";
import { isOwnTag } from "../../kit/own-tags.ts";
import { asCompared, isSameText } from "../../kit/same-text.ts";
import { isId } from "./objects.ts";

/** Which events are leads, and which end the calling, as the source's settings have it. */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);
const Id = z.string().check(z.refine(isId, "write lists and forms by their ids, which are numbers"));
const Ids = z.union([Id, z.array(Id).check(z.minLength(1))]);

const TagSchema = z.strictObject({ tag: Words });
/** A deal was put into one of these stages, by their ids or names. */
const StageSchema = z.strictObject({ stage: Words });

/** Results add tags as well, and each would ring whom it is about. */
const ForeignTagSchema = TagSchema.check(
  z.refine(({ tag }) => ![tag].flat().some(isOwnTag), "the bridge adds such tags itself: name another"),
);

const TriggerSchema = z.union([
  /** A contact was subscribed to a list, whichever; or a deal was made. */
  z.enum(["subscribed", "dealCreated"]),
  z.strictObject({ list: Ids }),
  z.strictObject({ form: Ids }),
  ForeignTagSchema,
  StageSchema,
]);
type Trigger = z.output<typeof TriggerSchema>;

const StopSchema = z.union([
  /** They left a list; or want no call, by a tag of `doNotCallTags` or a field of `doNotCall`. */
  z.enum(["unsubscribed", "doNotCall"]),
  TagSchema,
  StageSchema,
  z.strictObject({
    status: z.union([z.enum(["won", "lost"]), z.array(z.enum(["won", "lost"])).check(z.minLength(1))]),
  }),
]);
type Stop = z.output<typeof StopSchema>;

const oneOrMore = <Rule extends z.ZodMiniType>(rule: Rule, error: string) =>
  z.optional(z.union([rule, z.array(rule).check(z.minLength(1))], { error }));

export const triggerSettings = {
  /** Which webhooks are leads, one or several. Default: `subscribed`. What an automation sends is one in any case. */
  on: oneOrMore(
    TriggerSchema,
    'write "subscribed", "dealCreated", {list: "3"}, {form: "11"}, {tag: "…"} or {stage: "…"}, or a list of these',
  ),
  /**
   * At which webhooks the calling for a contact stops: what waits for it ends, and Callingly redials no more. Default:
   * none. A deal stops it for its contact.
   */
  stopOn: oneOrMore(
    StopSchema,
    'write "unsubscribed", "doNotCall", {tag: "…"}, {stage: "…"} or {status: "won" or "lost"}, or a list of these',
  ),
  /** By whom a webhook was caused that makes no lead, in ActiveCampaign's words: a user is `admin`. */
  exceptFrom: z._default(z.array(z.enum(["public", "admin", "api", "system"])), []),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

export const triggersOf = ({ on = "subscribed" }: TriggerSettings): readonly Trigger[] => [on].flat();

/** Deals may come without their contact's phone. */
export const watchesDeals = (settings: TriggerSettings): boolean =>
  triggersOf(settings).some(
    (trigger) => trigger === "dealCreated" || (typeof trigger === "object" && "stage" in trigger),
  );

/** What happened to a contact. */
export type News =
  | { readonly what: "sent" | "unsubscribed" | "else" }
  | { readonly what: "subscribed"; readonly list: string | undefined; readonly form: string | undefined }
  | { readonly what: "tag"; readonly tag: string }
  | {
      readonly what: "deal";
      readonly id: string;
      readonly isNew: boolean;
      /** The stage in which it is, by its id and its name. */
      readonly stages: readonly string[];
      /** 0 is open, 1 won, 2 lost. */
      readonly status: string | undefined;
      /** Which fields were changed; undefined where that is not said. */
      readonly changed: readonly string[] | undefined;
    };

type Deal = Extract<News, { what: "deal" }>;

/**
 * What makes an event the same lead beside its contact. A tag may be added again, and a deal may come into a stage again:
 * each is another lead, as is each form that somebody fills in.
 * @returns undefined when the rule is about another event
 */
export function keyFor(news: News, trigger: Trigger, moment: string): string | undefined {
  switch (news.what) {
    case "subscribed":
      return isSubscription(news, trigger) ? `subscribed:${moment}` : undefined;
    case "tag": {
      const isWanted = typeof trigger === "object" && "tag" in trigger && isAmong(trigger.tag, news.tag);
      return isWanted ? `tag:${asCompared(news.tag)}:${moment}` : undefined;
    }
    case "deal":
      return dealKey(news, trigger, moment);
    default:
      return undefined;
  }
}

function isSubscription({ list = "", form = "" }: Extract<News, { what: "subscribed" }>, trigger: Trigger): boolean {
  if (typeof trigger === "string") return trigger === "subscribed";
  return ("list" in trigger && isAmong(trigger.list, list)) || ("form" in trigger && isAmong(trigger.form, form));
}

function dealKey(deal: Deal, trigger: Trigger, moment: string): string | undefined {
  const { id, isNew, stages } = deal;
  if (trigger === "dealCreated") return isNew ? `deal:${id}` : undefined;
  if (typeof trigger === "string" || !("stage" in trigger) || !isAmong(trigger.stage, ...stages)) return undefined;
  if (isNew) return `stage:${id}:${stages[0]}:created`;
  // Whether it has just come there, nobody else says: in doubt nobody is rung.
  return deal.changed?.some(isStageField) === true ? `stage:${id}:${stages[0]}:${moment}` : undefined;
}

/**
 * Of a deal whose event names what was changed, only that counts; in doubt it is a stop.
 * @param refuses the event says of its contact that they want no call, whatever it is about
 */
export function isStop(news: News, { stopOn = [] }: TriggerSettings, refuses: boolean): boolean {
  return [stopOn].flat().some((stop) => (stop === "doNotCall" ? refuses : stops(news, stop)));
}

function stops(news: News, stop: Exclude<Stop, "doNotCall">): boolean {
  if (stop === "unsubscribed") return news.what === "unsubscribed";
  if ("tag" in stop) return news.what === "tag" && isAmong(stop.tag, news.tag);
  if (news.what !== "deal") return false;
  const { isNew, changed, stages, status } = news;
  const mayBeNews = (isField: (name: string) => boolean) => isNew || changed === undefined || changed.some(isField);
  if ("stage" in stop) return isAmong(stop.stage, ...stages) && mayBeNews(isStageField);
  return isAmong(stop.status, nameOf(status)) && mayBeNews((name) => name === "status");
}

const isStageField = (name: string): boolean => /^stage(?:_?id|_?title)?$/.test(name);

/** As its number stands in a webhook, or as its name. https://developers.activecampaign.com/reference/deal */
const nameOf = (status = ""): string => ["open", "won", "lost"][Number(status || Number.NaN)] ?? status;

const isAmong = (wanted: string | readonly string[], ...present: readonly string[]): boolean =>
  [wanted].flat().some((each) => present.some((value) => isSameText(each, value)));
