import type { Bridge } from "../../lambda/config/bridge.ts";
import { counted } from "./count.ts";

/** What the configuration does against rings: said by doctor and with every list of leads, as it explains what waits. */

type Policies = Bridge["policies"];
export type Switched = Pick<Bridge, "policies" | "maxRingsPerDay">;

export interface Switch {
  /** As the configuration has it. */
  readonly name: string;
  readonly found: string;
  /** Absent where it is no obstacle by itself. */
  readonly remedy?: string;
}

export const switchesOn = ({ policies, maxRingsPerDay }: Switched): readonly Switch[] =>
  [paused(policies), dryRun(policies), listedOnly(policies), daily(maxRingsPerDay)].filter(
    (each) => each !== undefined,
  );

const paused = ({ paused: isPaused }: Policies): Switch | undefined =>
  isPaused
    ? {
        name: "paused",
        found: "Paused by the configuration: nobody is rung.",
        remedy: "Set policies.paused to false and deploy.",
      }
    : undefined;

const dryRun = (policies: Policies): Switch | undefined =>
  policies.dryRun === true
    ? {
        name: "dryRun",
        found: "A dry run: everything is done but the calls, nobody is rung.",
        remedy: "Set dryRun to false, in policies or for this stage in stages, and deploy.",
      }
    : undefined;

function listedOnly({ onlyNumbers }: Policies): Switch | undefined {
  if (onlyNumbers === undefined) return undefined;
  const some = `Only ${counted(onlyNumbers.length, "number")}, or what begins so, may be rung (onlyNumbers).`;
  return {
    name: "onlyNumbers",
    found: onlyNumbers.length === 0 ? "Nobody is rung: no number is listed in onlyNumbers." : some,
    remedy:
      "List more numbers in onlyNumbers, in policies or for this stage in stages; or say there that the stage is production, which rings everybody. Then deploy.",
  };
}

const daily = (most: number | undefined): Switch | undefined =>
  most === undefined
    ? undefined
    : { name: "maxRingsPerDay", found: `${counted(most, "lead is", "leads are")} rung in a day (UTC) at most.` };

/** With a list: what keeps people from being rung. */
export const switchNotes = (bridge: Switched): string[] =>
  switchesOn(bridge).flatMap(({ found, remedy }) => (remedy ? [found] : []));
