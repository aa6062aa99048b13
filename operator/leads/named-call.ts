import { CallinglyError } from "../../lambda/callingly/error.ts";
import { toCallResult } from "../../lambda/callingly/result.ts";
import { momentsOf } from "../../lambda/callingly/time.ts";
import type { CallResult } from "../../lambda/lead/call/call.ts";
import { speaksAgainst } from "../../lambda/lead/call/evidence.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { maskPhone } from "../../lambda/lead/reader/phone.ts";
import { accountClocks } from "../../lambda/steps/account-clocks.ts";
import type { Stage } from "../stage/stage.ts";
import { momentAndSpan } from "../words/times.ts";

/**
 * Reads the call that a person says was a lead's. One that rang somebody else would tell the CRM another person's story.
 * @returns why it cannot be that, in words; undefined when nothing speaks against it
 */
export async function whyNotTheCall(
  lead: Lead,
  callId: string,
  { bridge, store, callinglyFor, now, log }: Pick<Stage, "bridge" | "store" | "callinglyFor" | "now" | "log">,
): Promise<string | undefined> {
  const account = bridge.account(lead.account);
  const callingly = account && (await callinglyFor(account));
  if (!callingly) return `There is no account or token to read call ${callId} with; nothing was changed.`;
  try {
    const call = await callingly.getCall(callId);
    const reading = await accountClocks(store.clocks, now, log).readingOf(account);
    const result = toCallResult(call, reading.zone);
    return speaksAgainst(lead, { ...result, mayStart: momentsOf(call.started_at, reading) }, now())
      ? `Call ${callId} cannot be this lead's: ${inWords(result, now())}. Nothing was changed; bridge review shows the calls that may be.`
      : undefined;
  } catch (error) {
    if (!(error instanceof CallinglyError)) throw error;
    return `Call ${callId} cannot be read (${error.message}); nothing was changed.`;
  }
}

function inWords({ direction, phone, startedAt }: CallResult, now: Date): string {
  if (direction !== undefined && direction !== "outbound") return `it is ${direction}, so the person called`;
  return `it rang ${phone === undefined ? "an unknown number" : maskPhone(phone)} at ${startedAt === undefined ? "an unknown time" : momentAndSpan(startedAt, now)}`;
}
