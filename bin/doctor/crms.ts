import { RejectedError, StatedError } from "../../lambda/runtime/errors.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

const PATIENCE_MS = 60_000;

/** Whether the CRMs let the bridge in, found out by reading what may be read. */
export async function checkCrms(stage: Stage): Promise<readonly Finding[]> {
  const used = new Set(Object.values(stage.config.sources).flatMap(({ report }) => report));
  return Promise.all([...used].map((name) => checkCrm(stage, name)));
}

async function checkCrm({ bridge, openCrm }: Stage, name: string): Promise<Finding> {
  const crm = bridge.crm(name);
  if (!crm) return skipped("CRM", name, "The configuration does not have it.");
  const { probe, renewal } = crm.reporter;
  try {
    const open = await openCrm(crm, () => PATIENCE_MS);
    if (!open) return skipped("CRM", name, "It cannot be asked without credentials.");
    if (probe === undefined) {
      const found = "There is nothing there that could be read without writing; the first result shows it.";
      return skipped("CRM", name, renewal ? `Access was renewed. ${found}` : found);
    }
    await open.http.request("GET", probe);
    return ok("CRM", name, "It lets the bridge in.");
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    if (!(error instanceof RejectedError))
      return warning("CRM", name, `${error.message}.`, "Results wait until it answers; look again in a minute.");
    return fault(
      "CRM",
      name,
      `${error.message}: it does not let the bridge in.`,
      `Authorise the bridge there again and write the new credentials: bridge secrets set crm-credentials ${name}.FIELD`,
    );
  }
}
