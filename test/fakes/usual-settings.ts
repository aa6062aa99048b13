import { aboutOf } from "../../lambda/connectors/about.ts";

/** What has to be set of a CRM, with values that hold for trying things out; undefined where nothing has to be. */
export function usualSettings(connector: string): Readonly<Record<string, unknown>> | undefined {
  const asked = aboutOf(connector)?.settings ?? [];
  return asked.length > 0 ? Object.fromEntries(asked.map(({ name, usual }) => [name, usual])) : undefined;
}
