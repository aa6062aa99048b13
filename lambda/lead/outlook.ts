import { placesOf } from "./hours/places.ts";
import type { Lead } from "./lead.ts";
import { countryOfNumber } from "./reader/phone.ts";
import { askedTime } from "./rules/asked-time.ts";
import { callingHours } from "./rules/calling-hours.ts";
import { consent } from "./rules/consent.ts";
import type { DialDecision } from "./rules/decision.ts";
import { dryRun } from "./rules/dry-run.ts";
import { listed } from "./rules/listed.ts";
import { pausedRegion } from "./rules/paused-region.ts";
import type { ConsentRules, DialPolicies, HoursRules, NumberRules } from "./rules/rule.ts";

/**
 * What a visitor may be told of the call that they asked for. It goes by what they typed and by the configuration, and by
 * nothing that is stored: whoever types a number must not learn what is known of it, or whether it was typed before.
 */
export interface Outlook {
  /** In E.164. */
  readonly phone?: string | undefined;
  /** At once, or not before a moment; undefined where nothing can be promised. */
  readonly call?: "now" | CallTime | undefined;
}

export interface CallTime {
  readonly at: Date;
  /** In which it is told. */
  readonly zone: string;
  /** It is the time that the visitor asked for. */
  readonly isAsked?: true;
}

export interface OutlookFacts {
  readonly policies: DialPolicies;
  readonly numbers: NumberRules;
  readonly consent: ConsentRules;
  readonly hours: HoursRules;
  readonly accountZone: string;
  /** The lead's account is, by the configuration. */
  readonly isPaused: boolean;
}

/** @param lead as it would be stored for the first time */
export function outlookOf(lead: Lead, facts: OutlookFacts, now: Date): Outlook {
  const { phone } = lead.person;
  if (phone === undefined) return {};
  const decision = decide(lead, facts, now);
  if (decision.dial === "now") return { phone, call: "now" };
  if (decision.dial !== "later") return { phone };
  const { at, asked } = decision;
  return { phone, call: { at, zone: asked?.zone ?? zoneOf(phone, lead), ...(asked && { isAsked: true }) } };
}

function decide(
  lead: Lead,
  { policies, numbers, isPaused, ...facts }: OutlookFacts,
  now: Date,
): DialDecision | { dial: "unknown" } {
  const { phone = "" } = lead.person;
  const country = countryOfNumber(phone);
  const isOurs = country !== undefined && numbers.countries.includes(country);
  const isBarred = numbers.never.some((beginning) => phone.startsWith(beginning));
  if (lead.state !== "ready" || !isOurs || isBarred || isPaused || policies.paused) return { dial: "unknown" };
  const all = { ...facts, policies, gates: [] };
  const asked = askedTime.judge(lead, all, now);
  if (asked.dial === "held") return asked;
  // At the time that was asked for other hours may hold.
  const at = asked.dial === "later" ? asked.at : now;
  const decisions = [consent, listed, pausedRegion, dryRun, callingHours].map(({ judge }) => judge(lead, all, at));
  return decisions.find(({ dial }) => dial !== "now") ?? asked;
}

/** The browser's own, where it said one that is known; else the first in which the number may be. */
function zoneOf(phone: string, { place = {} }: Lead): string {
  const found = placesOf(phone, place);
  const zones = found.kind === "known" ? found.places.map(({ zone }) => zone) : [];
  return zones.find((zone) => zone === place.zone) ?? zones[0] ?? "UTC";
}
