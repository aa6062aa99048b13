import { compareNames, wrongWords } from "../crms/names.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { type Finding, fault, ok, skipped } from "./finding.ts";

const PATIENCE_MS = 60_000;

/** Whether the fields and values that the settings name are in the CRMs, as far as these describe themselves. */
export async function checkNames(stage: Stage): Promise<readonly Finding[]> {
  return (await Promise.all(neededCrms(stage).map((name) => checkCrmNames(stage, name)))).flat();
}

export async function checkCrmNames(stage: Stage, name: string): Promise<readonly Finding[]> {
  const crm = stage.bridge.crm(name);
  if (!crm) return [];
  // Why it cannot be opened is a finding of its own.
  const compared = await compareNames(stage, name, () => stage.openCrm(crm, () => PATIENCE_MS));
  if (!compared) return [];
  const { wrong, unseen, isSeen } = compared;
  return [
    ...wrong.map((each) =>
      fault("CRM fields", name, wrongWords(each), `Correct crms.${name}.settings, and ${bringIn(stage)}.`),
    ),
    ...unseen.map((why) => skipped("CRM fields", name, `Not all of it can be compared: ${why}.`)),
    ...(wrong.length === 0 && isSeen ? [ok("CRM fields", name, "What the settings name is there.")] : []),
  ];
}
