import type { Outputs } from "./cdk.ts";
import type { Cloud } from "./cloud.ts";
import type { Senders } from "./senders.ts";
import type { StandIns } from "./stand-ins.ts";
import type { WaitFor } from "./wait-for.ts";

/** A bridge that was deployed, with its far ends, as the checks see it. */
export interface Deployed {
  /** Where senders and Callingly reach it, without a trailing slash. */
  readonly url: string;
  readonly outputs: Outputs;
  readonly cloud: Cloud;
  readonly standIns: StandIns;
  readonly senders: Senders;
  readonly waitFor: WaitFor;
}

/** One thing that is claimed of a deployed bridge. */
export interface Check {
  /** The claim, in words. */
  readonly name: string;
  /** @returns what was seen. @throws when the claim does not hold */
  run(bridge: Deployed): Promise<string>;
}

/** A check's result, as it is told. */
export const seen = (words: string): string => words;
