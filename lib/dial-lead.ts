import { Construct } from "constructs";
import type { LeadState, Worker } from "../lambda/lead/lead.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";

/**
 * A lead that may be dialled as it came: its first write. Later changes are due at a time, and the clock sees to those.
 * One that was put off without being understood is still at its first write, and carries the reason.
 */
const newLead: StreamPattern = {
  [names.kind]: { S: ["lead" satisfies Kind] },
  state: { S: ["ready" satisfies LeadState] },
  revision: { N: ["1"] },
  reason: { S: [{ exists: false }] },
};

/** Somebody decided that a lead goes now. The dialler's own writes take the mark away, so it is woken once. */
const decidedLead: StreamPattern = {
  [names.kind]: { S: ["lead" satisfies Kind] },
  wakes: { S: ["dial-lead" satisfies Worker] },
};

/** Step 2: Callingly is asked, once, to call the lead. */
export class DialLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock }: Parts) {
    super(scope, id);
    // Shorter than `timing.dialLease`, so that a lead whose lease ran out has nobody left who might still ring it.
    const fn = new BridgeFunction(this, "Function", { bundle: bundles["dial-lead"], stage, key, timeoutSeconds: 60 });
    table.wake(fn, [newLead, decidedLead]);
    clock.wake(fn, "minute");
    table.grant(fn, "dial-lead");
    secrets.grantCallingly(fn);
    secrets.grantSourceCredentials(fn);
    secrets.grantSuppressionKey(fn);
  }
}
