import { parentPort, workerData } from "node:worker_threads";
import { planNamed } from "./plan-named.ts";
import { run } from "./run.ts";
import type { Size } from "./seeds.ts";

/** One thread of the crew: hears the name of a world and answers what came of it. */
parentPort?.on("message", async (name: string) =>
  parentPort?.postMessage(await run(planNamed(name, workerData as Size))),
);
