import { remedies } from "../../lambda/lead/remedies.ts";
import { configuredPauses } from "../gates/pauses.ts";
import type { Stage } from "../stage/stage.ts";
import { switchesOn } from "../words/switches.ts";
import { gateJson } from "./gate.ts";

/** What keeps many leads or results back at once, as scripts and pages get it. The keys are a promise. */
export async function keptBack(stage: Pick<Stage, "name" | "store" | "config" | "bridge" | "now">) {
  const { store, config, now } = stage;
  const gates = await store.gates.all();
  return {
    gates: gates.map((gate) => ({ ...gateJson(gate, now()), remedies: remedies[gate.reason] })),
    /** Pauses of the configuration, by their path in it. */
    configured: configuredPauses(config, {}),
    paused_regions: config.policies.hours.pausedRegions,
    switches: switchesOn(stage).map(({ name, found, remedy }) => ({ name, found, remedy: remedy ?? null })),
  };
}
