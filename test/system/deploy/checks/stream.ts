import type { Check } from "../deployed.ts";

const ITEMS = 100;
/** Lambda hands on at most so many records at once, see `batchSize` in lib/doorbell.ts. */
const BATCH = 10;

/**
 * Writes items that concern nobody. Without a filter each function that listens would be woken at least once per batch
 * of them; with it there is nothing but the minute's tick.
 */
export const filtersHold: Check = {
  name: "the stream's filters keep other items away from the functions",
  async run({ cloud, waitFor }) {
    const start = Date.now();
    const keys = Array.from({ length: ITEMS }, (_, index) => `deploy-check#${start}-${index}`);
    for (const key of keys) await cloud.putItem(key, "clock");
    const written = Date.now();
    for (const key of keys) await cloud.deleteItem(key);

    const seen: string[] = [];
    for (const step of ["DialLead", "ReportCall"]) {
      const runsSince = async (time: number) =>
        (await cloud.logLines(`${step}FunctionLog`, time)).filter(isReport).length;
      // Logs come late. Once a tick from after the writing is there, so is what came before it.
      await waitFor(`the next tick in the log of ${step}`, async () => (await runsSince(written)) > 0, 240_000);
      const runs = await runsSince(start);
      if (runs >= ITEMS / BATCH) {
        throw new Error(`${step} ran ${runs} times while ${ITEMS} items were written that do not concern it`);
      }
      seen.push(`${step} ran ${runs} times`);
    }
    return `${ITEMS} items that concern nobody: ${seen.join(", ")}, by the clock`;
  },
};

/** The line that ends an invocation, in either of Lambda's log formats. */
const isReport = (line: string): boolean => line.startsWith("REPORT ") || line.includes('"platform.report"');
