import { Command } from "commander";
import { keysOfSource, SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { type Cli, type Result, stageCommand } from "../cli.ts";
import { Problem } from "../problem.ts";
import type { Stage } from "../stage/stage.ts";
import { table } from "../table.ts";

/** Where leads are posted to, complete with keys. */
export const sourcesCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("sources").description("Prints every source's address, complete with its key, for forms and CRMs."),
    listSources,
  );

async function listSources({ config, secrets, url }: Stage): Promise<Result> {
  const keys = SourceKeysSchema.safeParse(await secrets.read("source-keys"));
  if (!keys.success)
    throw new Problem('The secret source-keys has no "seed": deploy again, or write one of 16 characters or more.');
  const sources = Object.entries(config.sources).map(([source, { connector, account, team, report }]) => ({
    source,
    connector,
    account,
    team,
    report,
    url: `${url}/leads/${source}/${keysOfSource(keys.data, source)[0]}`,
  }));
  const rows = sources.map(({ source, connector, url }) => [source, connector, url]);
  return { data: sources, text: table(["source", "connector", "address"], rows) };
}
