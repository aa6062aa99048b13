import { Construct } from "constructs";
import type { Worker } from "../lambda/lead/lead.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";

/**
 * A lead that came and may be dialled, or of which somebody decided that it goes now. The write says so itself, and the
 * dialler's own writes take the mark away, so it is woken once; to what is due at a time the clock sees.
 */
const wakingLead: StreamPattern = {
  [names.kind]: { S: ["lead" satisfies Kind] },
  wakes: { S: ["dial-lead" satisfies Worker] },
};

/** Step 2: Callingly is asked, once, to call the lead. */
export class DialLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock }: Parts) {
    super(scope, id);
    // Shorter than `timing.dialLease`, so that a lead whose lease ran out has nobody left who might still ring it.
    const fn = new BridgeFunction(this, "Function", { bundle: bundles["dial-lead"], stage, key, timeoutSeconds: 60 });
    table.wake(fn, wakingLead);
    clock.wake(fn, "minute");
    table.grant(fn, "dial-lead");
    secrets.grantCallingly(fn);
    secrets.grantSourceCredentials(fn);
    secrets.grantSuppressionKey(fn);
  }
}
