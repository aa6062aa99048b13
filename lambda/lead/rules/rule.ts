import type { DialRoute, Gate } from "../gates.ts";
import type { Pack } from "../hours/rules-of-place.ts";
import type { Lead } from "../lead.ts";
import type { Suppression } from "../privacy/suppression.ts";
import type { Country } from "../reader/phone.ts";
import type { DialDecision } from "./decision.ts";

/**
 * A rule about who may be rung: pure, in a file of its own, with one reason to say no. Its facts are handed in, and it
 * names which ones it needs, so that nothing is read for a lead that an earlier rule stops, and so that a caller that
 * cannot know a fact leaves out the rules that need it.
 */
export interface Rule<Need extends Fact = Fact> {
  readonly name: string;
  readonly needs: readonly Need[];
  readonly judge: (lead: Lead, facts: Pick<DialFacts, Need>, now: Date) => DialDecision;
}

export const rule = <Need extends Fact>(
  name: string,
  needs: readonly Need[],
  judge: Rule<Need>["judge"],
): Rule<Need> => ({ name, needs, judge });

/** All facts that rules need, beside the lead itself. */
export interface DialFacts {
  /** Whether the configuration has the lead's account, and a team that rings for it. */
  readonly isConfigured: boolean;
  /** Unknown where the lead is not configured. */
  readonly route: DialRoute;
  readonly policies: DialPolicies;
  /** The zone in which the lead's account counts its days; `UTC` where nobody said. */
  readonly accountZone: string;
  /** What the lead's sender last said of its appointment; null if it stands, or there is none. */
  readonly bookingEnd: BookingEnd | null;
  /** What holds for the numbers of the lead's source. */
  readonly numbers: NumberRules;
  readonly consent: ConsentRules;
  /** What holds for the hours of the lead's source. */
  readonly hours: HoursRules;
  /** When the lead's person was rung for any lead, in milliseconds since 1970; none where no law counts it. */
  readonly attempts: readonly number[];
  /** Whether the secret has a token for the lead's account. */
  readonly hasToken: boolean;
  readonly gates: readonly Gate[];
  /** When the lead's CRM last said that its person is to be called no more; null if it did not. */
  readonly recordStoppedAt: string | null;
  /** Whether the lead's ring is also for one whose record stands open, where its own or another's was closed. */
  readonly servesOthers: boolean;
  /** The word by which the lead's person is on the list of those who are not called; null if they are not. */
  readonly suppression: Suppression | null;
  /** What the lists of others say that the lead's source has its numbers looked up in. */
  readonly scrubbed: Scrubbed;
}

/** An appointment is no more: it was cancelled, or moved, and then the next one has a lead of its own. */
export interface BookingEnd {
  readonly why: "moved" | "cancelled";
  readonly at: string;
  /** As its sender dates it. */
  readonly said?: string | undefined;
}

/** What the lists of others say of a lead's number; the last two, that none of them can tell. */
export type Scrubbed = "clear" | "dnc-listed" | "scrub-denied" | "dnc-file-missing" | "scrub-unreachable";

export type Fact = keyof DialFacts;

/** The facts that a caller knows. */
export type KnownFacts = { readonly [F in Fact]?: DialFacts[F] | undefined };

/** What the configuration says for all leads. */
export interface DialPolicies {
  /** A lead that waited longer is not rung without an operator's decision. */
  readonly staleAfterMs: number;
  /** By configuration: everything, or the accounts named. */
  readonly paused: boolean;
  readonly pausedAccounts: readonly string[];
  /** Numbers, or how they begin, in E.164: no other is rung. Absent: every number may be. */
  readonly onlyNumbers?: readonly string[] | undefined;
  /** Everything is done but the call. */
  readonly dryRun?: boolean | undefined;
}

/** What the configuration says about consent to the calls of a source. */
export interface ConsentRules {
  /** None of its leads is rung without one. Some places demand that of every source. */
  readonly isRequired: boolean;
}

/** What the configuration says about the numbers of a source's leads. */
export interface NumberRules {
  /** The countries whose numbers are rung without an operator's decision. */
  readonly countries: readonly Country[];
  /** Numbers, or how they begin, in E.164. */
  readonly never: readonly string[];
}

/** What the configuration says about when a source's leads are rung. */
export interface HoursRules {
  /** `off`: at any time, as an operator answers for it. */
  readonly pack: Pack | "off";
  /** So many minutes before its end a window is closed, as the agent rings first. */
  readonly marginMinutes: number;
  /** Nobody is rung who may be in one of these: `US-LA`. */
  readonly pausedRegions: readonly string[];
}
