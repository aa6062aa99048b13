import type { Bridge } from "../../lambda/config/bridge.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "./bring-in.ts";
import { counted } from "./count.ts";

/** What the configuration does against rings: said by doctor and with every list of leads, as it explains what waits. */

type Policies = Bridge["policies"];

export interface Switch {
  /** As the configuration has it. */
  readonly name: string;
  readonly found: string;
  /** Absent where it is no obstacle by itself. */
  readonly remedy?: string;
}

export function switchesOn({ bridge, name }: Pick<Stage, "bridge" | "name">): readonly Switch[] {
  const { policies, maxRingsPerDay } = bridge;
  return [paused, dryRun, listedOnly]
    .map((each) => each(policies, bringIn({ name })))
    .concat(daily(maxRingsPerDay))
    .filter((each) => each !== undefined);
}

const paused = ({ paused: isPaused }: Policies, bringIn: string): Switch | undefined =>
  isPaused
    ? {
        name: "paused",
        found: "Paused by the configuration: nobody is rung.",
        remedy: `Set policies.paused to false and ${bringIn}.`,
      }
    : undefined;

const dryRun = (policies: Policies, bringIn: string): Switch | undefined =>
  policies.dryRun === true
    ? {
        name: "dryRun",
        found: "A dry run: everything is done but the calls, nobody is rung.",
        remedy: `Set dryRun to false, in policies or for this stage in stages, and ${bringIn}.`,
      }
    : undefined;

function listedOnly({ onlyNumbers }: Policies, bringIn: string): Switch | undefined {
  if (onlyNumbers === undefined) return undefined;
  const some = `Only ${counted(onlyNumbers.length, "number")}, or what begins so, may be rung (onlyNumbers).`;
  return {
    name: "onlyNumbers",
    found: onlyNumbers.length === 0 ? "Nobody is rung: no number is listed in onlyNumbers." : some,
    remedy: `List more numbers in onlyNumbers, in policies or for this stage in stages; or say there that the stage is production, which rings everybody. Then ${bringIn}.`,
  };
}

const daily = (most: number | undefined): Switch | undefined =>
  most === undefined
    ? undefined
    : { name: "maxRingsPerDay", found: `${counted(most, "lead is", "leads are")} rung in a day (UTC) at most.` };

/** With a list: what keeps people from being rung. */
export const switchNotes = (stage: Pick<Stage, "bridge" | "name">): string[] =>
  switchesOn(stage).flatMap(({ found, remedy }) => (remedy ? [found] : []));
