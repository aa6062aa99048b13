import { Construct } from "constructs";
import type { LeadState } from "../lambda/lead/lead.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";

/** A lead that may be dialled at once. Later changes are due at a time, and the clock sees to those. */
const newLead: StreamPattern = {
  eventName: ["INSERT"],
  newImage: {
    [names.kind]: { S: ["lead" satisfies Kind] },
    state: { S: ["ready" satisfies LeadState] },
  },
};

/** Step 2: Callingly is asked, once, to call the lead. */
export class DialLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock }: Parts) {
    super(scope, id);
    // Shorter than `timing.dialLease`, so that a lead whose lease ran out has nobody left who might still ring it.
    const fn = new BridgeFunction(this, "Function", { bundle: bundles["dial-lead"], stage, key, timeoutSeconds: 60 });
    table.wake(fn, newLead);
    clock.wake(fn, "minute");
    table.grantDialLeads(fn);
    secrets.grantCallingly(fn);
    secrets.grantSourceCredentials(fn);
    secrets.grantSuppressionKey(fn);
  }
}
