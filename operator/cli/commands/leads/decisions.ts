import { Command } from "commander";
import type { Decision } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { askDecision } from "../../../leads/ask-decision.ts";
import { decide } from "../../../leads/decide.ts";
import { whyNotTheCall } from "../../../leads/named-call.ts";
import { nextStep } from "../../../leads/next-step.ts";
import { refusalOf } from "../../../leads/refusal.ts";
import { leadRow } from "../../../shapes/lead.ts";
import type { Stage } from "../../../stage/stage.ts";
import { standInWords } from "../../../stage/stand-in.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { printable } from "../../terminal/table.ts";
import { withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

/** A person's decision about one lead. */

interface Options extends StageOptions {
  readonly yes?: true;
}

export const redialCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(new Command("redial").description("Calls a lead once more, whatever may have rung before.")).argument(
      "<who>",
      WHO,
    ),
    async (stage, { yes }: Options, [who = ""]) =>
      carryOut(await meant(who, stage, cli), { kind: "call-again" }, { cli, stage, yes }),
  );

interface ItRangOptions extends Options {
  readonly call?: string;
}

export const itRangCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("it-rang")
      .description("Says that a lead of unclear fate was called: its result is waited for, and it does not ring again.")
      .argument("<who>", WHO)
      .option(
        "--call <id>",
        "which of Callingly's calls it was; it is read first, and must fit; without it the bridge goes on looking",
      ),
    async (stage, { call }: ItRangOptions, [who = ""]) => {
      const lead = await meant(who, stage, cli);
      const decision = { kind: "it-rang", ...(call && { callId: call }) } as const;
      const refused =
        call === undefined || refusalOf(lead, decision) ? undefined : await whyNotTheCall(lead, call, stage);
      return refused === undefined ? carryOut(lead, decision, { cli, stage }) : refusal(lead, refused);
    },
  );

/** Asks first when the decision can make a phone ring. */
export async function carryOut(
  lead: Lead,
  decision: Decision,
  { cli, stage, yes }: { cli: Cli; stage: Stage; yes?: true | undefined },
): Promise<Result> {
  const asked = askDecision(lead, decision, stage);
  if ("refused" in asked) return refusal(lead, asked.refused);
  if (asked.rings && !(await agreed(cli, yes, printable(asked.question)))) return refusal(lead, "Nothing was changed.");
  const made = await decide(lead, decision, cli.operator, stage);
  if (!made.ok) return refusal(lead, made.why);
  const next = nextStep(made.lead, stage.bridge, await stage.store.gates.all(), stage.now());
  return {
    data: { changed: true, lead: leadRow(made.lead, { personal: false }), next_step: next },
    text: words(`${lead.id} is ${made.lead.state}.`, next, asked.rings ? standInWords(stage) : ""),
  };
}

const words = (...sentences: readonly string[]): string => sentences.filter(Boolean).join(" ");

const refusal = (lead: Lead, why: string): Result => ({
  ok: false,
  data: { changed: false, lead: leadRow(lead, { personal: false }), why },
  text: why,
});
