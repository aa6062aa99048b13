import { Construct } from "constructs";
import type { CallState } from "../lambda/lead/call.ts";
import type { Worker } from "../lambda/lead/lead.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";

/**
 * A call that was hinted at and that nobody holds. A hint may update a call, so the step's own writes come by here too:
 * while it holds the call they carry a lease, and a call that it put off carries the reason.
 */
const newHint: StreamPattern = {
  [names.kind]: { S: ["call" satisfies Kind] },
  state: { S: ["hinted" satisfies CallState] },
  leaseUntil: { S: [{ exists: false }] },
  reason: { S: [{ exists: false }] },
};

/** Somebody has mended what the result waited for. */
const decidedCall: StreamPattern = {
  [names.kind]: { S: ["call" satisfies Kind] },
  wakes: { S: ["report-call" satisfies Worker] },
};

/** Step 4: the call is read from Callingly and its result written to the CRM. */
export class ReportCall extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock }: Parts) {
    super(scope, id);
    // Shorter than `timing.reportLease`, so that at most one reader holds a call.
    const fn = new BridgeFunction(this, "Function", { bundle: bundles["report-call"], stage, key, timeoutSeconds: 60 });
    table.wake(fn, [newHint, decidedCall]);
    clock.wake(fn, "minute");
    table.grant(fn, "report-call");
    secrets.grantCallingly(fn);
    secrets.grantCrms(fn);
  }
}
