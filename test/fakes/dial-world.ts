import type { BridgeConfigInput } from "../../lambda/config/schema.ts";
import type { DialOutcome } from "../../lambda/lead/call/dial-outcome.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { suppressionCheck } from "../../lambda/steps/dial-lead/check-suppression.ts";
import { type DialDeps, dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { keepGates } from "../../lambda/steps/dial-lead/reopen-gates.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "./bridge.ts";
import { unhindered } from "./dialling.ts";
import { aLead, noon, seconds } from "./leads.ts";
import { limitedTo } from "./limited-store.ts";
import { neverStopped } from "./never-stopped.ts";

export const suppressionSeed = "a seed for tests";

export type Posted = Record<string, unknown>;

/** Callingly, as far as a dial is concerned: answers what the test says and keeps what it was asked. */
export function aDialler(config: Partial<BridgeConfigInput> = {}) {
  const store = memoryStore();
  const limited = limitedTo("dial-lead", store);
  const clock = aClock(noon);
  const log = aLog();
  const measure = aMeasure();
  const posted: Posted[] = [];
  const answers: DialOutcome[] = [];
  let token: string | undefined = "token";
  let renewed = "token";
  let timeLeft = 60 * seconds;
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge(config),
    store: limited,
    callinglyFor: async (_account, options) =>
      token === undefined
        ? undefined
        : {
            ...neverStopped,
            tokenPrint: options?.fresh ? renewed : token,
            createCall: async (input) => {
              posted.push({ ...input });
              return (answers.shift() ?? { kind: "placed", callId: String(9000 + posted.length) }) as never;
            },
          },
    suppressionOf: suppressionCheck(limited.suppressions, async () => [suppressionSeed], aBridge(config)),
    now: clock.now,
    newId: someIds("dial"),
    timeLeftMs: () => timeLeft,
    patienceMs: () => 5 * seconds,
    log,
    measure,
  };
  return {
    store,
    clock,
    log,
    measure,
    posted,
    deps,
    willAnswer: (...outcomes: DialOutcome[]) => answers.push(...outcomes),
    /** The secret holds another token than the one that is cached. */
    renewToken: () => {
      renewed = "renewed";
    },
    loseToken: () => {
      token = undefined;
    },
    findToken: () => {
      token = "token";
    },
    setTimeLeft: (ms: number) => {
      timeLeft = ms;
    },
    /** Whatever was wrong is mended, and the gates are asked about. */
    mend: () =>
      keepGates({
        bridge: deps.bridge,
        gates: limitedTo("dial-lead", store).gates,
        callinglyFor: async () => ({
          tokenPrint: "token",
          listTeams: async () => [],
          getTeam: async () => ({}) as never,
        }),
        now: clock.now,
        log,
      }),
    add: async (lead = aLead()) => {
      await store.leads.add(lead);
      return lead;
    },
    dial: (lead: Lead) => dialLead(lead.id, deps),
    find: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
  };
}

export const refused = (
  fault: "lead" | "route" | "token" | "pace" | "request",
  status: number,
  retryAfterMs?: number,
): DialOutcome => ({
  kind: "refused",
  status,
  message: "no",
  fault,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
