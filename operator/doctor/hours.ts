import { isClone } from "../../lib/program/places.ts";
import { clocksAge, ruleAges } from "../hours/rule-ages.ts";
import { ownRules } from "../hours/rules-file.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { counted } from "../words/count.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

type HoursStage = Pick<Stage, "name" | "config" | "now">;

/** Whoever has a clone checks them; into an app of one's own they come with the package. */
const remedyOf = (stage: HoursStage, inClone: string, command: string, hasClone: boolean): string =>
  hasClone
    ? `${inClone}, and ${bringIn(stage)}${command}`
    : `Install a newer callingly-bridge, in which they were checked since, and ${bringIn(stage)}`;

/**
 * How old the calling hours are, which sources keep none, and which states are paused.
 * @param hasClone whether whoever asks has the sources of this program
 */
export async function checkHours(stage: HoursStage, hasClone = isClone): Promise<readonly Finding[]> {
  const { config } = stage;
  return [
    rulesFinding(stage, hasClone),
    clocksFinding(stage, hasClone),
    ...sourcesOff(config),
    ...pausedRegions(stage),
  ];
}

function rulesFinding(stage: HoursStage, hasClone: boolean): Finding {
  const ages = ruleAges(ownRules.rules, stage.now());
  const checkThem = "Hold them against their sources, note the day in calling-hours.json";
  const remedy = remedyOf(stage, checkThem, ": npm run rules:check", hasClone);
  const oldest = Math.max(...ages.map(({ days }) => days));
  const unverified = ages.filter(({ confidence }) => confidence === "unverified").map(({ id }) => id);
  const beside = unverified.length === 0 ? "" : `; unverified: ${unverified.join(", ")}`;
  const outdated = ages.filter(({ age }) => age === "outdated");
  const old = ages.filter(({ age }) => age === "old");
  const name = "calling hours";
  if (outdated.length > 0) {
    const held = `${counted(outdated.length, "rule was", "rules were")} not checked for a year, so leads of the conservative pack are held by them`;
    return fault(name, undefined, held, remedy);
  }
  if (old.length > 0) {
    return warning(
      name,
      undefined,
      `${counted(old.length, "rule was", "rules were")} not checked for 90 days${beside}`,
      remedy,
    );
  }
  return ok(name, undefined, `${counted(ages.length, "rule")}, checked ${counted(oldest, "day")} ago at most${beside}`);
}

/** What the functions run on is as new as its region; what counts there is that the table goes before it. */
function clocksFinding(stage: HoursStage, hasClone: boolean): Finding {
  const { release, days, age } = clocksAge(process.versions.tz ?? "", stage.now());
  const found = `The clocks that changed in 2026 are corrected up to release ${release} of the zone data, checked ${counted(days, "day")} ago`;
  return age === "fresh"
    ? ok("clocks", undefined, found)
    : warning(
        "clocks",
        undefined,
        found,
        remedyOf(stage, "Hold lambda/lead/hours/changed-clocks.ts against newer releases", "", hasClone),
      );
}

const sourcesOff = ({ sources }: Stage["config"]): Finding[] =>
  Object.entries(sources).flatMap(([name, { hours }]) =>
    typeof hours === "object" && "off" in hours
      ? warning(
          "calling hours",
          name,
          `Its leads are rung at any hour: ${hours.off.by} answers for it (${hours.off.reason})`,
          "Take `hours` out of the source to keep the hours of its people",
        )
      : [],
  );

const pausedRegions = (stage: Pick<Stage, "name" | "config">): Finding[] =>
  stage.config.policies.hours.pausedRegions.map((region) =>
    warning(
      "calling hours",
      region,
      "Nobody who may be there is rung",
      `When that is over, take it out of \`policies.hours.pausedRegions\` and ${bringIn(stage)}`,
    ),
  );
