import type { IncomingMessage, ServerResponse } from "node:http";
import { type LocalStage, sessionHeader } from "../../lib/local-stage.ts";
import { Problem } from "../../lib/program/problem.ts";
import { type Answerer, type LocalServer, type Outgoing, readBody, serve } from "../../lib/program/serve.ts";
import type { captchaStandIn } from "../../stand-ins/captcha.ts";
import type { DemoCrms } from "../../stand-ins/crms/index.ts";
import { json } from "../../stand-ins/kit/crm.ts";
import { platformRefusal } from "../far-ends.ts";
import type { RefusalLog } from "../gateway/refusal-log.ts";
import { isSessionToken } from "../session-token.ts";
import { sendContact } from "./crm-contact.ts";
import type { DemoFacts } from "./facts.ts";
import type { LivePath, Path } from "./live-path.ts";
import type { Plans } from "./plans.ts";

export interface DemoOptions {
  readonly port: number;
  readonly crms: DemoCrms;
  readonly path: LivePath;
  readonly plans: Plans;
  /** Answers for the vendors of captchas. */
  readonly captcha: ReturnType<typeof captchaStandIn>;
  readonly refusalLog: RefusalLog;
  /** Undefined while the bridge starts. */
  readonly facts: () => DemoFacts | undefined;
  /** The stage's description for the command line; undefined while it starts. */
  readonly stage: () => LocalStage | undefined;
  /** The content of the failure queues. */
  readonly failures: () => unknown[];
  /** Lets the clock tick once. */
  readonly tick: () => Promise<void>;
  /** Makes a lead that waits for a person's decision. @throws Problem */
  readonly rehearse: () => Promise<{ readonly id: string }>;
  /** Answers below `consoleFolder`; loaded when the first page is opened. */
  readonly console: () => Promise<Answerer>;
  /** Opens what tells of people and keys: whoever started the bridge finds it in a file of theirs. */
  readonly sessionToken: string;
  readonly onFailure: (message: string) => void;
}

/** Below this the operator's console stands. */
const consoleFolder = "/console";

/** Below this the demo answers for the vendors of captchas: no CRM can have the name. */
export const captchaFolder = "/_captcha";

const largestBody = 1_000_000;

const toConsole = { status: 302, headers: { location: `${consoleFolder}/` }, body: Buffer.alloc(0) };

/** Serves the console and, each below its name, the CRMs. */
export function serveDemo(options: DemoOptions): Promise<LocalServer> {
  const { port, onFailure } = options;
  return serve({
    name: "the demo page and CRM",
    port,
    ownPagesOnly: true,
    onFailure,
    async answer(request, response) {
      const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
      if (pathname === "/") return toConsole;
      if (pathname === consoleFolder || pathname.startsWith(`${consoleFolder}/`))
        return (await options.console())(request, response);
      // How the command line finds the bridge, and the file with the token; nothing in it is a secret.
      const isOpen = pathname === "/api/stage" || !pathname.startsWith("/api/");
      if (!isOpen && !isSessionToken(request.headers[sessionHeader], options.sessionToken))
        return json(401, { message: notYours(options.stage()) });
      if (pathname === "/api/path") return void follow(options, request, response);
      const body = await readBody(request, largestBody);
      if (body === undefined) return json(413, { message: "Too large" });
      if (pathname.startsWith("/api/"))
        return answerApi(`${request.method} ${pathname.slice("/api/".length)}`, body, options);
      if (pathname.startsWith(captchaFolder)) return options.captcha(pathname, body.toString("utf8"));
      const refusal = platformRefusal(pathname);
      if (refusal !== undefined) return json(403, { message: refusal, error: { message: refusal } });
      return answerCrm(request, pathname + search, body.toString("utf8"), options.crms);
    },
  });
}

/** Other users of the machine reach the port as well. */
const notYours = (stage: LocalStage | undefined): string =>
  `This is for whoever started the bridge: send what is in ${stage?.endpoints.sessionTokenFile ?? "its file"} as ${sessionHeader}.`;

async function answerApi(
  call: string,
  body: Buffer,
  { crms, plans, refusalLog, facts, stage, failures, tick, rehearse }: DemoOptions,
): Promise<Outgoing> {
  const known = facts();
  if (!known) return json(503, { message: "The bridge is starting" });
  if (call === "GET bridge") return json(200, known);
  if (call === "GET stage") return json(200, stage());
  if (call === "GET records")
    return json(
      200,
      [...crms.crms].flatMap(([crm, { records }]) => records().map((record) => ({ crm, ...record }))),
    );
  if (call === "GET failures") return json(200, failures());
  if (call === "GET refused") return json(200, refusalLog.refused());
  if (call === "GET door") return json(200, refusalLog.all());
  const refused = refusalLog.requestOf(Number(/^GET (?:refused|door)\/(\d+)\.http$/.exec(call)?.[1]));
  if (refused) return asFile(refused);
  if (call === "POST review-case") {
    return rehearse().then(
      ({ id }) =>
        json(200, { lead_id: id, message: `${id} waits for a decision: npm run --silent bridge -- review --local` }),
      refusalOf,
    );
  }
  if (call === "POST tick") return tick().then(() => json(200, { ticked: true }));
  if (call === "GET plans") return json(200, plans.all());
  const [, what, name = ""] = /^POST (contacts|plans)\/(.+)$/.exec(call) ?? [];
  const source = Object.hasOwn(known.sources, name) ? known.sources[name] : undefined;
  if (!source) return json(404, { message: "Not found" });
  const given: unknown = JSON.parse(body.toString("utf8"));
  return what === "plans" ? plans.have(name, source.url, given) : sendContact(source, given, crms);
}

function refusalOf(error: unknown): Outgoing {
  if (error instanceof Problem) return json(409, { message: error.message });
  throw error;
}

/** Sent as a download: the content comes from a stranger and must not be shown as a page. */
const asFile = (body: Buffer): Outgoing => ({
  status: 200,
  headers: {
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
    "cache-control": "no-store",
  },
  body,
});

function answerCrm(
  { method = "GET", headers }: IncomingMessage,
  target: string,
  body: string,
  { crms }: DemoCrms,
): Outgoing {
  const [, name = "", path = ""] = /^\/([^/?]+)(.*)$/.exec(target) ?? [];
  const crm = crms.get(name);
  if (!crm) return json(404, { message: "Not found" });
  const flat = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
  return crm.answer({ method, path, headers: flat, body });
}

/** Server-sent events: every path there is, then each as it changes, and a message when a request was refused. */
function follow({ path: live, refusalLog }: DemoOptions, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const send = (path: Path) => response.write(`data: ${JSON.stringify(path)}\n\n`);
  response.write(": here\n\n");
  for (const path of live.paths()) send(path);
  request.once("close", live.listen(send));
  request.once(
    "close",
    refusalLog.listen(({ id }) => response.write(`event: refused\ndata: ${id}\n\n`)),
  );
}
