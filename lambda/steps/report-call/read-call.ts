import type { AccountClient } from "../../callingly/for-account.ts";
import { toCallResult } from "../../callingly/result.ts";
import type { Call as ToldByCallingly } from "../../callingly/schemas.ts";
import { momentsOf } from "../../callingly/time.ts";
import type { Account, Bridge } from "../../config/bridge.ts";
import type { Call, CallResult } from "../../lead/call/call.ts";
import type { Lead } from "../../lead/lead.ts";
import type { AccountClocks } from "../account-clocks.ts";
import { Blocked } from "./blocked.ts";

/** Part of step 4: Callingly's answer about a call, asked with our own token. */

export interface ReadDeps {
  readonly bridge: Pick<Bridge, "account">;
  readonly callinglyFor: (account: Account) => Promise<Pick<AccountClient, "getCall" | "tokenPrint"> | undefined>;
  readonly clocks: AccountClocks;
  readonly now: () => Date;
}

export interface Read {
  readonly account: Account;
  /** As Callingly answered it. */
  readonly told: ToldByCallingly;
  readonly result: CallResult;
  /** As {@link ToldCall} has it. */
  readonly mayStart: readonly string[] | undefined;
  readonly at: Date;
}

export async function readCall({ account: name, callId, refHint, leadHint }: Call, deps: ReadDeps): Promise<Read> {
  const { bridge, callinglyFor, clocks, now } = deps;
  const account = bridge.account(name);
  const callingly = account && (await callinglyFor(account));
  if (!callingly) throw new Blocked("token-missing");
  const told = await callingly.getCall(callId);
  // Where nothing names its lead, its time may decide whose it is.
  const reading = await clocks.readingOf(account, { fresh: refHint === undefined && leadHint === undefined });
  const result = toCallResult(told, reading.zone);
  return { account, told, result, mayStart: momentsOf(told.started_at, reading), at: now() };
}

/** A call that only Callingly and we can name shows what the account's times mean: it began between our dial and now. */
export async function learnFrom(lead: Lead, { toldAt }: Call, read: Read, { clocks }: ReadDeps): Promise<CallResult> {
  const { account, told, at } = read;
  const dialledAt = lead.firstDialAt ?? lead.dial?.at;
  if (dialledAt !== undefined) {
    const witness = { callId: told.id, leadId: lead.id, restTime: told.started_at, dialledAt, readAt: at };
    await clocks.learn(account, { ...witness, ...(toldAt !== undefined && { toldAt }) });
  }
  return toCallResult(told, (await clocks.readingOf(account)).zone);
}
