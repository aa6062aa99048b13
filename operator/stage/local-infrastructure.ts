import * as z from "zod";
import { sessionHeader } from "../../lib/local-stage.ts";
import { factOrUnknown, type Infrastructure, tableFacts } from "./infrastructure.ts";
import type { Stage } from "./stage.ts";

/** The resources of the bridge that `npm start` runs. Most are part of this one process, and cannot be switched off. */

const FailuresSchema = z.array(z.unknown());

/** @param address of the demo page */
export function localInfrastructure(
  address: string,
  { tableName, dynamo, endpoints }: Pick<Stage, "tableName" | "dynamo" | "endpoints">,
): Infrastructure {
  const inside = async () => ({ unknown: "here `npm start` itself does it, and it has no switch" });
  return {
    async table() {
      const table = await tableFacts(tableName, dynamo);
      if (!("fact" in table) || !table.fact) return table;
      return { fact: { ...table.fact, pointInTimeRecovery: { unknown: "nothing is backed up on this machine" } } };
    },
    mappings: inside,
    schedules: inside,
    concurrency: inside,
    alarms: async () => ({ unknown: "nobody is on call for one machine" }),
    leadsTo: inside,
    failureQueues: () =>
      factOrUnknown(async () => {
        const headers = { [sessionHeader]: endpoints?.sessionToken ?? "" };
        const answer = await fetch(`${address}/api/failures`, { headers });
        return [{ step: "all", messages: FailuresSchema.parse(await answer.json()).length }];
      }),
    stagesWith: async () => ({ fact: [] }),
  };
}
