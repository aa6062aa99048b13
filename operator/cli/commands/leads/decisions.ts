import { Command } from "commander";
import type { Decision } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { decide } from "../../../leads/decide.ts";
import { whyNotTheCall } from "../../../leads/named-call.ts";
import { nextStep } from "../../../leads/next-step.ts";
import { refusalOf } from "../../../leads/refusal.ts";
import { leadRow } from "../../../shapes/lead.ts";
import type { Stage } from "../../../stage/stage.ts";
import { standInWords } from "../../../stage/stand-in.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { whom } from "../../views/leads.ts";
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

const rings: Record<Decision["kind"], boolean> = { "call-again": true, release: true, "it-rang": false, cancel: false };

/** Asks first when the decision can make a phone ring. */
export async function carryOut(
  lead: Lead,
  decision: Decision,
  { cli, stage, yes }: { cli: Cli; stage: Stage; yes?: true | undefined },
): Promise<Result> {
  const refused = refusalOf(lead, decision);
  if (refused !== undefined) return refusal(lead, refused);
  const phone = decision.kind === "release" ? decision.phone : undefined;
  if (rings[decision.kind]) {
    if (!lead.person.phone && phone === undefined && lead.reference === undefined) {
      throw new Problem(
        `${lead.id} has no phone number that can be called${lead.state === "held" ? `; give one: bridge leads release ${lead.id} --phone +12125550123` : ""}.`,
      );
    }
    if (!(await agreed(cli, yes, question(lead, phone, stage)))) return refusal(lead, "Nothing was changed.");
  }
  const made = await decide(lead, decision, cli.operator, stage);
  if (!made.ok) return refusal(lead, made.why);
  const next = nextStep(made.lead, stage.bridge, await stage.store.gates.all(), stage.now());
  return {
    data: { changed: true, lead: leadRow(made.lead, { personal: false }), next_step: next },
    text: words(`${lead.id} is ${made.lead.state}.`, next, rings[decision.kind] ? standInWords(stage) : ""),
  };
}

function question(lead: Lead, phone: string | undefined, stage: Stage): string {
  const { ringsPossible: before } = lead;
  const rung = before > 0 ? `It may have rung ${before === 1 ? "once" : `${before} times`} before.` : "";
  const under = phone ? ` under a new number that ends in ${phone.slice(-2)}` : "";
  return words(`Call ${whom(lead, stage.now())}${under}?`, rung, standInWords(stage));
}

const words = (...sentences: readonly string[]): string => sentences.filter(Boolean).join(" ");

const refusal = (lead: Lead, why: string): Result => ({
  ok: false,
  data: { changed: false, lead: leadRow(lead, { personal: false }), why },
  text: why,
});
