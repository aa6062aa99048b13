import { Command } from "commander";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type Country, parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { decideAll } from "../../../leads/decide-all.ts";
import type { FilterOptions } from "../../../leads/filter.ts";
import { planRelease } from "../../../leads/release-all.ts";
import { laterJson } from "../../../leads/when-rung.ts";
import type { Stage } from "../../../stage/stage.ts";
import { standInWords } from "../../../stage/stand-in.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { calledWords, whomAndWhen } from "../../views/when-rung.ts";
import { carryOut } from "./decisions.ts";
import { boundsOf, carrying, withFilter, withMost, withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

interface Options extends StageOptions, FilterOptions {
  readonly yes?: true;
  readonly phone?: string;
  readonly limit?: string;
}

export const releaseCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withMost(withFilter(new Command("release"))))
      .description("Calls a lead that is held; or, by --reason, all that are held for that reason and may be released.")
      .argument("[who]", WHO)
      .option(
        "--phone <number>",
        "call this number from now on; without country code it is one of the source's country",
      ),
    (stage, options: Options, [who]) =>
      who === undefined ? releaseAll(stage, options, cli) : releaseOne(who, stage, options, cli),
  );

async function releaseOne(who: string, stage: Stage, { yes, phone, reason }: Options, cli: Cli): Promise<Result> {
  if (reason !== undefined) throw new Problem("Name a lead, or a --reason for all that have it; not both.");
  const lead = await meant(who, stage, cli);
  const number = phone === undefined ? undefined : numberOf(phone, lead, stage);
  return carryOut(lead, { kind: "release", ...(number && { phone: number }) }, { cli, stage, yes });
}

function numberOf(phone: string, { source }: Lead, { config }: Stage): string {
  const country = (Object.hasOwn(config.sources, source) ? config.sources[source]?.country : undefined) ?? "US";
  const number = parsePhone(phone, country as Country);
  if (number) return number;
  throw new Problem(
    `--phone: no such number can exist in ${country}, where the source "${source}" is at home. Write it with its country code, such as +12125550123.`,
  );
}

async function releaseAll(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  if (options.phone !== undefined) throw new Problem("--phone is for one lead: name it.");
  const { leads, rung, left } = await planRelease(options, boundsOf(options, cli), stage);
  const nothing = (why: string): Result => ({
    ok: false,
    data: { released: [], later: [], refused: [], why },
    text: why,
  });
  if (leads.length === 0) return nothing(["No lead waits for a person for that reason.", ...left].join("\n"));
  const question = [...whomAndWhen(rung, stage.now()), ...left, standInWords(stage), "Call them?"];
  if (!(await agreed(cli, options.yes, question.filter(Boolean).join("\n")))) return nothing("Nothing was changed.");
  const { done: released, refused } = await decideAll(leads, { kind: "release" }, carrying(leads, cli), stage);
  const isReleased = ({ id }: Lead) => released.includes(id);
  const later = rung.later.filter(({ lead }) => isReleased(lead));
  const words = [
    ...calledWords({ now: rung.now.filter(isReleased), later }),
    standInWords(stage),
    ...refused.map(({ why }) => why),
    ...left,
  ];
  return {
    ok: refused.length === 0,
    data: { released, later: later.map(laterJson), refused },
    text: words.filter(Boolean).join("\n"),
  };
}
