import type { Call } from "../../lambda/lead/call/call.ts";
import { noticeOf } from "../../lambda/lead/call/notice.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";

/** Every known call of the lead, and its notices to the CRM. */
export async function callsOf(lead: Lead, { store, now }: Pick<Stage, "store" | "now">): Promise<Call[]> {
  const notice = noticeOf(lead, now())?.callId;
  const ids = new Set([...lead.calls, lead.callId, notice].filter((id) => id !== undefined));
  const calls = await Promise.all([...ids].map((id) => store.calls.find(lead.account, id)));
  return calls.filter((call) => call !== undefined);
}
