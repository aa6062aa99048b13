import { findConnector } from "../../lambda/connectors/find-connector.ts";
import type { Stage } from "../stage/stage.ts";
import { armIt, makeIt, type NeededHook } from "./hooks.ts";

/** What is said of the subscriptions of a CRM, and what to do about them. */

export const standing: Readonly<Record<NeededHook["status"], string>> = {
  sends: "sends",
  stopped: "stopped: it sends nothing",
  "other key": "sends with a key that the source does not take",
  missing: "missing",
};

/** @param isArmed what can be mended from here was tried just now */
export function hookRemedies({ bridge }: Stage, crm: string, found: readonly NeededHook[], isArmed: boolean): string[] {
  const ill = found.filter(({ status }) => status !== "sends");
  const failed = `What does not send now, ${crm} could not be had to: it asks at the source's address, which has to be reached from the internet.`;
  return [
    ...(ill.some(({ canArm }) => canArm) ? [isArmed ? failed : armIt(crm)] : []),
    ...(ill.some(({ canArm }) => !canArm) ? [makeIt(crm, bridge.crm(crm)?.connector ?? crm)] : []),
  ];
}

/** Of a CRM whose API does not show them, or that has none. */
function whereTheyAre({ bridge }: Stage, crm: string): string {
  const { connector = "" } = bridge.crm(crm) ?? {};
  return findConnector(connector)?.intake
    ? `Its page, docs/sources/${connector}.md, says how they are made and where they are seen.`
    : "It sends no leads by itself: they come in by forms, or through an automation such as Zapier.";
}

/** Of a CRM that shows none. */
export const noHooks = (stage: Stage, crm: string): string =>
  `${crm} shows no subscriptions to the bridge. ${whereTheyAre(stage, crm)}`;
