import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { startBridge } from "../../local/bridge.ts";

/**
 * A bridge in a process of its own that counts what AWS would bill. Says where it is when it runs, answers each message
 * with what it has counted so far, and ends with its parent.
 */
if (!("threadCpuUsage" in process))
  throw new Error(
    "The work of a function is counted by Node 22.19 and later: run this by npm, which brings such a Node",
  );
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

export interface Seen {
  /** By the name of the function in the template; milliseconds of a processor. */
  readonly functions: Record<string, { invocations: number; milliseconds: number; logBytes: number; logLines: number }>;
  /** Requests of others to the front door, and of the functions to everybody else but the table. */
  readonly requests: { door: number; callingly: number; dials: number; crm: number; secrets: number };
}

const seen: Seen = { functions: {}, requests: { door: 0, callingly: 0, dials: 0, crm: 0, secrets: 0 } };

const bridge = await startBridge({
  configPath: process.env.BRIDGE_CONFIG,
  port: 0,
  engineUrl: process.env.DYNAMODB_ENDPOINT,
  output: {
    say: () => {},
    warn: (text) => void process.stderr.write(`${text}\n`),
    shows: /./,
    log: noteLine,
  },
});

const ports = { door: portOf(bridge.url), callingly: portOf(bridge.callingly.url), crm: portOf(bridge.crm.url) };

subscribe("http.server.request.start", (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  const at = request.socket.localPort;
  const path = request.url ?? "";
  if (String(request.headers["x-amz-target"]).startsWith("secretsmanager.")) seen.requests.secrets += 1;
  else if (at === ports.door) seen.requests.door += 1;
  // What we ourselves ask the stand-ins does not count.
  else if (at === ports.callingly && !path.startsWith("/_standin")) {
    seen.requests.callingly += 1;
    if (request.method === "POST" && path.split("?")[0] === "/v1/calls") seen.requests.dials += 1;
  } else if (at === ports.crm && !path.startsWith("/api/")) seen.requests.crm += 1;
});

function noteLine(name: string, line: string): void {
  seen.functions[name] ??= { invocations: 0, milliseconds: 0, logBytes: 0, logLines: 0 };
  const fn = seen.functions[name];
  const work = /^REPORT .*\tProcessor: ([\d.]+) ms/.exec(line)?.[1];
  if (work === undefined) {
    fn.logBytes += Buffer.byteLength(line) + 1;
    fn.logLines += 1;
  } else {
    fn.invocations += 1;
    fn.milliseconds += Number(work);
  }
}

process.on("message", () => process.send?.(seen));
process.once("disconnect", () => void bridge.close().finally(() => process.exit(0)));
const { url, sources, callingly, crm } = bridge;
process.send?.({ url, sources, callingly, crm });

function portOf(url: string): number {
  return Number(new URL(url).port);
}
