import type { BridgeConfig } from "../lambda/config/schema.ts";
import type { Bundles } from "./bundling/bundle.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { FrontDoor } from "./front-door.ts";
import type { LeadTable } from "./lead-table.ts";
import type { TickSchedule } from "./schedule.ts";
import type { Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";

/** The parts of which the steps are built. Each takes the parts it needs, so its constructor shows all it touches. */
export interface Parts {
  readonly stage: StageSettings;
  readonly config: BridgeConfig;
  readonly bundles: Bundles;
  /** Absent: AWS keeps the keys. */
  readonly key: EncryptionKey | undefined;
  readonly table: LeadTable;
  readonly secrets: Secrets;
  readonly door: FrontDoor;
  readonly clock: TickSchedule;
}
