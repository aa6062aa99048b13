import type { Account } from "../../config/accounts.ts";
import type { DialOutcome } from "../../lead/call/dial-outcome.ts";
import { askedGate, type Gate, gateOn, isClosed, unclearGate } from "../../lead/gates.ts";
import type { Lead } from "../../lead/lead.ts";
import { busyWait } from "../../lead/pace.ts";
import { later, timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import type { GateStore } from "../../store/store.ts";
import type { MeetAgain } from "./keep-watch.ts";
import type { CallPacer } from "./pace-calls.ts";

export interface GateDeps {
  readonly store: { readonly gates: GateStore };
  readonly turns: Pick<CallPacer, "slowDown">;
  readonly meetAgain: MeetAgain;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * A fault of the token, the team, our pace or Callingly itself concerns every lead: the first lead that meets it closes
 * the gate for all behind it.
 * @param lead as it was when it was dialled
 */
export async function closeGates(
  lead: Lead,
  route: { account: Account; team: number; tokenPrint: string },
  outcome: DialOutcome,
  deps: GateDeps,
): Promise<void> {
  const { store, turns, now, log } = deps;
  const { account, team, tokenPrint } = route;
  const service = gateOn.service(account.token);
  const before = (await store.gates.all()).find(({ on }) => on === service);

  if (outcome.kind === "placed" && before) return store.gates.open(before);
  if (outcome.kind === "ambiguous") {
    // Dials that left before the gate was closed, or while a worker did not know of it yet, failed for the same cause.
    if (before && (before.closedAt >= (lead.dial?.at ?? "") || isClosed(before, now()))) return;
    return close(unclearGate({ on: service, account: account.name, detail: outcome.reason }, before, now()), deps);
  }
  if (outcome.kind !== "refused") return;

  const gate = { account: account.name, detail: `${outcome.status} ${outcome.message}` };
  if (outcome.fault === "route") {
    await close(askedGate({ ...gate, on: gateOn.team(account.name, team), team, reason: "team-unknown" }, now()), deps);
  } else if (outcome.fault === "token" && outcome.status === 403) {
    await close(askedGate({ ...gate, on: gateOn.access(account.name), reason: "account-refused" }, now()), deps);
  } else if (outcome.fault === "token") {
    const on = gateOn.token(account.token);
    await close(askedGate({ ...gate, on, token: tokenPrint, reason: "token-refused" }, now()), deps);
  } else if (outcome.fault === "pace") {
    const waitMs = busyWait(outcome.retryAfterMs);
    const on = gateOn.pace(account.token);
    const closedAt = now().toISOString();
    // For a moment the line just stands; a longer wait is shown to everybody.
    if (waitMs > timing.soon) {
      const until = later(now(), waitMs).toISOString();
      await close({ ...gate, on, reason: "callingly-busy", closedAt, until, tries: 0 }, deps);
    }
    const refused = { sentAt: lead.dial?.at ?? closedAt, waitMs };
    await turns.slowDown(account, refused).catch((error: unknown) => log("warn", "pace not lowered", { error }));
  }
}

async function close(gate: Gate, { store, meetAgain, now, log }: GateDeps): Promise<void> {
  await store.gates.close(gate);
  if (gate.askAt !== undefined) meetAgain(new Date(gate.askAt));
  // One dial of unclear fate leaves the gate ajar.
  if (!isClosed(gate, now())) return;
  log("error", "gate closed", { account: gate.account, team: gate.team, reason: gate.reason, count: gate.tries });
}
