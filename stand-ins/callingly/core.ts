import type { Deliveries } from "./deliver.ts";
import type { Faults } from "./faults.ts";
import type { Ring } from "./model.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Reply, Request } from "./ports.ts";
import type { World } from "./simulate.ts";
import type { Records } from "./state.ts";
import type { SwitchChanges, Switches } from "./switches.ts";

/** One API request, without its query, headers and body: they hold tokens and people. */
export interface RequestRecord {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Null when no status line was sent. */
  readonly status: number | null;
  readonly reply: Reply["kind"];
}

/** A Callingly of one's own: the API, its world, and the means to play with both. It opens no socket. */
export interface Callingly {
  handle(request: Request): Reply;
  readonly switches: Switches;
  setSwitches(changes: SwitchChanges): Switches;
  readonly faults: Faults;
  readonly outcomes: Outcomes;
  readonly deliveries: Deliveries;
  /** Account ids by token. Deleting one revokes it. */
  readonly tokens: Map<string, number>;
  readonly records: Records;
  /** Every phone that really rang, in order. */
  readonly rings: readonly Ring[];
  readonly requests: readonly RequestRecord[];
  /** Changes the world as a person in the dashboard does. */
  act<T>(change: (world: World) => T): T;
  /** Back to the first day: seed, switches and tokens as at the start, nothing scripted, nothing logged. */
  reset(): void;
  /** Lets nothing happen any more. */
  close(): void;
}
