import type { Bridge } from "../../lambda/config/bridge.ts";
import type { Ruling } from "../../lambda/lead/hours/ruling.ts";
import { wallWords } from "../../lambda/lead/hours/words.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Reason } from "../../lambda/lead/reasons.ts";
import { hoursOf } from "../../lambda/lead/rules/calling-hours.ts";
import type { DialDecision } from "../../lambda/lead/rules/decision.ts";
import { firstStop, rules, verdict } from "../../lambda/lead/rules/index.ts";
import type { Fact, HoursRules } from "../../lambda/lead/rules/rule.ts";
import { ownRules } from "../hours/rules-file.ts";
import { aheadBy } from "./forecast.ts";
import type { ReadFacts } from "./read-facts.ts";
import { basisOf } from "./rule-basis.ts";
import { timesThere } from "./times-there.ts";

/** What every rule would say of a lead now, and what each rule of calling hours says at each place, with its source. */
export interface WholeVerdict {
  /** When it is called, as far as is known here; it may have to wait for a time that was asked for, and then for hours. */
  readonly called: CalledWord;
  readonly rules: readonly RuleWord[];
  /** Undefined where the lead's source keeps no hours, or the lead has no number. */
  readonly hours: HoursWord | undefined;
}

export interface CalledWord {
  readonly says: "now" | "later" | "held" | "never";
  readonly reason: Reason | undefined;
  readonly at: string | undefined;
  /** What the clocks show then where the person may be. */
  readonly there: readonly string[];
}

export interface RuleWord {
  readonly rule: string;
  /** Undefined: a fact is not known, and `by` says why. */
  readonly says: "now" | "later" | "held" | "never" | undefined;
  readonly reason: Reason | undefined;
  readonly at: string | undefined;
  /** What the rule goes by: where it stands, and what stands there. */
  readonly by: string;
}

export interface HoursWord {
  readonly pack: string;
  readonly verdict: "dial" | "later" | "hold";
  readonly why: string;
  readonly nextAt: string | undefined;
  /** What the clocks show then where the person may be: `Wed 08:00 in America/New_York`. */
  readonly nextThere: readonly string[];
  readonly rulings: readonly RulingWord[];
}

export interface RulingWord {
  readonly rule: string;
  readonly region: string;
  readonly zone: string;
  /** What says that the person may be there. */
  readonly by: string;
  readonly timeThere: string;
  readonly allows: boolean;
  readonly citation: string;
  readonly confidence: string;
  readonly checked: string;
}

export function wholeVerdict(lead: Lead, bridge: Bridge, { known, unread }: ReadFacts, now: Date): WholeVerdict {
  const { hours: asked, attempts } = known;
  const hours = asked && hoursOf(lead, asked, now, attempts);
  const judged = { lead, facts: known, bridge, hours, now };
  const words = verdict(lead, known, now).map(({ rule, decision }): RuleWord => {
    const reason = decision && decision.dial !== "now" ? decision.reason : undefined;
    const at = decision?.dial === "later" ? decision.at.toISOString() : undefined;
    const why = decision ? undefined : unreadOf(rule, unread);
    return { rule, says: decision?.dial, reason, at, by: why ?? basisOf(rule, judged) };
  });
  const judge = (one: Lead, at: Date) =>
    firstStop(verdict(one, at > now ? { ...known, gates: known.gates && [] } : known, at));
  return {
    called: calledWord(lead, aheadBy(judge, lead, now)),
    rules: words,
    hours: hours && hoursWord(lead, asked.pack, hours, now),
  };
}

function calledWord({ person, place }: Lead, decision: DialDecision): CalledWord {
  const at = decision.dial === "later" ? decision.at : undefined;
  return {
    says: decision.dial,
    reason: decision.dial === "now" ? undefined : decision.reason,
    at: at?.toISOString(),
    there: at && person.phone ? timesThere(person.phone, place, at) : [],
  };
}

/** Why a rule could not be asked. One that needs a route is not asked where the configuration has none. */
function unreadOf(name: string, unread: ReadFacts["unread"]): string | undefined {
  const needs = rules.find((rule) => rule.name === name)?.needs ?? [];
  return needs.map((need: Fact) => unread[need]).find((why) => why !== undefined);
}

function hoursWord(
  lead: Lead,
  pack: HoursRules["pack"],
  found: NonNullable<ReturnType<typeof hoursOf>>,
  now: Date,
): HoursWord {
  const nextAt = found.verdict === "later" ? found.nextAt : undefined;
  return {
    pack,
    verdict: found.verdict,
    why: found.why,
    nextAt: nextAt?.toISOString(),
    nextThere: nextAt && lead.person.phone ? timesThere(lead.person.phone, lead.place, nextAt) : [],
    rulings: found.rulings.map((ruling) => rulingWord(ruling, now)),
  };
}

function rulingWord({ rule: { id }, place, wall, opensIn, attemptFrom }: Ruling, now: Date): RulingWord {
  const source = ownRules.rules.find((rule) => rule.id === id);
  return {
    rule: id,
    region: place.region ?? place.country,
    zone: place.zone,
    by: place.by,
    timeThere: wallWords(wall),
    allows: opensIn === 0 && attemptFrom <= now.getTime(),
    citation: source?.citation ?? "",
    confidence: source?.confidence ?? "",
    checked: source?.checked ?? "",
  };
}
