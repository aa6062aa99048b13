import { Command } from "commander";
import type { Decision } from "../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { placeOf } from "../../console/places.ts";
import { decide } from "../../leads/decide.ts";
import { nextStep } from "../../leads/next-step.ts";
import { reviewCases } from "../../review/cases.ts";
import { type Evidence, evidenceFor } from "../../review/evidence.ts";
import { evidenceJson } from "../../shapes/evidence.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { switchNotes } from "../../words/switches.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { readingAloud } from "../reading.ts";
import { lacking, rest } from "../views/rest.ts";
import { evidenceText } from "../views/review.ts";
import { type ListOptions, limitOf, withFilter } from "./leads/options.ts";

interface Options extends StageOptions, ListOptions, WebOption {
  readonly limit: string;
  readonly list?: true;
}

/** Leads of which nobody knows whether they rang: a person decides, with everything to go by in view. */
export const reviewCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(withFilter(new Command("review")))
      .description("Shows what is known of leads whose call nobody can prove, and takes your decision about each.")
      .option("--limit <count>", "how many at most, the oldest first", "20")
      .option("--list", "only show them, do not ask"),
    (stage, options: Options, _, command) => {
      const { web, reason, source, account, since } = options;
      if (web) return openAt(placeOf("review", { reason, source, account, since }), stage, options, command, cli);
      return review(stage, options, cli);
    },
  );

async function review(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  const limit = limitOf(options.limit);
  const found = await reviewCases(options, { limit, watcher: readingAloud(cli.terminal) }, stage);
  const leads = found.items;
  const lack = lacking(found, { limit });
  if (lack) cli.terminal.note(lack);
  for (const note of switchNotes(stage)) cli.terminal.note(note);
  const asks = cli.terminal.isInteractive && !options.json && !options.list;
  if (leads.length === 0) return { data: [], text: "No lead waits for a review." };
  if (asks) return { data: [], text: await walkThrough(leads, stage, cli) };

  const evidence: Evidence[] = [];
  for (const lead of leads) {
    cli.terminal.progress(`Asking Callingly: ${evidence.length} of ${leads.length}`);
    evidence.push(await evidenceFor(lead, stage));
  }
  const shown = evidence.map((each) => evidenceText(each, stage.now()));
  return {
    data: evidence.map(evidenceJson),
    text:
      shown.join("\n\n") +
      rest(found, { limit, isSure: options.source === undefined && options.account === undefined }),
  };
}

/** What is decided about a call that nobody can prove. */
type ByEvidence = Extract<Decision["kind"], "call-again" | "it-rang" | "cancel">;

const answers: Readonly<Record<string, ByEvidence | "skip">> = {
  c: "call-again",
  r: "it-rang",
  x: "cancel",
  s: "skip",
};

/** One lead after the other, each with its evidence. */
async function walkThrough(leads: readonly Lead[], stage: Stage, cli: Cli): Promise<string> {
  const { terminal } = cli;
  let decided = 0;
  for (const [at, lead] of leads.entries()) {
    const evidence = await evidenceFor(lead, stage);
    terminal.note(`\n${at + 1} of ${leads.length}\n${evidenceText(evidence, stage.now())}\n${standInWords(stage)}`);
    const answer = await terminal.ask("c(all again), r(ang), x (cancel), s(kip)?", {
      default: "s",
      validate: (text) => text in answers || "Type c, r, x or s.",
    });
    const kind = answers[answer] ?? "skip";
    if (kind === "skip") continue;
    const made = await decide(lead, await decisionOf(kind, evidence, cli), cli.operator, stage);
    if (made.ok) decided += 1;
    const gates = await stage.store.gates.all();
    terminal.note(made.ok ? nextStep(made.lead, stage.bridge, gates, stage.now()) : made.why);
  }
  return `${decided} of ${leads.length} decided.`;
}

/** When it rang and several calls fit, only the person knows which it was. */
async function decisionOf(kind: ByEvidence, { candidates }: Evidence, { terminal }: Cli): Promise<Decision> {
  if (kind !== "it-rang") return { kind };
  const fitting = candidates.filter(({ fits }) => fits).map(({ call }) => call.callId);
  if (fitting.length < 2) return { kind, callId: fitting[0] };
  const callId = await terminal.ask(`Which call was it: ${fitting.join(", ")}? Empty: the bridge goes on looking.`, {
    default: "",
    validate: (text) => text === "" || fitting.includes(text) || `Name one of ${fitting.join(", ")}, or nothing.`,
  });
  return { kind, ...(callId && { callId }) };
}
