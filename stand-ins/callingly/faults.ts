import * as z from "zod";
import type { Reply, Request } from "./ports.ts";

/**
 * One scripted misfortune. Whether a request takes effect (`commit`) and what its sender gets to see (`reply`) are
 * independent: that is what makes "did it ring?" a hard question.
 */
export const FaultSchema = z.strictObject({
  method: z.string().toUpperCase().optional().describe("left out: any method"),
  path: z.string().startsWith("/v1").optional().describe("`*` stands for one segment; left out: any path"),
  bodyIncludes: z.string().optional().describe("text that the request's raw body must contain"),
  skip: z.int().min(0).default(0).describe("matching requests to let pass first"),
  count: z
    .union([z.int().min(1), z.literal("always")])
    .default(1)
    .describe("requests it strikes"),
  commit: z
    .union([z.enum(["before", "after", "never"]), z.strictObject({ lateMs: z.number().min(0) })])
    .describe("takes effect before the reply, just after it, some time after it, or never"),
  reply: z
    .union([
      z.enum(["normal", "reset", "resetAfterHeaders", "hang", "garbage"]),
      z.strictObject({
        status: z.int().min(200).max(599),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional().describe("text is sent as it is, anything else as JSON; left out: empty"),
      }),
      z.strictObject({ redirect: z.string(), status: z.literal([301, 302, 303, 307, 308]).default(307) }),
    ])
    .default("normal"),
  replyAfterMs: z.number().min(0).default(0),
});
export type FaultScript = z.input<typeof FaultSchema>;
export type Fault = z.output<typeof FaultSchema>;

export interface Faults {
  add(script: FaultScript): void;
  /** The first fault that strikes this request; it is used up by one. */
  take(request: Request): Fault | undefined;
  readonly waiting: readonly Fault[];
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add: (script) => void waiting.push(FaultSchema.parse(script)),
    take(request) {
      const fault = waiting.find((one) => matches(one, request));
      if (!fault) return undefined;
      const spent =
        fault.skip > 0
          ? { ...fault, skip: fault.skip - 1 }
          : { ...fault, count: fault.count === "always" ? fault.count : fault.count - 1 };
      waiting = waiting.map((one) => (one === fault ? spent : one)).filter(({ count }) => count !== 0);
      return fault.skip > 0 ? undefined : fault;
    },
    get waiting() {
      return waiting;
    },
    clear() {
      waiting = [];
    },
  };
}

/** The answer to a request that a fault strikes. */
export function faultyReply({ reply, replyAfterMs: afterMs }: Fault, honest: Reply & { kind: "answer" }): Reply {
  if (reply === "normal") return { ...honest, afterMs };
  if (reply === "garbage") return { ...honest, afterMs, status: 200, body: '{"call_id": 38' };
  if (reply === "resetAfterHeaders") return { ...honest, afterMs, kind: reply };
  if (typeof reply === "string") return { kind: reply, afterMs };
  if ("redirect" in reply) {
    return { kind: "answer", afterMs, status: reply.status, headers: { location: reply.redirect }, body: "" };
  }
  return { kind: "answer", afterMs, status: reply.status, ...bodyOf(reply) };
}

function bodyOf({ body, headers }: { body?: unknown; headers: Record<string, string> }) {
  if (body === undefined) return { headers, body: "" };
  const isText = typeof body === "string";
  const type = isText ? "text/html; charset=UTF-8" : "application/json";
  return { headers: { "content-type": type, ...lowerCased(headers) }, body: isText ? body : JSON.stringify(body) };
}

function matches({ method, path, bodyIncludes }: Fault, request: Request): boolean {
  return (
    (method === undefined || method === request.method) &&
    (path === undefined || pathPattern(path).test(request.path)) &&
    (bodyIncludes === undefined || request.body.includes(bodyIncludes))
  );
}

const pathPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]+")}$`);

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
