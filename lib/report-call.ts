import { Construct } from "constructs";
import type { Worker } from "../lambda/lead/item.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";

/** A call that was hinted at, or whose result an operator retries. The step's own writes take the mark away. */
const wakingCall: StreamPattern = {
  [names.kind]: { S: ["call" satisfies Kind] },
  wakes: { S: ["report-call" satisfies Worker] },
};

/** Step 4: the call is read from Callingly and its result written to the CRM. */
export class ReportCall extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock }: Parts) {
    super(scope, id);
    // Shorter than `timing.reportLease`, so that at most one worker holds a call.
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles["report-call"],
      stage,
      key,
      timeoutSeconds: 60,
      memoryMb: memory.reportsMb,
    });
    table.wake(fn, wakingCall);
    clock.wake(fn, "minute");
    table.grant(fn, "report-call");
    secrets.grantCallingly(fn);
    secrets.grantCrms(fn);
    secrets.grantSuppressionKey(fn);
  }
}
