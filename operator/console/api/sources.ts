import * as z from "zod";
import { languages } from "../../../lambda/connectors/kit/words/languages.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped } from "../../../lib/program/typed.ts";
import { newestLeads } from "../../leads/arrived.ts";
import { rotations } from "../../secrets/rotations.ts";
import { guideTo } from "../../sources/guide.ts";
import { type Refusals, refusalCauses, refusalsOfDay } from "../../sources/refusals.ts";
import { detailsJson, sourceDetails } from "../../sources/source-details.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Context, reads } from "../route.ts";

/** The doors through which leads come. Their addresses hold keys: see source-address.ts. */

export const SourceSchema = z.object({ source: z.string().min(1).max(100) });

/** How many of the newest leads are looked at for the last of each source: one question to the index and one to the table. */
const NEWEST = 50;

/** `bridge sources`, without addresses: with what each refused within a day, and when its last lead came. */
export const sources = reads(z.object({}), async (_, { stage }) => {
  const [refused, { leads }] = await Promise.all([refusalsOfDay(stage), newestLeads(stage, { limit: NEWEST })]);
  const refusalsOf = (name: string | undefined) => refused.find(({ source }) => source === name);
  return {
    sources: Object.entries(stage.config.sources).map(([source, { connector, account, team, report }]) => ({
      source,
      connector,
      account,
      team,
      report,
      refused: total(refusalsOf(source)),
      last_lead_at: leads.find((lead) => lead.source === source)?.receivedAt ?? null,
    })),
    looked_at: leads.length,
    /** Requests that named no source of ours. */
    refused_elsewhere: total(refusalsOf(undefined)),
  };
});

const total = (refusals: Refusals | undefined): number =>
  Object.values(refusals?.statuses ?? {}).reduce((sum, count) => sum + count, 0);

/** Everything about one source but its address: `bridge sources --show`. */
export const source = reads(SourceSchema, async ({ source }, { stage, console: { typed } }) => {
  const { connector, account, team, country, report } = configured(stage, source);
  const [details, under] = await Promise.all([
    sourceDetails(stage, { source, connector, account, team, country, report, url: "" }),
    rotations(stage),
  ]);
  const { refused, settings } = details;
  const key = under.find(
    (each) => each.isUnderWay && (each.source ?? source) === source && each.purpose === "source-keys",
  );
  return {
    source,
    connector,
    account,
    team,
    country,
    report,
    ...detailsJson(details),
    refusals: refused
      ? refusalCauses(refused, stage).map(({ remedy, ...cause }) => ({
          ...cause,
          remedy: remedy === undefined ? null : asTyped(remedy, typed),
        }))
      : [],
    key: {
      being_replaced: key !== undefined,
      since: key?.since ?? null,
      /** Of this source alone, and not of all. */
      alone: key?.source !== undefined,
    },
    /** In which its form can be written. */
    languages,
    allowed_origins: Array.isArray(settings.allowedOrigins) ? settings.allowedOrigins.map(String) : [],
  };
});

/** How its sender is connected, from the documentation. */
export const guide = reads(SourceSchema, async ({ source }, { stage }) => guideTo(configured(stage, source).connector));

/** @throws Problem when the configuration has no such source */
export function configured(
  { config }: Pick<Context["stage"], "config">,
  name: string,
): Stage["config"]["sources"][string] {
  const found = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
  if (found) return found;
  throw new Problem(
    `The configuration has no source "${name}". It has: ${Object.keys(config.sources).join(", ") || "none"}.`,
  );
}
