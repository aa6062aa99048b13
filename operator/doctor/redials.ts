import type { Team } from "../../lambda/callingly/schemas.ts";
import { type Pack, packs, rulesIn } from "../../lambda/lead/hours/rules-of-place.ts";
import type { HoursRule } from "../../lambda/lead/hours/tables-shape.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { type Finding, warning } from "./finding.ts";

/**
 * Callingly redials a lead by itself, as the team's settings have it, and knows no law: redials alone may be more attempts
 * than a place allows.
 */

type Redials = Pick<Team, "is_retry_lead" | "lead_retries" | "lead_retry_schedule">;

/**
 * How often a lead that nobody answers is rung within so many hours, the first ring among them. Callingly does not say
 * whether its schedule counts from the first try or from the one before: from the first gives more, so that is taken.
 */
export function ringsWithin(team: Redials, hours: number): number {
  if (!team.is_retry_lead) return 1;
  const { lead_retries: retries = 0, lead_retry_schedule: schedule = [] } = team;
  const minutes = (retry: number): number => schedule[Math.min(retry, schedule.length - 1)] ?? 0;
  return 1 + Array.from({ length: retries }, (_, retry) => minutes(retry)).filter((at) => at < hours * 60).length;
}

/** The limits of the places that the sources of a team ring, which its redials alone exceed. */
export function redialFindings(team: Team, sources: readonly string[], { bridge }: Pick<Stage, "bridge">): Finding[] {
  const broken = new Set(sources.flatMap((source) => limitsOf(source, bridge)).filter((rule) => exceeds(team, rule)));
  if (broken.size === 0) return [];
  const limits = [...broken].map(
    ({ id, frequency }) => `${id} (${counted(frequency.count, "attempt")} in ${frequency.perHours} hours)`,
  );
  return [
    warning(
      "redials",
      String(team.id),
      `“${team.name ?? team.id}” redials a lead so often that its own redials exceed ${limits.join(", ")}.`,
      "Have the team redial less at Callingly (Teams, lead retries), or give people of these places a team of their own by `routes`.",
    ),
  ];
}

type Limit = HoursRule & Required<Pick<HoursRule, "frequency">>;

const isLimit = (rule: HoursRule): rule is Limit => rule.frequency !== undefined;

const exceeds = (team: Team, { frequency }: Limit): boolean => ringsWithin(team, frequency.perHours) > frequency.count;

function limitsOf(source: string, { hoursRules, numberRules }: Stage["bridge"]): Limit[] {
  const { pack } = hoursRules(source);
  if (!isPack(pack)) return [];
  return rulesIn(numberRules(source).countries, pack).filter(isLimit);
}

const isPack = (pack: string): pack is Pack => (packs as readonly string[]).includes(pack);
