import type { CallinglyClient } from "../../callingly/client.ts";
import type { Account, Accounts } from "../../config/accounts.ts";
import { answersAgain, type Gate, gateOn, stillClosed } from "../../lead/gates.ts";
import type { Log } from "../../runtime/log.ts";
import type { GateStore } from "../../store/store.ts";
import { settleEach } from "../work-due.ts";

/** Part of step 2: closed gates are reopened by asking Callingly something harmless. No lead is spent on finding out. */

export interface GateKeeperDeps {
  readonly bridge: Pick<Accounts, "account">;
  readonly gates: GateStore;
  readonly callinglyFor: (account: Account, options?: { fresh?: boolean }) => Promise<AskedClient | undefined>;
  readonly now: () => Date;
  readonly log: Log;
}

export type AskedClient = Pick<CallinglyClient, "listTeams" | "getTeam"> & { readonly tokenPrint: string };

/** Handles every gate that a question may open. */
export async function keepGates(deps: GateKeeperDeps): Promise<void> {
  const asked = (await deps.gates.all()).filter(({ askAt }) => askAt !== undefined);
  const name = ({ account, reason }: Gate) => ({ account, reason });
  await settleEach(asked, (gate) => keepGate(gate, deps), deps.log, name);
}

async function keepGate(gate: Gate, { bridge, gates, callinglyFor, now, log }: GateKeeperDeps): Promise<void> {
  const account = gate.account === undefined ? undefined : bridge.account(gate.account);
  // Neither the account nor its leads are in the configuration any more.
  if (!account) return gates.open(gate);
  const callingly = await callinglyFor(account, { fresh: gate.token !== undefined });
  const isRenewed = gate.token !== undefined && callingly !== undefined && callingly.tokenPrint !== gate.token;
  if (!isRenewed && (gate.askAt ?? "") > now().toISOString()) return;
  if (callingly && (await isMended(gate, callingly))) {
    await (gate.on === gateOn.service(account.token) ? gates.close(answersAgain(gate, now())) : gates.open(gate));
    log("info", "gate opened", { account: gate.account, team: gate.team, reason: gate.reason });
  } else {
    // Only a gate that a token closed minds which token it was.
    const refused = gate.token !== undefined && callingly ? { ...gate, token: callingly.tokenPrint } : gate;
    await gates.close(stillClosed(refused, now()));
    log("warn", "gate stays closed", { account: gate.account, team: gate.team, reason: gate.reason });
  }
}

async function isMended(gate: Gate, callingly: AskedClient): Promise<boolean> {
  try {
    await (gate.team === undefined ? callingly.listTeams() : callingly.getTeam(gate.team));
    return true;
  } catch {
    return false;
  }
}
