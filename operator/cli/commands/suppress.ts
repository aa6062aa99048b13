import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import type { Suppression } from "../../../lambda/lead/privacy/suppression.ts";
import { parsePhone } from "../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { checkNames } from "../../gates/check-names.ts";
import { sizeOf, suppressAll, type Who, wordsAbout } from "../../people/suppression-list.ts";
import { everyOne } from "../../restored/compare.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { wayWords, whomItBinds } from "../../words/suppression.ts";
import { momentAndSpan } from "../../words/times.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { printable } from "../terminal/table.ts";

/** Who is not to be called. No command prints a number that it was not given. */

export const WHO = "a phone number with its country code, or an e-mail address";

interface SuppressOptions extends StageOptions {
  readonly reason?: string;
  readonly source?: string;
  readonly check?: true;
}

export const suppressCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("suppress")
      .description(
        "Puts people on the list of those whom nobody calls, and stops what is under way for them; without anybody, says how long it is.",
      )
      .argument("[who...]", `${WHO}, or a file with one of them in each line`)
      .option("--reason <text>", "why, for people who ask later")
      .option("--source <name>", "only the business of this source; else nobody at all calls them")
      .option("--check", "change nothing: say whether they are on the list"),
    (stage, options: SuppressOptions, who) => {
      if (who.length === 0) return showSize(stage);
      const people = peopleIn(who);
      return options.check ? check(people, stage) : suppress(people, options, stage, cli);
    },
  );

async function suppress(
  people: readonly Who[],
  { reason, source }: SuppressOptions,
  stage: Stage,
  { terminal, operator: by }: Cli,
): Promise<Result> {
  checkNames({ ...(source !== undefined && { source }) }, stage.config);
  await suppressAll(people, { by, reason, source }, stage, ({ doing, count }) =>
    terminal.progress(`${doing}: ${count}`),
  );
  const whom = source === undefined ? "nobody calls" : `no source of the business of ${source} calls`;
  return {
    data: { suppressed: people.length, scope: source ?? "all" },
    text: `${counted(people.length, "person", "people")} on the list: ${whom} them. What waits for them ends, and Callingly is told to redial them no more.`,
  };
}

async function check(people: readonly Who[], stage: Stage): Promise<Result> {
  const found = await Promise.all(people.map(async (who) => ({ who, words: await wordsAbout(who, stage) })));
  const lines = found.map(({ who, words }) => {
    const standing = words.filter(({ lifted }) => lifted === undefined);
    const name = printable(who.phone ?? who.email);
    const all = words.map((word) => `\n  ${wordOf(word, stage.now())}`).join("");
    return `${name}: ${standing.length > 0 ? "on the list" : "not on the list"}${all}`;
  });
  const isListed = ({ words }: { words: readonly Suppression[] }) => words.some(({ lifted }) => lifted === undefined);
  return {
    ok: found.every(isListed),
    data: found.map(({ who, words }) => ({
      who: who.phone ?? who.email,
      suppressed: isListed({ words }),
      words: words.map(({ print: _, ...word }) => word),
    })),
    text: lines.join("\n"),
  };
}

const wordOf = ({ way, scope, by, since, reason, lifted }: Suppression, now: Date): string =>
  printable(
    [
      `${wayWords[way]} (${by}), ${whomItBinds(scope)}, since ${momentAndSpan(since, now)}`,
      ...(reason ? [`because: ${reason}`] : []),
      ...(lifted
        ? [`taken back by ${lifted.by} ${momentAndSpan(lifted.at, now)}${lifted.reason ? `: ${lifted.reason}` : ""}`]
        : []),
    ].join("; "),
  );

async function showSize(stage: Stage): Promise<Result> {
  const { phones, emails, lifted, byWay, byScope } = sizeOf(await everyOne(stage.archive.suppressions()));
  const parts = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([name, count]) => `  ${name}: ${count}`);
  return {
    data: { phones, emails, taken_back: lifted, by_way: byWay, by_scope: byScope },
    text: [
      `${counted(phones, "number")} and ${counted(emails, "address", "addresses")} on the list, ${lifted} taken back.`,
      ...parts(byWay),
      ...parts(byScope),
    ].join("\n"),
  };
}

/** @throws Problem when a word or a line is neither, and then of nobody */
function peopleIn(given: readonly string[]): Who[] {
  return given.flatMap((each) => {
    const person = readWho(each);
    if (person) return [person];
    if (!existsSync(each))
      throw new Problem(`"${each}": give ${WHO}, or the path of a file with one of them in each line.`);
    return linesOf(each);
  });
}

function linesOf(path: string): Who[] {
  const lines = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const people = lines.map((line) => (line === "" ? undefined : readWho(line)));
  const unread = lines.flatMap((line, index) => (line !== "" && people[index] === undefined ? [index + 1] : []));
  if (unread.length > 0) {
    // What stands there is somebody's number.
    const which = unread.slice(0, 10).join(", ");
    throw new Problem(`${path}: line ${which} is neither ${WHO}. Nobody was put on the list.`);
  }
  return people.filter((person) => person !== undefined);
}

/** A number, or an address; undefined where the text is neither. */
export function readWho(text: string): Who | undefined {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { email: text };
  // Also one that is in no plan: somebody may have typed it.
  const phone = text.startsWith("+") ? (parsePhone(text, "US") ?? plainNumber(text)) : undefined;
  return phone === undefined ? undefined : { phone };
}

const plainNumber = (text: string): string | undefined =>
  /^\+[1-9]\d{6,14}$/.exec(text.replace(/[\s().\-/]/g, ""))?.[0];
