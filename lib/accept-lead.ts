import { Construct } from "constructs";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { Parts } from "./parts.ts";

/** Also with HEAD, by which monitors look whether something is there. */
const looks = (["GET", "HEAD"] as const).flatMap(
  (method) => [`${method} /health`, `${method} /form.js`, `${method} /form/{version}`] as const,
);

/** Step 1: a form or CRM posts a lead, which is verified, read and stored once. */
export class AcceptLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, door }: Parts) {
    super(scope, id);
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles["accept-lead"],
      stage,
      key,
      timeoutSeconds: 10,
      memoryMb: memory.answersMb,
    });
    // Any method: vendors greet with GET or HEAD, browsers ask with OPTIONS, and the connector knows the answer.
    // The last route takes addresses with a slash too many; see `sourceInPath`.
    door.open(fn, ["ANY /leads/{source}", "ANY /leads/{source}/{key}", "ANY /leads/{path+}", ...looks]);
    // Senders sign the address that they call.
    if (stage.callbackBaseUrl) door.tellCallbackUrl(fn);
    table.grant(fn, "accept-lead");
    secrets.grantSourceKeys(fn);
    secrets.grantOriginHeader(fn);
  }
}
