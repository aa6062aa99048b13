import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { RejectedError } from "../../../../lambda/runtime/errors.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { accountIdIn } from "../../../account-id.ts";
import { checkNames } from "../../../gates/check-names.ts";
import { exportPerson, type PersonExport } from "../../../people/export-person.ts";
import type { PersonQuestion } from "../../../people/find-person.ts";
import { forgetPerson } from "../../../people/forget-person.ts";
import { personDeps } from "../../../people/person-deps.ts";
import { allowForgotten } from "../../../people/suppress.ts";
import type { Stage } from "../../../stage/stage.ts";
import { counted } from "../../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { withYes } from "./options.ts";

/** A person's rights over their data: to be forgotten, and to see what is kept. */

const PERSON = "a phone number with its country code, an e-mail address or a lead's id";

interface Options extends StageOptions {
  readonly account?: readonly string[];
  readonly yes?: true;
  readonly output?: string;
  readonly mentions?: true;
}

const withAccounts = (command: Command): Command =>
  command.option(
    "--account <name...>",
    "in these accounts; needed where there are several, as each may be another company's",
  );

export const forgetCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withAccounts(new Command("forget")))
      .description(
        "Takes a person out of the table and of Callingly, for good, and makes sure that they are not called again.",
      )
      .argument("<who>", PERSON)
      .option("--mentions", "also take them out of what other people's leads and calls say"),
    (stage, options: Options, [who = ""]) =>
      carried(() => forget(stage, questionOf(who, options, stage), options, cli)),
  );

export const exportCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withAccounts(new Command("export"))
      .description("Prints everything the bridge keeps of a person, as JSON, for that person.")
      .argument("<who>", PERSON)
      .option("--output <file>", "write it into this file, which only you can read"),
    (stage, options: Options, [who = ""]) =>
      carried(() => exportOf(stage, questionOf(who, options, stage), options, cli)),
  );

export const allowCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withAccounts(new Command("allow"))
      .description("Lets a forgotten person be called again, because they said so. Rings nobody by itself.")
      .argument("<who>", "a phone number with its country code, or an e-mail address"),
    (stage, options: Options, [who = ""]) => carried(() => allow(stage, questionOf(who, options, stage), cli)),
  );

const depsOf = (stage: Stage, { terminal }: Cli) =>
  personDeps(stage, ({ doing, count }) => terminal.progress(`${doing}: ${count}`));

/** The operator sees what is found before it is deleted: that cannot be undone. */
async function forget(stage: Stage, question: PersonQuestion, options: Options, cli: Cli): Promise<Result> {
  const deps = depsOf(stage, cli);
  const { yes } = options;
  const { leads, calls, callingly, mentions } = await exportPerson(question, deps);
  const found = `${counted(leads.length, "lead")}, ${counted(calls.length, "call")} and ${counted(callingly.length, "lead")} at Callingly`;
  const asked = `Forget this person in ${question.accounts.join(", ")}: ${found}? This cannot be undone. CRM records keep their own and get a note.`;
  if (!(await agreed(cli, yes, asked))) {
    return { ok: false, data: { forgotten: false, unfinished: [] }, text: "Nothing was changed." };
  }
  const clearMentions = options.mentions ?? (mentions.length > 0 && !yes && (await clearsMentions(mentions, cli)));
  const done = await forgetPerson({ ...question, clearMentions }, cli.operator, deps);
  const { unfinished } = done;
  const text = [
    `${counted(done.leads.length, "lead")} and ${counted(done.calls, "call")} hold nothing of the person any more; ${counted(done.deletedAtCallingly.length, "lead")} deleted at Callingly; ${counted(done.noted.length, "note")} for the CRMs. Nobody calls them again.`,
    ...(done.mentionsCleared > 0
      ? [`${counted(done.mentionsCleared, "mention")} taken out of other people's data.`]
      : []),
    ...unfinished.map((left) => `Not done: ${left}`),
  ];
  return {
    ok: unfinished.length === 0,
    data: {
      forgotten: unfinished.length === 0,
      leads: done.leads,
      calls: done.calls,
      deleted_at_callingly: done.deletedAtCallingly.map(({ account, leadId }) => ({ account, lead_id: leadId })),
      noted: done.noted,
      mentions_cleared: done.mentionsCleared,
      unfinished,
    },
    text: text.join("\n"),
  };
}

const clearsMentions = (mentions: PersonExport["mentions"], cli: Cli): Promise<boolean> =>
  agreed(
    cli,
    undefined,
    [
      `Others' data mentions this person ${counted(mentions.length, "time")}:`,
      ...mentions.map(({ leadId, callId, in: fields }) => `  ${leadId ?? `call ${callId}`}: ${fields.join(", ")}`),
      "Take that out as well? The rest of those leads and calls stays.",
    ].join("\n"),
  );

/** The items as they are kept, by their own names: it is a copy of the data, no report about it. */
async function exportOf(stage: Stage, question: PersonQuestion, { output }: Options, cli: Cli): Promise<Result> {
  const data = await exportPerson(question, depsOf(stage, cli));
  const text = JSON.stringify(data, undefined, 2);
  if (output === undefined) return { data, text, isData: true };
  writeFileSync(output, `${text}\n`, { mode: 0o600, flag: "wx" });
  const written = `${output}: ${counted(data.leads.length, "lead")} and ${counted(data.calls.length, "call")}`;
  return { data: { output, leads: data.leads.length, calls: data.calls.length }, text: written };
}

async function allow(stage: Stage, { leadId, ...question }: PersonQuestion, { operator }: Cli): Promise<Result> {
  if (leadId !== undefined)
    throw new Problem("Give a phone number or an e-mail address: a forgotten lead holds neither.");
  const { archive, store, suppressionSeeds: seeds, now } = stage;
  const lifted = await allowForgotten(question, operator, { archive, store, seeds, now });
  const text =
    lifted > 0 ? "They may be called again when their next lead comes." : "Nobody by that is kept from being called.";
  return { ok: lifted > 0, data: { lifted }, text };
}

/** @throws Problem when nobody can be meant */
function questionOf(who: string, { account }: Options, { config }: Stage): PersonQuestion {
  const all = Object.keys(config.accounts);
  for (const name of account ?? []) checkNames({ account: name }, config);
  if (account === undefined && all.length > 1) {
    throw new Problem(`Say with --account in which accounts: ${all.join(", ")}. Each may be another company's.`);
  }
  const accounts = account?.map((which) => accountIdIn(config, which)) ?? all;
  if (who.startsWith("lead_")) return { leadId: who, accounts };
  if (who.includes("@")) return { email: who, accounts };
  // Also one that is in no plan: somebody may have typed it.
  const phone = who.startsWith("+") ? (parsePhone(who, "US") ?? plainNumber(who)) : undefined;
  if (phone !== undefined) return { phone, accounts };
  throw new Problem(`"${who}": give ${PERSON}.`);
}

const plainNumber = (text: string): string | undefined =>
  /^\+[1-9]\d{6,14}$/.exec(text.replace(/[\s().\-/]/g, ""))?.[0];

async function carried(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RejectedError) throw new Problem(`${error.message}.`);
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new Problem("There is such a file already; name another.");
    }
    throw error;
  }
}
