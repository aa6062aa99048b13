import { Command } from "commander";
import { type Cli, type Result, type StageOptions, stageCommand } from "../cli.ts";
import { doorOf, type SourceDoor, sourceDoors } from "../sources/list-sources.ts";
import { pageOf } from "../sources/pages.ts";
import { snippet } from "../sources/snippet.ts";
import type { Stage } from "../stage/stage.ts";
import { table } from "../table.ts";

interface Options extends StageOptions {
  readonly show?: string;
  readonly snippet?: string;
}

/** Where leads are posted to, complete with keys. */
export const sourcesCommand = (cli: Cli): Command =>
  stageCommand<Options>(
    cli,
    new Command("sources")
      .description("Prints every source's address, complete with its key, for forms and CRMs.")
      .option("--show <name>", "everything about one source, with the page that says how it is connected")
      .option(
        "--snippet <name>",
        "what to paste: a form for html-form, a curl command for json, an address for others",
      ),
    async (stage, { show, snippet }) => {
      const doors = await sourceDoors(stage);
      if (snippet !== undefined) return snippetFor(doorOf(doors, snippet));
      if (show !== undefined) return details(stage, doorOf(doors, show));
      const rows = doors.map(({ source, connector, url }) => [source, connector, url]);
      return { data: doors, text: table(["source", "connector", "address"], rows) };
    },
  );

function snippetFor({ source, connector, url }: SourceDoor): Result {
  const page = pageOf(connector);
  const text = snippet({ connector, url, page });
  return { data: { source, connector, url, page, snippet: text }, text };
}

function details({ config }: Stage, door: SourceDoor): Result {
  const { source, connector, account, team, country, report, url } = door;
  const { settings = {}, category } = config.sources[source] ?? {};
  const page = pageOf(connector);
  const rows = [
    ["source", source],
    ["connector", connector],
    ["address", url],
    ["account", account],
    ["team", team],
    ["country", country],
    ["category", category],
    ["results go to", report.join(", ") || "nobody"],
    ["settings", JSON.stringify(settings)],
    ["how to connect", page],
  ] as const;
  return { data: { ...door, category: category ?? null, settings, page }, text: table(["", ""], rows).trimStart() };
}
