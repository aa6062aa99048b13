import { keysOfSource, SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";

/** A source as the outside has to know it. */
export interface ListedSource {
  readonly source: string;
  readonly connector: string;
  readonly account: string;
  readonly team: number;
  readonly country: string;
  readonly report: readonly string[];
  /** Where leads are posted to, complete with the key. */
  readonly url: string;
}

/** @throws Problem when the keys cannot be made */
export async function listSources({ config, secrets, url }: Stage): Promise<ListedSource[]> {
  const keys = SourceKeysSchema.safeParse(await secrets.read("source-keys"));
  if (!keys.success)
    throw new Problem('The secret source-keys has no "seed": make one with `bridge secrets rotate source-keys`.');
  return Object.entries(config.sources).map(([source, { connector, account, team, country, report }]) => ({
    source,
    connector,
    account,
    team,
    country,
    report,
    url: `${url}/leads/${source}/${keysOfSource(keys.data, source)[0]}`,
  }));
}

/** @throws Problem when the configuration has no such source */
export function sourceNamed(sources: readonly ListedSource[], name: string): ListedSource {
  const found = sources.find(({ source }) => source === name);
  if (found) return found;
  const names = sources.map(({ source }) => source).join(", ");
  throw new Problem(`The configuration has no source "${name}". It has: ${names}.`);
}
