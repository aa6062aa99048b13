import type { Stage } from "../stage/stage.ts";
import type { Progress } from "./find-person.ts";

/** What finding, exporting and forgetting a person work with. */
export function personDeps(stage: Stage, progress: Progress) {
  const { store, archive, bridge, callinglyFor, suppressionSeeds: seeds, now, log } = stage;
  return {
    store,
    leads: store.leads,
    suppressions: store.suppressions,
    phones: store.phones,
    archive,
    bridge,
    callinglyFor,
    seeds,
    now,
    log,
    progress,
  };
}
