import { Problem } from "../../../../lib/program/problem.ts";
import type { Cloud } from "../cloud.ts";

/** The checks send up to three hundred requests at once, and the schedules run three functions beside them. */
const ENOUGH_RUNS = 100;

/**
 * Looked at before anything is deployed: where few functions may run at a time, Lambda turns requests away, and checks
 * fail for another reason than the bridge's.
 * @throws Problem with the remedy
 */
export async function expectEnoughRuns(cloud: Pick<Cloud, "concurrency">): Promise<string> {
  const limit = await cloud.concurrency();
  if (limit >= ENOUGH_RUNS) return `${limit} functions may run at a time`;
  throw new Problem(
    `Only ${limit} functions may run at a time in this account, and the checks send hundreds of requests at once: Lambda would turn some away, and checks would fail for that alone. Ask AWS for ${ENOUGH_RUNS} or more (Service Quotas → AWS Lambda → Concurrent executions), or add --few-runs and mistrust each 5xx.`,
  );
}
