import { setTimeout as pause } from "node:timers/promises";
import { Command, Option } from "commander";
import { explain } from "../../../lambda/lead/explain.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { listSources, sourceNamed } from "../../sources/list-sources.ts";
import { refuseNotRunning } from "../../sources/running.ts";
import {
  followLead,
  NOBODYS_PHONE,
  type SendDeps,
  secondsAfter,
  sendLead,
  sendQuestion,
  type TestLead,
} from "../../sources/send-lead.ts";
import type { Stage } from "../../stage/stage.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";

interface Options extends StageOptions, TestLead {
  readonly wait: boolean;
  readonly yes?: true;
}

/** A test lead, as any sender sends one. */
export const sendCommand = (cli: Cli, deps: SendDeps = { fetch, sleep: pause }): Command =>
  stageCommand<Options>(
    cli,
    new Command("send")
      .description("Sends a test lead to a source as any sender would, and follows it until it is called or waits.")
      .argument("<source>", "the source's name")
      .option("--phone <number>", "whom to call; default a number that belongs to nobody", NOBODYS_PHONE)
      .option("--first-name <name>", "", "Test")
      .option("--last-name <name>", "", "Lead")
      .option("--email <address>")
      .option("--company <name>")
      .addOption(
        new Option("--as <kind>", "how it is posted; auto: as a form to html-form, else as JSON")
          .choices(["auto", "form", "json"])
          .default("auto"),
      )
      .option("--no-wait", "do not follow it")
      .option("--yes", "do not ask before a deployed bridge rings a person"),
    (stage, options, [source = ""]) => send(cli, stage, source, options, deps),
  );

async function send(cli: Cli, stage: Stage, source: string, options: Options, deps: SendDeps): Promise<Result> {
  const listed = sourceNamed(await listSources(stage), source);
  refuseNotRunning(stage, source);
  const question = sendQuestion(stage, listed, options);
  if (question !== undefined && !(await agreed(cli, options.yes, question)))
    return { data: { sent: false }, text: "Nothing was sent.", ok: false };
  const sentAt = stage.now();
  const { status, word, leadId, words, isTaken, instead } = await sendLead(listed, options, deps);
  const accepted = { source, http_status: status, status: word, lead_id: leadId ?? null };
  if (!isTaken || leadId === undefined) {
    const text = instead === undefined ? words : `${words}\n${instead}`;
    return { data: { ...accepted, steps: [] }, text, ok: isTaken };
  }
  if (!options.wait) return { data: { ...accepted, steps: [] }, text: words };
  const looked = (state: string) => cli.terminal.progress(`${state} …`);
  const seen = await followLead(stage, leadId, sentAt, { ...deps, looked });
  const steps = seen.history.map(({ at, state, reason }) => ({ at, state, reason: reason ?? null }));
  return {
    data: { ...accepted, state: seen.state, reason: seen.reason ?? null, steps },
    text: [words, ...seen.history.map((step) => stepLine(step, sentAt)), seen.verdict].join("\n"),
    ok: seen.isCalled,
  };
}

const stepLine = ({ at, state, reason }: Lead["history"][number], sentAt: Date): string =>
  `  +${secondsAfter(at, sentAt).padEnd(8)} ${state}${reason ? ` (${explain({ state, reason })})` : ""}`;
