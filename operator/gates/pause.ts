import type { Gate } from "../../lambda/lead/gates.ts";
import { isRegion } from "../../lambda/lead/hours/region-names.ts";
import { GATES_MAX_AGE_MS } from "../../lambda/store/cached-gates.ts";
import { Problem } from "../../lib/program/problem.ts";
import { accountIdIn } from "../account-id.ts";
import type { Stage } from "../stage/stage.ts";
import { checkNames } from "./check-names.ts";
import { isPause, pauseOf, type Scope, scopeOn } from "./pauses.ts";

/** A person pauses calls: of everything, an account, a source or a region. */

export interface Paused {
  /** False where it was paused already: what the first person said stays. */
  readonly changed: boolean;
  readonly pause: Gate;
}

/**
 * When it returns, every dial that begins sees the pause. What was sent to Callingly already goes on; results are still
 * written.
 * @param why in the operator's words; shown to everybody who finds the pause
 */
export async function pauseCalls(
  scope: Scope,
  why: string | undefined,
  by: string,
  { store, now, sleep }: Pick<Stage, "store" | "now" | "sleep">,
): Promise<Paused> {
  const on = scopeOn(scope);
  const before = (await store.gates.all()).find((gate) => gate.on === on && isPause(gate));
  if (before) return { changed: false, pause: before };
  const pause = pauseOf(on, why, by, now());
  await store.gates.close(pause);
  await sleep(GATES_MAX_AGE_MS);
  return { changed: true, pause };
}

/** @throws Problem when it names two things, or what the configuration does not have */
export function chosenScope({ account, source, region }: Scope, config: Stage["config"]): Scope {
  if ([account, source, region].filter((named) => named !== undefined).length > 1) {
    throw new Problem("Name an account, a source or a region, and no two of them.");
  }
  const code = region?.toUpperCase();
  if (code !== undefined && !isRegion(code)) {
    throw new Problem(`--region ${region}: write a state or province of US, CA or AU with its country, as US-LA.`);
  }
  checkNames({ ...(account !== undefined && { account }), ...(source !== undefined && { source }) }, config);
  return { account: account && accountIdIn(config, account), source, region: code };
}
