import type { Crm } from "../../lambda/config/bridge.ts";
import { askQuestion } from "../../lambda/connectors/kit/out/ask-question.ts";
import type { OpenCrm } from "../../lambda/connectors/kit/out/open-crm.ts";
import { RejectedError, StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
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

type Answer =
  | { readonly kind: "in" }
  /** There are no credentials. */
  | { readonly kind: "closed" }
  /** There is nothing that may be read. */
  | { readonly kind: "not-asked"; readonly isRenewed: boolean }
  | { readonly kind: "silent" | "refused"; readonly why: string }
  /** It refuses the request, with any credentials. */
  | { readonly kind: "unwilling"; readonly why: string };

/** Whether a CRM lets the bridge in, by reading what may be read; where access has to be renewed, it is. */
export async function askCrm(
  { reporter: { probe, renewal } }: Crm,
  open: () => Promise<OpenCrm | undefined>,
): Promise<Answer> {
  try {
    const access = await open();
    if (!access) return { kind: "closed" };
    if (probe === undefined) return { kind: "not-asked", isRenewed: renewal !== undefined };
    await askQuestion(access.http, probe);
    return { kind: "in" };
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    const why = explainError(error);
    if (!(error instanceof RejectedError)) return { kind: "silent", why };
    return { kind: [400, 401, 403].includes(error.status) ? "refused" : "unwilling", why };
  }
}
