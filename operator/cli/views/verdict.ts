import { reasonWords } from "../../../lambda/lead/reasons.ts";
import type { CalledWord, HoursWord, RuleWord, WholeVerdict } from "../../leads/whole-verdict.ts";
import { moment } from "../../words/times.ts";
import { table } from "../terminal/table.ts";

/** Whether a lead may ring, rule by rule, as people see it at the terminal. */

export function verdictText({ called, rules, hours }: WholeVerdict): string {
  const words = table(
    ["may it ring?", "", "goes by", ""],
    rules.map((word) => [`  ${word.rule}`, saysWords[word.says ?? "unknown"], word.by, becauseOf(word)]),
  );
  return [words, ...calledText(called), ...(hours ? [hoursText(hours)] : [])].join("\n\n");
}

/** What the rules come to, where the lead has to wait for a moment: then others may say no. */
const calledText = ({ at, there, reason }: CalledWord): string[] =>
  at === undefined ? [] : [`it rings ${[moment(at), ...there].join(", ")}${reason ? `: ${reasonWords[reason]}` : ""}`];

const saysWords = { now: "yes", later: "later", held: "held", never: "no", unknown: "not known yet" } as const;

const becauseOf = ({ reason, at }: RuleWord): string =>
  [reason && reasonWords[reason], at && `(${moment(at)})`].filter(Boolean).join(" ");

function hoursText({ pack, why, nextAt, nextThere, rulings }: HoursWord): string {
  const next = nextAt === undefined ? [] : [`  next: ${moment(nextAt)}, ${nextThere.join(", ")}`];
  const rows = rulings.map(({ rule, region, zone, by, timeThere, allows, citation, confidence, checked }) => [
    `  ${rule}`,
    allows ? "yes" : "no",
    `${timeThere} in ${zone} (${region}: ${by})`,
    `${citation}; ${confidence}, checked ${checked}`,
  ]);
  return [
    `calling hours, pack ${pack}: ${why}`,
    ...next,
    ...(rows.length === 0 ? [] : [table(["  rule", "allows", "there", "source"], rows)]),
  ].join("\n");
}
