import { changes } from "../../lambda/lead/hours/changed-clocks.ts";
import type { RuleInFile } from "../../lambda/lead/hours/file-shape.ts";
import { ownRules } from "../../operator/hours/rules-file.ts";

/** What docs/who-may-be-rung.md says of the calling hours, from the files that the dialler rules by. */

export const hoursPage = "docs/who-may-be-rung.md";

const live = ownRules.rules.filter(({ kind }) => kind === "live");

const tables = (): Readonly<Record<string, string>> => ({
  "hours-rules": table(
    ["where", "calls at", "holidays", "attempts", "of a call that was asked for", "by", "seen"],
    live.map((rule) => [
      `\`${rule.id}\``,
      windowsOf(rule),
      rule.holidays.rule === "none" ? "as any day" : rule.holidays.rule === "closed" ? "none" : "as Sunday",
      rule.frequency ? `${rule.frequency.count} in ${rule.frequency.perHours} hours` : "",
      askedWords(rule),
      rule.citation,
      rule.confidence,
    ]),
  ),
  "hours-unverified": live
    .filter(({ confidence }) => confidence === "unverified")
    .map(({ id, note }) => `- \`${id}\`: ${note}`)
    .join("\n"),
  "changed-clocks": changes.clocks
    .map(({ province, since, from }) => `- ${province}, since ${from.slice(0, 10)} (release ${since})`)
    .join("\n"),
});

/** The page with its tables as they have to be. */
export const withHoursTables = (page: string): string =>
  Object.entries(tables()).reduce(
    (text, [name, body]) =>
      text.replace(
        new RegExp(`<!-- ${name}: .*? -->.*?<!-- /${name} -->`, "s"),
        () => `<!-- ${name}: npm run docs:hours -->\n${body}\n<!-- /${name} -->`,
      ),
    page,
  );

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    `| ${heads.join(" | ")} |`,
    `|${heads.map(() => "---|").join("")}`,
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function windowsOf({ windows }: RuleInFile): string {
  return windows.map(({ days, from, to }) => `${daysOf(days)} ${from}–${to}`).join("; ");
}

function daysOf(days: string): string {
  if (days.length === 7) return "daily";
  const names = [...days].map((day) => weekdays[Number(day) - 1] ?? "");
  return names.length > 1 ? `${names[0]}–${names.at(-1)}` : (names[0] ?? "");
}

/** The federal hours stay with every pack, although their text leaves out calls that were asked for. */
function askedWords({ id, requested }: RuleInFile): string {
  if (id === "us-federal") return "kept all the same";
  return requested.applies === "no" ? "does not bind" : requested.applies === "yes" ? "binds" : "unclear: kept";
}
