import { Construct } from "constructs";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { Parts } from "./parts.ts";

/** Step 3: Callingly reports that a call changed, which is noted and not yet believed. */
export class HearCall extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, door }: Parts) {
    super(scope, id);
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles["hear-call"],
      stage,
      key,
      timeoutSeconds: 6,
      memoryMb: memory.answersMb,
    });
    door.open(fn, ["POST /callingly/{account}/{event}/{token}"]);
    table.grant(fn, "hear-call");
    secrets.grantCallbackTokens(fn);
    secrets.grantOriginHeader(fn);
  }
}
