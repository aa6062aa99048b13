import { Command } from "commander";
import { OriginHeaderSchema, originWords } from "../../../lambda/runtime/secret-shapes.ts";
import { ORIGIN_HEADER } from "../../../lambda/steps/check-origin.ts";
import { defaultLocalAddress } from "../../../lib/local-stage.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped, byScripts, type Typed } from "../../../lib/program/typed.ts";
import { askLocal, localBridge } from "../../console/local-bridge.ts";
import { type ListedSource, listSources, sourceNamed } from "../../sources/list-sources.ts";
import { refusalCauses, refusalsOfDay, refusalWords } from "../../sources/refusals.ts";
import { isRunning, notRunning } from "../../sources/running.ts";
import { snippetFor } from "../../sources/snippet-for.ts";
import { detailsJson, sourceDetails } from "../../sources/source-details.ts";
import type { Stage } from "../../stage/stage.ts";
import { moment, momentAndSpan, span } from "../../words/times.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { table } from "../terminal/table.ts";
import { addSourceCommand } from "./add/source.ts";

interface Options extends StageOptions, WebOption {
  readonly show?: string;
  readonly snippet?: string;
  readonly language?: string;
  readonly refused?: true;
  readonly origin?: true;
}

/** @throws Problem when there is no such source */
const sourcePlace = (sources: Awaited<ReturnType<typeof listSources>>, name: string | undefined): string =>
  name === undefined ? "sources" : `sources/${encodeURIComponent(sourceNamed(sources, name).source)}`;

/** Where leads are posted to, complete with keys. */
export const sourcesCommand = (cli: Cli): Command =>
  stageCommand<Options>(
    cli,
    withWeb(new Command("sources"))
      .description("Prints every source's address, complete with its key, for forms and CRMs.")
      .option("--show <name>", "everything about one source, with the page that says how it is connected")
      .option("--snippet <name>", "what to paste: a form for html-form, a curl command for json, an address for others")
      .option("--language <tag>", "in which the form of --snippet is written, such as es; default: the source's own")
      .option("--refused", "what was refused within a day, and why; with --local each of the last requests")
      .option("--origin", "the header that the firewall before the door has to send (setting originHeader)"),
    async (stage, { show, snippet, language, origin, refused, web, ...options }, _, command) => {
      if (web && refused) return openAt(options.local === undefined ? "sources" : "door", stage, options, command, cli);
      if (web) return openAt(sourcePlace(await listSources(stage), show ?? snippet), stage, options, command, cli);
      if (origin) return await originHeader(stage);
      if (refused) return await refusedAtTheDoor(stage, options.local, cli.typed);
      const sources = await listSources(stage);
      if (snippet !== undefined) return printedSnippet(stage, sourceNamed(sources, snippet), language, cli.typed);
      if (show !== undefined) return await details(stage, sourceNamed(sources, show));
      return listed(stage, sources);
    },
  )
    .enablePositionalOptions()
    .addCommand(addSourceCommand(cli));

function listed(stage: Stage, sources: readonly ListedSource[]): Result {
  const data = sources.map((one) => ({ ...one, running: isRunning(stage, one.source) }));
  const rows = data.map(({ source, connector, url, running }) => [
    source,
    connector,
    running === false ? `${url}   NOT RUNNING YET` : url,
  ]);
  const missing = data.flatMap(({ source, running }) => (running === false ? [`\n${notRunning(source)}`] : []));
  return { data, text: [table(["source", "connector", "address"], rows), ...missing].join("\n") };
}

interface Knock {
  readonly at: string;
  readonly source?: string;
  readonly status: number;
  readonly why: string;
  readonly next: string;
}

/** A deployed bridge counts what it refuses; that of this machine keeps the last requests as well. */
async function refusedAtTheDoor(
  stage: Stage,
  local: string | true | undefined,
  typed: Typed = byScripts,
): Promise<Result> {
  const causes = (await refusalsOfDay(stage)).flatMap((each) =>
    refusalCauses(each, stage).map(({ status, count, cause, remedy }) => ({
      source: each.source ?? null,
      status,
      count,
      cause,
      remedy: remedy === undefined ? null : asTyped(remedy, typed),
      last_at: each.lastAt,
    })),
  );
  const address = local === true ? defaultLocalAddress : local;
  const requests =
    address === undefined
      ? null
      : (await askLocal<Knock[]>(localBridge(address, stage), "/api/refused")).map(
          ({ at, source, status, why, next }) => ({
            at,
            source: source ?? null,
            status,
            why,
            next: asTyped(next, typed),
          }),
        );
  const counts = causes.map(({ source, status, count, cause, remedy }) => [
    source ?? "no source",
    status,
    count,
    remedy === null ? cause : `${cause}. ${remedy}`,
  ]);
  const last = (requests ?? []).map(({ at, source, status, why, next }) => [
    moment(at),
    source ?? "no source",
    status,
    `${why}. ${next}`,
  ]);
  const parts = [
    ...(counts.length > 0 ? [table(["source", "status", "requests", "with"], counts)] : []),
    ...(last.length > 0 ? [table(["last ones", "source", "status", "why"], last)] : []),
  ];
  return { data: { causes, requests }, text: parts.join("\n\n") || "Nothing was refused within a day." };
}

/** @throws Problem when nothing stands before the door */
async function originHeader({ secrets, originUrl }: Stage): Promise<Result> {
  const words = OriginHeaderSchema.safeParse(await secrets.read("origin-header"));
  const [value] = words.success ? originWords(words.data) : [];
  if (value === undefined)
    throw new Problem('The secret origin-header has no "seed": make one with `bridge secrets rotate origin-header`.');
  const text = [
    `Have the firewall before the door lead to ${originUrl} and send this header with every request, in the place of one that a visitor sent:`,
    `${ORIGIN_HEADER}: ${value}`,
  ].join("\n");
  return { data: { header: ORIGIN_HEADER, value, origin_url: originUrl ?? null }, text };
}

function printedSnippet(
  stage: Stage,
  listed: ListedSource,
  asked: string | undefined,
  typed: Typed = byScripts,
): Result {
  const { source, connector, url } = listed;
  const { text: written, page, language } = snippetFor(stage, listed, { language: asked });
  const text = asTyped(written, typed);
  return { data: { source, connector, url, page, language, snippet: text }, text };
}

async function details(stage: Stage, listed: ListedSource): Promise<Result> {
  const { now } = stage;
  const found = await sourceDetails(stage, listed);
  const { source, connector, account, team, country, report, url, category, captcha, settings, page } = found;
  const { fetchedWith, refused, oldKeyUsedAt } = found;
  const rows = [
    ["source", source],
    ["connector", connector],
    ["address", url],
    ["account", account],
    ["team", team],
    ["country", country],
    ["category", category ?? "none"],
    ["results go to", report.join(", ") || "nobody"],
    ...(fetchedWith === undefined ? [] : [["leads are fetched with", fetchedWith] as const]),
    ["captcha", captcha ?? "none"],
    ["settings", JSON.stringify(settings)],
    ["how to connect", page],
    [
      "refused",
      refused ? `${refusalWords(refused)}; the last ${span(refused.lastAt, now())} ago` : "nothing within a day",
    ],
    ["old key", oldKeyUsedAt ? `last used ${momentAndSpan(oldKeyUsedAt, now())}` : "no use of one is noted"],
  ] as const;
  return { data: { ...listed, ...detailsJson(found) }, text: table(["", ""], rows).trimStart() };
}
