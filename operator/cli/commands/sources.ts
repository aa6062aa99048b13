import { Command } from "commander";
import * as z from "zod";
import { type Language, languageOf, noSuchLanguage } from "../../../lambda/connectors/kit/words/languages.ts";
import { OriginHeaderSchema, originWords, SourceCredentialsSchema } from "../../../lambda/runtime/secret-shapes.ts";
import { ORIGIN_HEADER } from "../../../lambda/steps/check-origin.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { type ListedSource, listSources, sourceNamed } from "../../sources/list-sources.ts";
import { pageOf } from "../../sources/pages.ts";
import { snippet } from "../../sources/snippet.ts";
import { lastFormerKey, refusalsOfDay, refusalWords } from "../../sources/source-hours.ts";
import type { Stage } from "../../stage/stage.ts";
import { momentAndSpan, span } from "../../words/times.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { table } from "../terminal/table.ts";

interface Options extends StageOptions {
  readonly show?: string;
  readonly snippet?: string;
  readonly language?: string;
  readonly origin?: true;
}

/** Where leads are posted to, complete with keys. */
export const sourcesCommand = (cli: Cli): Command =>
  stageCommand<Options>(
    cli,
    new Command("sources")
      .description("Prints every source's address, complete with its key, for forms and CRMs.")
      .option("--show <name>", "everything about one source, with the page that says how it is connected")
      .option("--snippet <name>", "what to paste: a form for html-form, a curl command for json, an address for others")
      .option("--language <tag>", "in which the form of --snippet is written, such as es; default: the source's own")
      .option("--origin", "the header that the firewall before the door has to send (setting originHeader)"),
    async (stage, { show, snippet, language, origin }) => {
      if (origin) return await originHeader(stage);
      const sources = await listSources(stage);
      if (snippet !== undefined) return snippetFor(stage, sourceNamed(sources, snippet), language);
      if (show !== undefined) return await details(stage, sourceNamed(sources, show));
      const rows = sources.map(({ source, connector, url }) => [source, connector, url]);
      return { data: sources, text: table(["source", "connector", "address"], rows) };
    },
  );

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

/** @throws Problem when the language is none of ours */
function snippetFor({ config }: Stage, { source, connector, url }: ListedSource, asked: string | undefined): Result {
  const page = pageOf(connector);
  const { captcha, settings } = config.sources[source] ?? {};
  const origins = Array.isArray(settings?.allowedOrigins) ? settings.allowedOrigins : [];
  const answersIn = answeredIn(settings);
  const language = asked === undefined ? (answersIn[0] ?? "en") : languageOf(asked);
  if (language === undefined) throw new Problem(`--language ${asked}: ${noSuchLanguage(asked)}.`);
  const text = snippet({ source, connector, captcha, url, page, origins, language, answersIn });
  return { data: { source, connector, url, page, language, snippet: text }, text };
}

/** In which languages a source answers its visitors: all in one, or in English and those that it offers. */
function answeredIn({ language, languages }: Readonly<Record<string, unknown>> = {}): Language[] {
  const named = typeof language === "string" ? [language] : ["en", languages].flat();
  return named.flatMap((tag) => (typeof tag === "string" ? (languageOf(tag) ?? []) : []));
}

/** Which credentials open the platform of a source, in words; undefined where nothing is fetched. */
async function credentialsOf({ bridge, secrets }: Stage, source: string): Promise<string | undefined> {
  const { intake, platformCrm: crm } = bridge.source(source) ?? {};
  if (!intake?.platform) return undefined;
  const own = SourceCredentialsSchema.safeParse(await secrets.read("source-credentials")).data?.[source];
  if (z.safeParse(intake.platform.credentials, own).success) return "credentials of its own, where they come as ids";
  return crm
    ? `the credentials of the CRM ${crm.name}, where they come as ids`
    : `credentials that are missing, where they come as ids: bridge secrets set source-credentials ${source}.FIELD`;
}

async function details(stage: Stage, listed: ListedSource): Promise<Result> {
  const { config, now } = stage;
  const { source, connector, account, team, country, report, url } = listed;
  const { settings = {}, category, captcha } = config.sources[source] ?? {};
  const page = pageOf(connector);
  const refused = (await refusalsOfDay(stage)).find((one) => one.source === source);
  const former = await lastFormerKey(stage, [source], undefined);
  const fetchedWith = await credentialsOf(stage, source);
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
    ["captcha", captcha?.kind ?? "none"],
    ["settings", JSON.stringify(settings)],
    ["how to connect", page],
    [
      "refused",
      refused ? `${refusalWords(refused)}; the last ${span(refused.lastAt, now())} ago` : "nothing within a day",
    ],
    ["old key", former ? `last used ${momentAndSpan(former.at, now())}` : "no use of one is noted"],
  ] as const;
  const refusals = refused ? { statuses: refused.statuses, last_at: refused.lastAt } : null;
  const more = {
    category: category ?? null,
    captcha: captcha?.kind ?? null,
    settings,
    page,
    fetched_with: fetchedWith ?? null,
    refused_within_a_day: refusals,
    old_key_used_at: former?.at ?? null,
  };
  return { data: { ...listed, ...more }, text: table(["", ""], rows).trimStart() };
}
