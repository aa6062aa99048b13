import { askCrm } from "../crms/ask-crm.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

const PATIENCE_MS = 60_000;

/** Whether the CRMs let the bridge in, found out by reading what may be read. */
export async function checkCrms(stage: Stage): Promise<readonly Finding[]> {
  return Promise.all(neededCrms(stage).map((name) => checkCrm(stage, name)));
}

export async function checkCrm({ bridge, openCrm }: Stage, name: string): Promise<Finding> {
  const crm = bridge.crm(name);
  if (!crm) return skipped("CRM", name, "The configuration does not have it.");
  const answer = await askCrm(crm, () => openCrm(crm, () => PATIENCE_MS));
  switch (answer.kind) {
    case "in":
      return ok("CRM", name, "It lets the bridge in.");
    case "closed":
      return skipped("CRM", name, "It cannot be asked without credentials.");
    case "not-asked":
      return skipped("CRM", name, `${answer.isRenewed ? "Access was renewed. " : ""}${NOTHING_TO_READ}`);
    case "silent":
      return warning("CRM", name, `${answer.why}.`, "Results wait until it answers; look again in a minute.");
    case "unwilling":
      return fault("CRM", name, `${answer.why}.`, "Its results are refused as well: fix what it names.");
    case "refused":
      return fault(
        "CRM",
        name,
        `${answer.why}: it does not let the bridge in.`,
        `Let the bridge in again: bridge connect ${name}`,
      );
  }
}

const NOTHING_TO_READ = "There is nothing there that could be read without writing; the first result shows it.";
