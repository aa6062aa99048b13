import { Command } from "commander";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import { noticeOf } from "../../../../lambda/lead/call/notice.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { nextStep } from "../../../leads/next-step.ts";
import { wholeVerdict } from "../../../leads/whole-verdict.ts";
import type { Stage } from "../../../stage/stage.ts";
import { type Cli, type Result, stageCommand } from "../../command.ts";
import { wholeLeadJson, wholeLeadText } from "../../views/leads.ts";
import { verdictJson, verdictText } from "../../views/verdict.ts";
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
  const verdict = mayYetRing(lead) ? wholeVerdict(lead, bridge, gates, now()) : undefined;
  const data = { ...wholeLeadJson(whole), may_ring: verdict ? verdictJson(verdict) : null };
  return { data, text: [wholeLeadText(whole, now()), ...(verdict ? ["", verdictText(verdict)] : [])].join("\n") };
}

const mayYetRing = ({ state }: Lead): boolean => state === "ready" || state === "held";

/** Every known call of the lead, and its notices to the CRM. */
async function callsOf(lead: Lead, { store, now }: Stage): Promise<Call[]> {
  const notice = noticeOf(lead, now())?.callId;
  const ids = new Set([...lead.calls, lead.callId, notice].filter((id) => id !== undefined));
  const calls = await Promise.all([...ids].map((id) => store.calls.find(lead.account, id)));
  return calls.filter((call) => call !== undefined);
}
