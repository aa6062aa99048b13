import type { Cloud } from "../cloud.ts";
import type { Check, Deployed } from "../deployed.ts";

/** Each function reads the secrets of its step, and no other: as IAM decides, not as the template says. */

/**
 * By function: the outputs that name the secrets it may read. A source that HubSpot may send ids has the dialler fetch the
 * contacts with the CRM's own access; `test/lib/permissions.test.ts` sees that without such a source it may not read it.
 */
const mayRead: Readonly<Record<string, readonly string[]>> = {
  AcceptLead: ["SourceKeysSecret", "SuppressionKeySecret"],
  DialLead: ["CallinglyTokensSecret", "CrmCredentialsSecret", "SourceCredentialsSecret", "SuppressionKeySecret"],
  HearCall: ["CallbackTokensSecret"],
  ReportCall: ["CallinglyTokensSecret", "CrmCredentialsSecret", "SuppressionKeySecret"],
  Reconcile: ["CallinglyTokensSecret", "CallbackTokensSecret"],
};

export const secretsAreApart: Check = {
  name: "IAM lets each function read its own secrets and no other",
  async run({ cloud, outputs }: { cloud: Pick<Cloud, "decision">; outputs: Deployed["outputs"] }) {
    const secrets = Object.entries(outputs).filter(([name]) => name.endsWith("Secret"));
    const wrong: string[] = [];
    let asked = 0;
    for (const [step, own] of Object.entries(mayRead)) {
      for (const [name, arn] of secrets) {
        const decision = await cloud.decision(`${step}FunctionRole`, "secretsmanager:GetSecretValue", arn);
        asked += 1;
        if ((decision === "allowed") !== own.includes(name)) wrong.push(`${step} and ${name}: ${decision}`);
      }
    }
    const missing = Object.values(mayRead)
      .flat()
      .filter((name) => !secrets.some(([known]) => known === name));
    if (missing.length > 0) throw new Error(`The stack has no output ${missing.join(", ")}`);
    if (wrong.length > 0) throw new Error(`IAM decides otherwise: ${wrong.join("; ")}`);
    return `${asked} decisions, among them that accept-lead cannot read Callingly's token`;
  },
};
