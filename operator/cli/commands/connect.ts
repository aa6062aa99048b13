import { Command } from "commander";
import type { Consent, CredentialChoice } from "../../../lambda/connectors/contract/about.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { type Asking, askToBeLetIn, keepCredentials } from "../../connect/connect.ts";
import { answerIn } from "../../connect/judge-answer.ts";
import { listenForBrowser, redirectAddress, usualPort } from "../../connect/listen.ts";
import { fieldsOf, type Ways, wayOf, waysInto } from "../../connect/ways.ts";
import { wrongWords } from "../../crms/names.ts";
import type { Stage } from "../../stage/stage.ts";
import { bringIn } from "../../words/bring-in.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openPage } from "../terminal/open-page.ts";

interface Options extends StageOptions {
  readonly browser?: boolean;
  readonly newApp?: true;
  /** False: the address is printed alone. */
  readonly open: boolean;
  readonly paste?: true;
  /** False: written without asking the CRM whether it takes them. */
  readonly check: boolean;
  readonly port: string;
}

export interface ConnectDeps {
  /** Shows a page to the person. @returns whether that could be done */
  readonly openPage: (address: string) => Promise<boolean>;
  /** How long the browser is waited for, in milliseconds. */
  readonly patienceMs: number;
}

const inReality: ConnectDeps = { openPage, patienceMs: 10 * 60_000 };

/** Lets the bridge into a CRM, step by step, in the vendor's words. */
export const connectCommand = (cli: Cli, deps: ConnectDeps = inReality): Command =>
  stageCommand<Options>(
    cli,
    new Command("connect")
      .description("Lets the bridge into a CRM: asks for what that takes, tries it, and writes it into the secret.")
      .argument("<crm>", "its name in bridge.config.ts")
      .option("--browser", "through an OAuth app: somebody lets the bridge in with the browser")
      .option("--no-browser", "by a token or key that is typed")
      .option("--new-app", "ask for the app's credentials though the secret has them")
      .option("--no-open", "print the address for the browser instead of opening it")
      .option("--paste", "the browser is on another machine: paste the address that it is sent back to")
      .option("--no-check", "write the credentials without trying them")
      .option("--port <number>", "where the browser comes back to on this machine", String(usualPort)),
    (stage, options, [crm = ""]) => connect(cli, stage, crm, options, deps),
  );

function toPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Problem(`--port ${text}: write a number up to 65535.`);
}

async function connect(cli: Cli, stage: Stage, crm: string, options: Options, deps: ConnectDeps): Promise<Result> {
  const ways = await waysInto(stage, crm);
  const way = wayOf(ways, options.browser) ?? (await chosen(cli, ways));
  const given = way.consent
    ? await throughBrowser(cli, stage, ways, { way, consent: way.consent, options, deps })
    : await typed(cli, ways, way, {});
  const { said, as, wrong } = await keepCredentials(stage, ways, given, options.check);
  const whom = as === undefined ? [] : [`${ways.about.title} lets the bridge in as ${as}.`];
  const corrections =
    wrong.length === 0 ? [] : [...wrong.map(wrongWords), `Correct crms.${crm}.settings, and ${bringIn(stage)}.`];
  return {
    data: {
      crm,
      connector: ways.about.key,
      way: way.title,
      written: true,
      connected_as: as ?? null,
      wrong_settings: wrong,
    },
    text: [...whom, ...said, ...corrections].join("\n"),
  };
}

async function chosen({ terminal }: Cli, { about, choices }: Ways): Promise<CredentialChoice> {
  if (!terminal.isInteractive)
    throw new Problem(`${about.title} lets the bridge in in several ways: say --browser or --no-browser.`);
  const offered = choices.map(({ title }, index) => ({ value: String(index), name: title }));
  const index = Number(await terminal.choose(`How is the bridge let into ${about.title}?`, offered));
  const way = choices[index];
  if (!way) throw new Problem(`${about.title} has no such way.`);
  return way;
}

/** @param known what need not be asked for */
async function typed(
  { terminal }: Cli,
  { crm, about }: Ways,
  way: CredentialChoice,
  known: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { name, label, how } of fieldsOf(way)) {
    const text = known[name] ?? (await askFor({ name, label, how }));
    if (text === "") throw new Problem(`${about.title} needs its ${label}. Nothing is written.`);
    given[name] = text;
  }
  return given;

  async function askFor({ name, label, how }: { name: string; label: string; how: string }): Promise<string> {
    terminal.note(`${label}: ${how}.`);
    return (await terminal.askSecret(`${crm}.${name}:`)).trim();
  }
}

interface Consenting {
  readonly way: CredentialChoice;
  readonly consent: Consent;
  readonly options: Options;
  readonly deps: ConnectDeps;
}

async function throughBrowser(
  cli: Cli,
  stage: Stage,
  ways: Ways,
  { way, consent, options, deps }: Consenting,
): Promise<Readonly<Record<string, string>>> {
  const { about, held } = ways;
  const isPasted = options.paste === true || consent.redirect.takes === "https";
  // Before anything is asked for: a port that is taken ends the run.
  const port = toPort(options.port);
  const listening = isPasted ? undefined : await listenForBrowser(port);
  try {
    const redirectUri = redirectAddress(listening?.port ?? port, consent.redirect.takes);
    const asking = askToBeLetIn(stage, ways, consent, redirectUri);
    cli.terminal.note(preparation(about.title, consent, redirectUri, asking));
    const app = await typed(cli, ways, way, options.newApp ? {} : held);
    const address = asking.address(app.client_id ?? "");
    if (!listening) return await asking.credentials(await pasted(cli, about.title, address, redirectUri), app);
    const start = listening.start(address);
    const isOpen = options.open && (await deps.openPage(start));
    cli.terminal.note(
      isOpen
        ? `The browser shows ${about.title} now. If it does not, open ${start}`
        : `Open this address in a browser of this machine and let the bridge in: ${address}`,
    );
    cli.terminal.progress("Waiting for the browser …");
    return await asking.credentials(await listening.answer(deps.patienceMs), app);
  } finally {
    listening?.close();
  }
}

/** What the app needs at the vendor, which no answer of ours can mend. */
const preparation = (title: string, { redirect }: Consent, redirectUri: string, { scopes }: Asking): string =>
  [
    `The app at ${title} has to have this ${redirect.name}, exactly so (${redirect.how}):`,
    `  ${redirectUri}`,
    ...(scopes.length > 0 ? ["and these scopes:", `  ${scopes.join(" ")}`] : []),
  ].join("\n");

async function pasted(cli: Cli, title: string, address: string, redirectUri: string): Promise<URLSearchParams> {
  cli.terminal.note(
    [
      `Open this address in a browser and let the bridge in: ${address}`,
      `${title} then sends it to ${redirectUri}…, which it cannot open, as it should be: copy that address from its address bar.`,
    ].join("\n"),
  );
  return answerIn(await cli.terminal.askSecret("The address:"));
}
