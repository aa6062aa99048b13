import { Construct } from "constructs";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { Parts } from "./parts.ts";

/** Beside the path: finds out what no webhook reported, and keeps Callingly's webhooks pointing here. */
export class Reconcile extends Construct {
  constructor(scope: Construct, id: string, { stage, config, bundles, key, table, secrets, door, clock }: Parts) {
    super(scope, id);
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles.reconcile,
      stage,
      key,
      timeoutSeconds: 60,
      memoryMb: memory.waitsMb,
    });
    clock.wake(fn, "minute");
    clock.wake(fn, "hour");
    clock.wake(fn, "night");
    table.grant(fn, "reconcile");
    secrets.grantCallingly(fn);
    secrets.grantCallbackTokens(fn);
    // A certificate is kept with its source's own key.
    if (Object.values(config.sources).some(({ consent }) => consent?.keepCertificates === true))
      secrets.grantSourceCredentials(fn);
    door.tellCallbackUrl(fn);
  }
}
