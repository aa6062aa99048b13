import type { Stage } from "../stage/stage.ts";

/** The CRMs whose credentials the configuration needs: results go there, or leads are fetched from there. */
export function neededCrms({ config, bridge }: Pick<Stage, "config" | "bridge">): string[] {
  const told = Object.values(config.sources).flatMap(({ report }) => report);
  const asked = Object.keys(config.sources).flatMap((name) => bridge.source(name)?.platformCrm?.name ?? []);
  return [...new Set([...told, ...asked])];
}
