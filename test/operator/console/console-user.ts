import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import { byScripts } from "../../../lib/program/typed.ts";
import { defaultConfigPath } from "../../../lib/synth/read-config.ts";
import type { ConsoleDeps } from "../../../operator/console/handler.ts";
import { proofs } from "../../../operator/console/proofs.ts";
import { routes } from "../../../operator/console/routes.ts";
import { type RunningConsole, serveConsole } from "../../../operator/console/serve-console.ts";
import { sessions } from "../../../operator/console/sessions.ts";
import type { Outcome, Work } from "../../../operator/console/works.ts";
import type { Stage } from "../../../operator/stage/stage.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";

const playCrm: ConsoleDeps["facts"]["playCrm"] = async (...asked) => playAlone(...asked);

/** A console on a stage of a test, and somebody who sits before it. */

export interface ConsoleUser {
  readonly url: string;
  /** Sends a request as it is. */
  send(path: string, request?: Sent): Promise<Got>;
  /** Asks a route, in a session. @returns the lines that were answered */
  ask(route: string, input: unknown, personal?: boolean): Promise<Line[]>;
  /** The same with its status, as a page of another session or one that asks by itself would. */
  got(route: string, input: unknown, as?: As): Promise<Got>;
  /** Opens the console once more. @returns the key of the session */
  begin(): Promise<string>;
  /** Waits until what was begun is over. @returns its outcome, or its problem */
  outcomeOf(work: string): Promise<Outcome | string>;
  /** The answer alone. */
  answer<T = Record<string, unknown>>(route: string, input: unknown, personal?: boolean): Promise<T>;
  readonly failures: readonly string[];
  readonly console: RunningConsole;
  passTime(ms: number): void;
  close(): Promise<void>;
}

export interface As {
  readonly key?: string;
  readonly isAway?: boolean;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export type Line = Readonly<Record<"answer" | "problem" | "progress" | "note" | "part", unknown>>;

/** How long a session of these consoles lasts that nobody uses. */
export const SESSION_IDLE_MS = 30 * 60_000;

export const jsonHeaders = { "content-type": "application/json" };

export async function aConsoleUser({
  stage = aStage({ now: noon }),
  facts = {},
  pages = async () => ({ index: Buffer.from("<!doctype html>"), files: new Map() }),
}: {
  readonly stage?: Stage;
  readonly facts?: Partial<ConsoleDeps["facts"]>;
  readonly pages?: ConsoleDeps["pages"];
} = {}): Promise<ConsoleUser> {
  const failures: string[] = [];
  let time = noon.getTime();
  const now = () => new Date(time);
  const newSecret = () => randomBytes(32).toString("base64url");
  const running = await serveConsole({
    port: 0,
    idleMs: 60_000,
    onIdle: () => undefined,
    openStage: async () => stage,
    pages,
    routes,
    sessions: sessions({ now, newSecret, idleMs: SESSION_IDLE_MS }),
    proofs: proofs({ now, newSecret }),
    howToOpen: "Open it again: `bridge console`.",
    newId: randomUUID,
    now,
    facts: {
      isReadOnly: false,
      isMasked: false,
      flags: "--stage test",
      playCrm,
      configFile: defaultConfigPath,
      typed: { ...byScripts, bridge: "bridge" },
      local: undefined,
      ...facts,
    },
    operator: "sam",
    onFailure: (message) => failures.push(message),
  });
  const send: ConsoleUser["send"] = (path, request = {}) => sendTo(running.url, path, request);
  let key: string | undefined;
  const begin = async () => {
    const [, token = ""] = running.newAddress().split("#");
    const { text } = await send("/console/session", {
      method: "POST",
      headers: jsonHeaders,
      body: JSON.stringify({ token }),
    });
    return JSON.parse(text).key as string;
  };
  const sendAs = async (route: string, body: string, as: As = {}) => {
    key ??= await begin();
    const authorization = `Bearer ${as.key ?? key}`;
    const headers = { ...jsonHeaders, authorization, ...(as.isAway && { "x-operator": "away" }) };
    return send(`/console/api/${route}`, { method: "POST", headers, body });
  };
  const ask: ConsoleUser["ask"] = async (route, input, personal = false) => {
    const { text } = await sendAs(route, JSON.stringify({ input, personal }));
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return {
    url: running.url,
    send,
    ask,
    begin,
    got: (route, input, as) => sendAs(route, JSON.stringify({ input }), as),
    async outcomeOf(id) {
      for (;;) {
        const [line] = await ask("works", {});
        const { works = [] } = (line?.answer ?? {}) as { works?: Work[] };
        const work = works.find((each) => each.id === id);
        if (work?.outcome) return work.outcome;
        if (work?.problem) return work.problem;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async answer(route, input, personal) {
      const last = (await ask(route, input, personal)).at(-1);
      if (!last || !("answer" in last)) throw new Error(`${route}: ${JSON.stringify(last)}`);
      return last.answer as never;
    },
    failures,
    console: running,
    passTime(ms) {
      time += ms;
    },
    close: () => running.close(),
  };
}

/** `fetch` sets the host by itself. */
function sendTo(url: string, path: string, { method = "GET", headers = {}, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, url), { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}
