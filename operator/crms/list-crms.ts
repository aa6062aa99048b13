import * as z from "zod";
import { aboutOf } from "../../lambda/connectors/about.ts";
import { CrmCredentialsSchema } from "../../lambda/runtime/secret-shapes.ts";
import { readOrNothing } from "../secrets/entries.ts";
import type { Stage } from "../stage/stage.ts";

/** A CRM of the configuration, and what passes between it and the bridge. */
export interface ListedCrm {
  readonly crm: string;
  readonly connector: string;
  /** The vendor's name. */
  readonly title: string;
  /** Sources whose results are written there. */
  readonly told: readonly string[];
  /** Sources whose leads are its records. */
  readonly asked: readonly string[];
  /** What the secret holds for it. Whether it takes that, only it can say. */
  readonly credentials: "complete" | "incomplete" | "none";
}

export async function listCrms(stage: Stage): Promise<ListedCrm[]> {
  const { config, bridge } = stage;
  const held = CrmCredentialsSchema.safeParse(await readOrNothing(stage, "crm-credentials")).data ?? {};
  const sources = Object.entries(config.sources);
  return Object.entries(config.crms).map(([crm, { connector }]) => {
    const reporter = bridge.crm(crm)?.reporter;
    const given = held[crm];
    const isComplete = reporter !== undefined && z.safeParse(reporter.credentials, given).success;
    return {
      crm,
      connector,
      title: aboutOf(connector)?.title ?? connector,
      told: sources.flatMap(([name, { report }]) => (report.includes(crm) ? [name] : [])),
      asked: sources.flatMap(([name]) => (bridge.source(name)?.records === crm ? [name] : [])),
      credentials: isComplete ? "complete" : given === undefined ? "none" : "incomplete",
    };
  });
}
