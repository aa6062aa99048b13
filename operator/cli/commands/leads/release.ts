import { Command } from "commander";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type Country, parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { decide } from "../../../leads/decide.ts";
import { type FilterOptions, filterOf, fits, mayFit } from "../../../leads/filter.ts";
import { oldestFirst } from "../../../leads/index-rows.ts";
import { peopleOf } from "../../../leads/people.ts";
import { commandsFor, isReleased } from "../../../leads/remedies.ts";
import { waitingLeads } from "../../../leads/waiting.ts";
import type { Stage } from "../../../stage/stage.ts";
import { standInWords } from "../../../stage/stand-in.ts";
import { counted } from "../../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { readingAloud } from "../../reading.ts";
import { allOfWhom } from "../../views/leads.ts";
import { carryOut } from "./decisions.ts";
import { withFilter, withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

interface Options extends StageOptions, FilterOptions {
  readonly yes?: true;
  readonly phone?: string;
}

export const releaseCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withFilter(new Command("release")))
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
  if (options.reason === undefined) throw new Problem("Name a lead, or with --reason which held leads are meant.");
  if (options.phone !== undefined) throw new Problem("--phone is for one lead: name it.");
  const filter = { ...filterOf(options, stage), states: ["held" as const] };
  const { items: held } = await waitingLeads(stage, {
    wanted: (row) => mayFit(row, filter),
    fits: (lead) => fits(lead, filter),
    order: oldestFirst,
    watcher: readingAloud(cli.terminal),
  });
  // Some rules hold leads that a person may release all the same: number-abroad is one.
  const free = held.filter(({ dueFor, reason }) => dueFor !== "dial-lead" || isReleased(reason));
  const leads = free.filter(({ person, reference }) => person.phone !== undefined || reference !== undefined);
  const otherwise = [...new Set(filter.reasons?.filter((reason) => !isReleased(reason)).flatMap(commandsFor))];
  const left = [
    ...note(
      held.length - free.length,
      `held by a rule, which a release does not change: fix the cause, then ${otherwise.join(" or ") || "bridge replay"}`,
    ),
    ...note(free.length - leads.length, "no number that can be called; release each with --phone"),
  ];
  if (leads.length === 0) {
    const why = ["No lead waits for a person for that reason.", ...left].join("\n");
    return { ok: false, data: { released: [], refused: [], why }, text: why };
  }
  const question = [
    `${peopleOf(leads)} called:`,
    allOfWhom(leads, stage.now()),
    ...left,
    standInWords(stage),
    "Call them?",
  ];
  if (!(await agreed(cli, options.yes, question.filter(Boolean).join("\n")))) {
    return {
      ok: false,
      data: { released: [], refused: [], why: "Nothing was changed." },
      text: "Nothing was changed.",
    };
  }
  const released: string[] = [];
  const refused: { lead_id: string; why: string }[] = [];
  for (const [at, lead] of leads.entries()) {
    cli.terminal.progress(`${at} of ${leads.length}`);
    const made = await decide(lead, { kind: "release" }, cli.operator, stage);
    if (made.ok) released.push(lead.id);
    else refused.push({ lead_id: lead.id, why: made.why });
  }
  const words = [
    `${peopleOf(leads.filter(({ id }) => released.includes(id)))} called from now on, at the usual pace.`,
    standInWords(stage),
    ...refused.map(({ why }) => why),
    ...left,
  ];
  return { ok: refused.length === 0, data: { released, refused }, text: words.filter(Boolean).join("\n") };
}

const note = (count: number, what: string): string[] => (count > 0 ? [`${counted(count, "lead")} more: ${what}.`] : []);
