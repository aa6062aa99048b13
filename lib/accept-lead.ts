import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { Parts } from "./parts.ts";
import { isProduction, stagePolicies } from "./stage-policies.ts";

/** Also with HEAD, by which monitors look whether something is there. */
const looks = (["GET", "HEAD"] as const).flatMap(
  (method) => [`${method} /health`, `${method} /form.js`, `${method} /form/{version}`] as const,
);

/** Step 1: a form or CRM posts a lead, which is verified, read and stored once. */
export class AcceptLead extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, key, table, secrets, door, config }: Parts) {
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
    const kinds = Object.values(config.sources).map(({ captcha }) => captcha?.kind);
    const setsSums = kinds.includes("altcha");
    const sums = setsSums ? (["GET /captcha/{source}"] as const) : [];
    door.open(fn, [
      "ANY /leads/{source}",
      "ANY /leads/{source}/{key}",
      "ANY /leads/{path+}",
      "ANY /opt-out/{path+}",
      ...looks,
      ...sums,
    ]);
    if (isProduction(stage.name, stage.said) && kinds.some((kind) => kind !== undefined))
      fn.addEnvironment(EnvName.production, "yes");
    // Where a stage rings nobody, no visitor is promised a call.
    const own = stagePolicies(config, stage);
    if (Object.keys(own).length > 0) fn.addEnvironment(EnvName.stagePolicies, JSON.stringify(own));
    // Senders sign the address that they call.
    if (stage.callbackBaseUrl) door.tellCallbackUrl(fn);
    table.grant(fn, "accept-lead");
    secrets.grantSourceKeys(fn);
    secrets.grantSuppressionKey(fn);
    secrets.grantOriginHeader(fn);
  }
}
