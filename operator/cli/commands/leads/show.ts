import { Command } from "commander";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { callsOf } from "../../../leads/calls-of.ts";
import { nextStep } from "../../../leads/next-step.ts";
import { readFacts } from "../../../leads/read-facts.ts";
import { wholeVerdict } from "../../../leads/whole-verdict.ts";
import { wholeLeadJson } from "../../../shapes/lead.ts";
import { verdictJson } from "../../../shapes/verdict.ts";
import type { Stage } from "../../../stage/stage.ts";
import { type Cli, type Result, stageCommand } from "../../command.ts";
import { wholeLeadText } from "../../views/leads.ts";
import { verdictText } from "../../views/verdict.ts";
import { meant, WHO } from "./who.ts";

export const showCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("show").description("Shows everything about one lead, personal data included.").argument("<who>", WHO),
    (stage, _options, [who = ""]) => show(stage, who, cli),
  );

async function show(stage: Stage, who: string, cli: Cli): Promise<Result> {
  const { store, bridge, now } = stage;
  const lead = await meant(who, stage, cli);
  const [calls, gates] = await Promise.all([callsOf(lead, stage), store.gates.all()]);
  const whole = { lead, calls, next: nextStep(lead, bridge, gates, now()) };
  // Of one that has rung or ended, nobody asks any more.
  const verdict = mayYetRing(lead)
    ? wholeVerdict(lead, bridge, await readFacts(lead, bridge, stage), now())
    : undefined;
  const data = { ...wholeLeadJson(whole), may_ring: verdict ? verdictJson(verdict) : null };
  return { data, text: [wholeLeadText(whole, now()), ...(verdict ? ["", verdictText(verdict)] : [])].join("\n") };
}

const mayYetRing = ({ state }: Lead): boolean => state === "ready" || state === "held";
