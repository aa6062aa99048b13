import { awsClients, deployedInfrastructure } from "./deployed-infrastructure.ts";
import type { Infrastructure } from "./infrastructure.ts";
import { localInfrastructure } from "./local-infrastructure.ts";
import type { Stage } from "./stage.ts";

/** @param local address of the demo page of `npm start`; undefined for a deployed bridge */
export const infrastructureOf = (stage: Stage, local: string | undefined): Infrastructure =>
  local === undefined ? deployedInfrastructure(stage, awsClients(stage.dynamo)) : localInfrastructure(local, stage);
