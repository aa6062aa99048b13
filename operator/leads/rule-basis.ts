import type { Bridge } from "../../lambda/config/bridge.ts";
import { demandsOf } from "../../lambda/lead/consent/demanded.ts";
import { isClosed } from "../../lambda/lead/gates.ts";
import type { HoursVerdict } from "../../lambda/lead/hours/verdict.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { regionsOf } from "../../lambda/lead/rules/paused-region.ts";
import type { KnownFacts } from "../../lambda/lead/rules/rule.ts";
import { askedBasis } from "../words/asked.ts";
import { counted } from "../words/count.ts";
import { wayWords, whomItBinds } from "../words/suppression.ts";
import { moment, span } from "../words/times.ts";
import { withMoment } from "./asked-time.ts";

/** What each rule goes by, for people: where that stands, and what stands there. No rule is judged here. */

export interface Judged {
  readonly lead: Lead;
  readonly facts: KnownFacts;
  readonly bridge: Pick<Bridge, "source" | "account">;
  readonly hours: HoursVerdict | undefined;
  readonly now: Date;
}

/** Values stand behind their path in bridge.config.ts. */
const said = (path: string, value: unknown): string => `${path}: ${value}`;
const listOf = (values: readonly string[]): string => (values.length === 0 ? "none" : values.join(", "));

/** By the name of the rule. */
const bases: Readonly<Record<string, (judged: Judged) => string>> = {
  configured: ({ lead, facts }) =>
    `sources.${lead.source}, accounts.${lead.account}${facts.route ? `, team ${facts.route.team}` : ""}`,

  stopped({ lead: { record, stop }, facts: { recordStoppedAt } }) {
    const at = stop?.optOut === undefined ? (stop?.at ?? recordStoppedAt) : recordStoppedAt;
    if (!record && at == null) return "the lead came with no record of a CRM";
    return at == null ? "its CRM has closed no record of it" : `its CRM closed a record on ${moment(at)}`;
  },

  booking: ({ lead: { booking }, facts: { bookingEnd } }) =>
    booking === undefined
      ? "the lead is of no appointment"
      : `the appointment ${bookingEnd ? `was ${bookingEnd.why} on ${moment(bookingEnd.at)}` : "stands"}`,

  askedTime({ lead, bridge, now }) {
    const { asked } = withMoment(lead, { bridge });
    return asked === undefined ? "no time was asked for" : askedBasis(asked, now);
  },

  token: ({ lead, bridge }) =>
    `the secret of Callingly's tokens, entry ${bridge.account(lead.account)?.token ?? lead.account}`,

  phone: ({ lead }) => (lead.reference === undefined ? "the lead itself" : "its number comes when it is fetched"),

  paused: ({ facts: { policies, route } }) =>
    [
      said("policies.paused", policies?.paused),
      ...(route
        ? [said(`accounts.${route.account.name}.paused`, policies?.pausedAccounts.includes(route.account.name))]
        : []),
    ].join(", "),

  stale: ({ lead, facts, now }) =>
    `${said("policies.staleAfterHours", (facts.policies?.staleAfterMs ?? 0) / 3_600_000)}; it came ${span(lead.receivedAt, now)} ago${
      lead.agesFrom || lead.releasedAt
        ? `, and its age counts from ${moment(lead.releasedAt ?? lead.agesFrom ?? now)}`
        : ""
    }`,

  consent({ lead, facts }) {
    const demands = demandsOf(lead, facts.consent?.isRequired === true);
    const onRecord = lead.consent?.given === true ? "one is on record" : "none is on record";
    return `demanded by ${demands.length === 0 ? "nobody" : demands.map(demandWords).join(" and ")}; ${onRecord}`;
  },

  gates({ facts: { gates = [] }, now }) {
    const closed = gates.filter((gate) => isClosed(gate, now));
    return `the table: ${closed.length === 0 ? "no gate is closed" : `closed: ${listOf(closed.map(({ on }) => on))}`}`;
  },

  listed: ({ facts: { policies } }) =>
    policies?.onlyNumbers === undefined
      ? "policies.onlyNumbers: not set"
      : said("policies.onlyNumbers", `${policies.onlyNumbers.length} listed`),

  number: ({ lead, facts: { numbers } }) =>
    `${said(`sources.${lead.source}.callCountries`, listOf(numbers?.countries ?? []))}; ${said("policies.neverCall", `${numbers?.never.length ?? 0} listed`)}`,

  suppressed({ facts: { suppression } }) {
    if (!suppression) return "the list: nobody has said no for this number or address";
    const { way, by, scope, since, reason } = suppression;
    return `the list: ${wayWords[way]} (${by}) on ${moment(since)}, ${whomItBinds(scope)}${reason ? `, because: ${reason}` : ""}`;
  },

  pausedRegion: ({ lead, facts: { hours } }) =>
    `${said("policies.hours.pausedRegions", listOf(hours?.pausedRegions ?? []))}; the person may be in ${listOf([...new Set(regionsOf(lead))])}`,

  callingHours: ({ lead, facts, hours }) =>
    hours === undefined
      ? said(`sources.${lead.source}.hours`, facts.hours?.pack)
      : `${said(`sources.${lead.source}.hours`, facts.hours?.pack)}; ${listOf(rulesIn(hours))}`,

  attempts({ facts: { attempts = [], hours: asked }, hours }) {
    const limits = new Map(
      (hours?.rulings ?? []).flatMap(({ rule }) => (rule.frequency ? [[rule.id, rule.frequency] as const] : [])),
    );
    if (asked?.pack === "off" || limits.size === 0) return "no rule of the person's places limits attempts";
    const words = [...limits].map(([id, { count, perHours }]) => `${id}: ${count} in ${perHours} hours`);
    const rung = attempts.toSorted().map((at) => moment(new Date(at)));
    return `${words.join(", ")}; rung ${attempts.length === 0 ? "never in 30 days" : `${counted(attempts.length, "time")}: ${rung.join(", ")}`}`;
  },

  scrubbed({ lead, bridge }) {
    const lists = bridge.source(lead.source)?.scrub ?? [];
    return said(
      `sources.${lead.source}.scrub`,
      listOf(lists.map((list) => (list === "dnc-file" ? list : new URL(list.url).host))),
    );
  },

  dryRun: ({ facts }) => said("policies.dryRun", facts.policies?.dryRun === true),
};

const demandWords = (who: ReturnType<typeof demandsOf>[number]): string =>
  who === "source" ? "the source" : `the law of ${who}`;

const rulesIn = ({ rulings }: HoursVerdict): string[] => [...new Set(rulings.map(({ rule }) => rule.id))];

/** @param rule its name; one that is new has nothing to say yet, which a test sees */
export const basisOf = (rule: string, judged: Judged): string => bases[rule]?.(judged) ?? "";
