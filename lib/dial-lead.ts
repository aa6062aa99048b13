import { Construct } from "constructs";
import { bridgeOf } from "../lambda/config/bridge.ts";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import type { Worker } from "../lambda/lead/item.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { StreamPattern } from "./doorbell.ts";
import type { Parts } from "./parts.ts";
import { stagePolicies } from "./stage-policies.ts";

/**
 * A new lead that may be dialled, or one that an operator wants called now. The write itself says so, and the dialler's
 * own writes take the mark away, so it is woken once; items that are due at a time are left to the schedule.
 */
const wakingLead: StreamPattern = {
  [names.kind]: { S: ["lead" satisfies Kind] },
  wakes: { S: ["dial-lead" satisfies Worker] },
};

/** Step 2: Callingly is asked, once, to call the lead. */
export class DialLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, clock, config }: Parts) {
    super(scope, id);
    // Shorter than `timing.dialLease`, so that no worker is left that might still ring a lead whose lease ran out.
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles["dial-lead"],
      stage,
      key,
      timeoutSeconds: 60,
      memoryMb: memory.waitsMb,
    });
    const own = stagePolicies(config, stage);
    if (Object.keys(own).length > 0) fn.addEnvironment(EnvName.stagePolicies, JSON.stringify(own));
    table.wake(fn, wakingLead);
    clock.wake(fn, "minute");
    table.grant(fn, "dial-lead");
    secrets.grantCallingly(fn);
    secrets.grantSourceCredentials(fn);
    secrets.grantSuppressionKey(fn);
    if (fetchesFromCrms(config)) {
      secrets.grantCrms(fn);
      table.grantCrmAccess(fn);
    }
  }
}

/** Whether a source's leads may come as ids of records that are read with the access of their CRM. */
function fetchesFromCrms(config: BridgeConfig): boolean {
  const { source } = bridgeOf(config);
  return Object.keys(config.sources).some((name) => source(name)?.platformCrm !== undefined);
}
