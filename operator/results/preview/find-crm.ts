import type { Crm } from "../../../lambda/config/bridge.ts";
import type { BridgeConfig } from "../../../lambda/config/schema.ts";
import { aboutOf, abouts } from "../../../lambda/connectors/about.ts";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { findConnector } from "../../../lambda/connectors/find-connector.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { checked } from "./checked.ts";

/** Settings that a person hands over instead of those of the configuration. */
export interface GivenSettings {
  /** Where they come from, for people. */
  readonly from: string;
  readonly settings: unknown;
}

/**
 * The CRM that is meant: one of the configuration with its settings, else a connector with the settings it needs to be
 * tried out.
 * @param config undefined where there is none yet
 * @throws Problem when there is no such CRM, or the settings do not fit it
 */
export function findCrm(
  name: string,
  config: Pick<BridgeConfig, "crms"> | undefined,
  given?: GivenSettings,
): Crm & { readonly own: ReadonlySet<string> } {
  const crms = config?.crms ?? {};
  const configured = Object.hasOwn(crms, name) ? crms[name] : undefined;
  const connector: Connector | undefined = findConnector(configured?.connector ?? name);
  const report = connector?.report;
  if (!connector || !report) throw new Problem(unknown(name, Object.keys(crms)));
  const settings = given ? checked(given.from, report.settings, given.settings) : (configured?.settings ?? usual(name));
  return { name, connector: connector.key, reporter: report.bind(settings), own: new Set(wordsIn(settings)) };
}

/** All that settings name, wherever it stands: ids, and words of lists that a person has made. */
function wordsIn(settings: unknown): string[] {
  if (typeof settings === "string" || typeof settings === "number") return [String(settings)];
  return typeof settings === "object" && settings !== null ? Object.values(settings).flatMap(wordsIn) : [];
}

const unknown = (name: string, configured: readonly string[]): string =>
  [
    `No CRM is called “${name}”.`,
    `Of the configuration: ${configured.join(", ") || "none"}.`,
    `By connector: ${abouts.map(({ key }) => key).join(", ")}.`,
  ].join(" ");

/** What has to be set, with values that hold for trying things out. */
function usual(connector: string): Record<string, string> {
  const asked = aboutOf(connector)?.settings ?? [];
  return Object.fromEntries(asked.map(({ name, usual }) => [name, usual]));
}
