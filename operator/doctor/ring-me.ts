import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import { toCallResult } from "../../lambda/callingly/result.ts";
import type { Account } from "../../lambda/config/accounts.ts";
import { accountClocks } from "../../lambda/steps/account-clocks.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/**
 * One real call to the operator's own phone: it tests the whole path, and shows how far the account's times are from
 * UTC.
 */

export interface RingDeps {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Called with the call's progress. */
  readonly progress: (text: string) => void;
}

const LOOK_EVERY_MS = 2_000;
const PATIENCE_MS = 3 * 60_000;

/** @param phone in E.164, the operator's own */
export async function ringMe(
  stage: Stage,
  { account, team, phone }: { account: Account; team: number; phone: string },
  { sleep, progress }: RingDeps,
): Promise<readonly Finding[]> {
  const callingly = await stage.callinglyFor(account);
  if (!callingly) return [];
  const toldAt = stage.now();
  const outcome = await callingly.createCall({
    team_id: team,
    phone_number: phone,
    first_name: "Test",
    last_name: "Call",
    source: "bridge doctor",
  });
  if (outcome.kind !== "placed") {
    const why = outcome.kind === "refused" ? outcome.message : outcome.reason;
    const remedy = outcome.kind === "ambiguous" ? "It may ring all the same: it is not tried again." : "Fix that.";
    return [fault("test call", account.name, `Callingly did not take it (${outcome.kind}: ${why}).`, remedy)];
  }
  const { callId } = outcome;
  if (callId === undefined) {
    return [
      warning("test call", account.name, "Callingly took it and named no call.", "See whether your phone rings."),
    ];
  }
  const last = await watched(callingly, callId, account, { sleep, progress, tries: PATIENCE_MS / LOOK_EVERY_MS });
  // The call is ours: it is one of the two that the account's clock is learned from.
  await accountClocks(stage.store.clocks, stage.now, stage.log).learn(account, {
    callId,
    leadId: `call ${callId}`,
    restTime: last?.lead?.phone_number === phone ? last.started_at : undefined,
    dialledAt: toldAt.toISOString(),
    readAt: stage.now(),
  });
  const heard = await stage.store.calls.find(account.name, callId);
  const result = last && toCallResult(last, account.timeZone);
  return [
    result?.final
      ? ok(
          "test call",
          account.name,
          `Call ${callId} ended: ${result.status ?? "ended"}, ${result.outcome ?? "no outcome"}.`,
        )
      : warning("test call", account.name, `Call ${callId} has not ended.`, "Look at it: bridge callingly calls get"),
    heard
      ? ok("test call: webhook", account.name, "Callingly's webhook arrived.")
      : warning(
          "test call: webhook",
          account.name,
          "Callingly's webhook has not arrived.",
          "See the findings about webhooks. Callingly may take its time: look again in a few minutes.",
        ),
  ];
}

async function watched(
  callingly: AccountClient,
  callId: string,
  { timeZone }: Account,
  { sleep, progress, tries }: RingDeps & { readonly tries: number },
) {
  let last: Awaited<ReturnType<AccountClient["getCall"]>> | undefined;
  for (let look = 0; look < tries; look += 1) {
    // A call may become visible a little late.
    last = await callingly.getCall(callId).catch(() => last);
    if (last && toCallResult(last, timeZone).final) break;
    progress(`Call ${callId}: ${last?.status ?? "not visible yet"} …`);
    await sleep(LOOK_EVERY_MS);
  }
  return last;
}
