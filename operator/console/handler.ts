import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { ConfigError } from "../../lambda/config/schema.ts";
import { Problem, wordsOf } from "../../lib/program/problem.ts";
import { type Outgoing, readBody } from "../../lib/program/serve.ts";
import { awsProblem } from "../stage/aws-problem.ts";
import type { Stage } from "../stage/stage.ts";
import type { Pages } from "./pages.ts";
import type { ConsoleFacts, Route } from "./route.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Answers the console's browser: its pages, the beginning of a session, and what pages ask for. A page from elsewhere
 * does not get here; `serve` refuses it.
 */

export interface ConsoleDeps {
  readonly openStage: () => Promise<Stage>;
  readonly pages: () => Promise<Pages>;
  readonly routes: Readonly<Record<string, Route>>;
  readonly sessions: Sessions;
  readonly facts: ConsoleFacts;
  /** The operator's name, as it is written into a lead's history. */
  readonly operator: string;
  /** A session is given to every page of this port: `npm start` says nothing here that its other pages do not. */
  readonly isOpen: boolean;
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
    opened ??= deps.openStage();
    // Where it could not be opened, the next page tries again.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };

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
    if (!deps.sessions.knows(keyOf(request))) return refused(401, "The session is over: open the console again.");
    // A page that asks by itself, with nobody before it, is no use of the console.
    if (request.headers["x-operator"] !== "away") deps.used();
    const route = Object.hasOwn(deps.routes, name) ? deps.routes[name] : undefined;
    if (!route) return refused(404, "There is nothing of that name.");
    if (route.changes && deps.facts.isReadOnly)
      return refused(403, "This console was opened with --read-only: nothing is changed from here.");
    const done = route.changes ? deps.working() : undefined;
    await answer(route, input, response, stage, deps);
    done?.();
    return undefined;
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

function begin(input: unknown, { sessions, isOpen }: ConsoleDeps): Outgoing {
  const { token } = SessionSchema.safeParse(input).data ?? {};
  const key = sessions.begin(token ?? (isOpen ? sessions.newToken() : ""));
  return key === undefined
    ? refused(
        401,
        "This address was used already, or is too old: it counts once, and for a minute. Open the console again.",
      )
    : json(200, { key });
}

const InputSchema = z.object({ input: z.unknown(), personal: z.boolean().optional() });

/**
 * One line of JSON for each thing there is to say: `{progress}`, `{note}` and `{part}` while it works, at the end `{answer}` or
 * `{problem}`.
 */
async function answer(
  route: Route,
  given: unknown,
  response: ServerResponse,
  openStage: () => Promise<Stage>,
  { facts, operator, onFailure }: ConsoleDeps,
): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" });
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const say = (line: Readonly<Record<string, unknown>>) => {
    if (!gone.signal.aborted) response.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const { data: envelope } = InputSchema.safeParse(given);
    if (envelope === undefined) throw new Problem("That is no question of a page of the console.");
    const { input, personal = false } = envelope;
    const read = route.input.safeParse(input);
    if (!read.success) throw new Problem(wordsOfInput(read.error));
    const context = {
      stage: await openStage(),
      operator,
      personal: personal && !facts.isMasked,
      progress: (text: string) => say({ progress: text }),
      note: (text: string) => say({ note: text }),
      part: (value: unknown) => say({ part: value }),
      signal: gone.signal,
      console: facts,
    };
    say({ answer: (await route.run(read.data, context)) ?? null });
  } catch (error) {
    say({ problem: problemOf(error, onFailure) });
  }
  response.end();
}

/** Which field of what was typed is wrong, and why. */
const wordsOfInput = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`).join("; ");

/** What the operator is told. A bug says no more than that, as its words may hold what a lead said. */
function problemOf(error: unknown, onFailure: (message: string) => void): string {
  const known = error instanceof Problem || error instanceof ConfigError ? error : awsProblem(error);
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
