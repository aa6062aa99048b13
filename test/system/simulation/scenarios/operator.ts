import type { DecideDeps } from "../../../../operator/leads/decide-lead.ts";
import type { World } from "../world.ts";

/** A person with the commands of `bin` in a world. */
export const operatorOf = ({ bridge, store, time }: World): DecideDeps => ({
  bridge,
  store,
  now: () => new Date(time.now()),
  newId: () => `by a person at ${time.now()}`,
  log: () => undefined,
});
