import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { ConfigError } from "../../lambda/config/schema.ts";
import { Problem, wordsOf } from "../../lib/program/problem.ts";
import { type Outgoing, readBody } from "../../lib/program/serve.ts";
import { asTyped } from "../../lib/program/typed.ts";
import { awsProblem } from "../stage/aws-problem.ts";
import type { Stage } from "../stage/stage.ts";
import type { Pages } from "./pages.ts";
import type { Proofs } from "./proofs.ts";
import { countReads, withUnits } from "./read-units.ts";
import { type ConsoleFacts, type Context, NotAsked, type Route } from "./route.ts";
import type { Sessions } from "./sessions.ts";
import { works } from "./works.ts";

/**
 * Answers the console's browser: its pages, the beginning of a session, and what pages ask for. A page from elsewhere
 * does not get here; `serve` refuses it.
 */

export interface ConsoleDeps {
  readonly openStage: () => Promise<Stage>;
  readonly pages: () => Promise<Pages>;
  readonly routes: Readonly<Record<string, Route>>;
  readonly sessions: Sessions;
  readonly proofs: Proofs;
  readonly facts: ConsoleFacts;
  /** The operator's name, as it is written into a lead's history. */
  readonly operator: string;
  /** What somebody does to open the console, as one sentence. */
  readonly howToOpen: string;
  /** Names what is under way. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Called when an operator asks for something: the console is not idle. */
  readonly used: () => void;
  /** Called when something is begun that changes something; what it returns, when that is done. */
  readonly working: () => () => void;
  /** A failure of the console itself, without what a request held. */
  readonly onFailure: (message: string) => void;
}

/** Where the pages stand; their paths go on from here. */
export const consolePath = "/console";

const largestBody = 2_000_000;

const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** @returns undefined when it answers by itself */
export function consoleHandler(deps: ConsoleDeps) {
  let opened: Promise<Stage> | undefined;
  const stage = () => {
    opened ??= deps.openStage().then((stage) => {
      countReads(stage.dynamo);
      return stage;
    });
    // Where it could not be opened, the next page tries again.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  const { now, newId, working, onFailure } = deps;
  const { typed } = deps.facts;
  const begun = works({ now, newId, working, wordsOf: (error) => asTyped(problemOf(error, onFailure), typed) });

  return async (request: IncomingMessage, response: ServerResponse): Promise<Outgoing | undefined> => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.slice(consolePath.length).replace(/^\//, "");
    if (request.method === "GET" || request.method === "HEAD") return page(path, await deps.pages());
    if (request.method !== "POST") return refused(405, "Only GET and POST are answered.");
    if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
      return refused(415, "Only JSON is answered.");
    const body = await readBody(request, largestBody);
    if (body === undefined) return refused(413, "That is too large.");
    const input = parsed(body.toString("utf8"));
    if (input === undefined) return refused(400, "That is no JSON.");
    if (path === "session") return begin(input, deps);
    const [, name = ""] = /^api\/([a-z][a-z/-]*)$/.exec(path) ?? [];
    // A page that asks by itself, with nobody before it, is no use of the console.
    const isUse = request.headers["x-operator"] !== "away";
    const session = deps.sessions.find(keyOf(request), isUse);
    if (!session) return refused(401, whyOver(keyOf(request), deps));
    if (isUse) deps.used();
    const route = Object.hasOwn(deps.routes, name) ? deps.routes[name] : undefined;
    if (!route) return refused(404, "There is nothing of that name.");
    if (route.changes && deps.facts.isReadOnly)
      return refused(403, "This console was opened with --read-only: nothing is changed from here.");
    const done = route.changes ? deps.working() : undefined;
    const proofs: Context["proofs"] = {
      give: (question, agreed) => deps.proofs.give(session.id, question, agreed),
      take: (question, proof) => deps.proofs.take(session.id, question, proof),
    };
    const { facts, operator } = deps;
    const made = { console: facts, operator, works: begun, proofs };
    const answered = await answer(route, input, response, stage, made, onFailure);
    done?.();
    return answered;
  };
}

function page(path: string, { files, index }: Pages): Outgoing {
  const file = files.get(path);
  if (file) return { status: 200, headers: { ...pageHeaders, "content-type": file.type }, body: file.body };
  // Every other path without a dot is a page's: the script reads which.
  if (/\.[a-z]+$/.test(path)) return refused(404, "There is nothing of that name.");
  return { status: 200, headers: { ...pageHeaders, "content-type": "text/html; charset=utf-8" }, body: index };
}

const SessionSchema = z.object({ token: z.string().max(200).optional() });

function begin(input: unknown, { sessions, howToOpen: words, facts }: ConsoleDeps): Outgoing {
  const howToOpen = asTyped(words, facts.typed);
  const { token } = SessionSchema.safeParse(input).data ?? {};
  if (token === undefined) return refused(401, `This address lacks the token that opens the console. ${howToOpen}`);
  const key = sessions.begin(token);
  return key === undefined
    ? refused(401, `The token of this address is unknown, was used already, or is too old. ${howToOpen}`)
    : json(200, { key });
}

const whyOver = (key: string, { sessions, howToOpen, facts }: ConsoleDeps): string =>
  asTyped(`${sessions.whyOver(key) ?? "This page has no session."} ${howToOpen}`, facts.typed);

const InputSchema = z.object({ input: z.unknown(), personal: z.boolean().optional() });

/**
 * One line of JSON for each thing there is to say: `{progress}`, `{note}` and `{part}` while it works, at the end `{answer}`, with
 * the read units that it took, or `{problem}`.
 */
async function answer(
  route: Route,
  given: unknown,
  response: ServerResponse,
  openStage: () => Promise<Stage>,
  made: Pick<Context, "console" | "operator" | "works" | "proofs">,
  onFailure: ConsoleDeps["onFailure"],
): Promise<Outgoing | undefined> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const head = () =>
    response.headersSent ||
    response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" });
  const { typed } = made.console;
  const say = (line: Readonly<Record<string, unknown>>) => {
    if (gone.signal.aborted) return;
    head();
    response.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const { data: envelope } = InputSchema.safeParse(given);
    if (envelope === undefined) throw new Problem("That is no question of a page of the console.");
    const { input, personal = false } = envelope;
    const read = route.input.safeParse(input);
    if (!read.success) {
      // Whoever brings no proof at all was not asked.
      if (route.question) throw new NotAsked();
      throw new Problem(wordsOfInput(read.error));
    }
    const context: Context = {
      ...made,
      stage: await openStage(),
      personal: personal && !made.console.isMasked,
      progress: (text: string) => say({ progress: asTyped(text, typed) }),
      note: (text: string) => say({ note: asTyped(text, typed) }),
      part: (value: unknown) => say({ part: value }),
      signal: gone.signal,
    };
    const { value, units } = await withUnits(() => route.run(read.data, context));
    say({ answer: value ?? null, ...(units > 0 && { read_units: units }) });
  } catch (error) {
    if (error instanceof NotAsked && !response.headersSent) return refused(409, error.message);
    say({ problem: asTyped(problemOf(error, onFailure), typed) });
  }
  response.end();
  return undefined;
}

/** Which field of what was typed is wrong, and why. */
const wordsOfInput = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`).join("; ");

/** What the operator is told. A bug says no more than that, as its words may hold what a lead said. */
function problemOf(error: unknown, onFailure: (message: string) => void): string {
  const known =
    error instanceof Problem || error instanceof ConfigError || error instanceof NotAsked ? error : awsProblem(error);
  if (known) return known.message;
  onFailure(error instanceof Error ? (error.stack ?? wordsOf(error)) : wordsOf(error));
  return "The console failed on this: its terminal says more. Try again; if it stays, use the command.";
}

const keyOf = ({ headers }: IncomingMessage): string => /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: Buffer.from(JSON.stringify(value)),
});

const refused = (status: number, problem: string): Outgoing => json(status, { problem });
