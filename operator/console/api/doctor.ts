import * as z from "zod";
import { asTyped } from "../../../lib/program/typed.ts";
import { examine } from "../../doctor/examine.ts";
import type { Finding } from "../../doctor/finding.ts";
import { findingJson } from "../../shapes/finding.ts";
import { type ConsoleFacts, reads } from "../route.ts";

/** What is wrong with the bridge, part by part, and what to do about it: `bridge doctor`. */
export const doctor = reads(z.object({}), async (_, { stage, progress, personal, console }) => {
  // Loaded with the first look: it brings a client for each service of AWS.
  const { infrastructureOf } = await import("../../stage/infrastructure-of.ts");
  const examined = await examine(stage, infrastructureOf(stage, console.local), progress);
  const findings = examined.flatMap((one) => one.findings);
  const count = (status: Finding["status"]) => findings.filter((one) => one.status === status).length;
  return {
    groups: examined.map(({ group, findings }) => ({
      group,
      findings: findings.map((one) => shown(one, personal, console)),
    })),
    counts: { fault: count("fault"), warning: count("warning"), skipped: count("skipped"), ok: count("ok") },
    at: stage.now().toISOString(),
  };
});

function shown(finding: Finding, personal: boolean, { typed }: ConsoleFacts) {
  const { unnamed } = finding;
  if (!personal && unnamed !== undefined)
    return findingJson({ ...finding, found: unnamed, remedy: "Show personal data to see who, and what to write." });
  const { found, remedy, ...others } = findingJson(finding);
  return { ...others, found: asTyped(found, typed), remedy: remedy === null ? null : asTyped(remedy, typed) };
}
