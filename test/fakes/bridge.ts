import { offsetMs } from "../../lambda/callingly/time.ts";
import { atStage } from "../../lambda/config/at-stage.ts";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { type BridgeConfigInput, defineConfig } from "../../lambda/config/schema.ts";
import type { BridgeMeasure, MetricName } from "../../lambda/lead/measure/metrics.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import type { Log, LogFields } from "../../lambda/runtime/log.ts";
import type { AccountClocks } from "../../lambda/steps/account-clocks.ts";
import type { CallPacer } from "../../lambda/steps/dial-lead/pace-calls.ts";

const config: BridgeConfigInput = {
  accounts: { main: { timeZone: "UTC" }, agency: { accountId: 11002, timeZone: "UTC" } },
  crms: { demo: { connector: "webhook", settings: { url: "https://crm.example.com/results" } } },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, report: ["demo"] },
    anything: { connector: "json", account: "main", team: 19230, report: ["demo"] },
    client: { connector: "json", account: "agency", team: 19240 },
  },
};

/** A bridge of two accounts and three sources; a test changes what it is about. */
export const aBridge = (changes: Partial<BridgeConfigInput> = {}) =>
  bridgeOf(atStage(defineConfig({ ...config, ...changes }), { anyHour: true }));

/** Calls may leave as they come. */
export const noPace: CallPacer = { take: async () => undefined, slowDown: async () => undefined };

/** Times mean what the configuration says. */
export const configuredClocks: AccountClocks = {
  readingOf: async ({ timeZone }) => ({
    zone: timeZone,
    isLearned: true,
    offsetsAt: (at) => [offsetMs(at, timeZone) / 60_000],
  }),
  learn: async () => undefined,
};

/** A clock that stands until it is moved. */
export function aClock(start: Date) {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

/** Keeps what was logged. */
export function aLog(): Log & { lines: ({ level: string; event: string } & LogFields)[] } {
  const lines: ({ level: string; event: string } & LogFields)[] = [];
  const log: Log = (level, event, fields = {}) => void lines.push({ level, event, ...fields });
  return Object.assign(log, { lines });
}

/** Keeps what was measured: every word of it, and each metric's sum. */
export function aMeasure(): BridgeMeasure & {
  told: Partial<Record<MetricName, number>>[];
  sumOf: (name: MetricName) => number;
} {
  const told: Partial<Record<MetricName, number>>[] = [];
  const measure: BridgeMeasure = (values) => void told.push(values);
  return Object.assign(measure, {
    told,
    sumOf: (name: MetricName) => told.reduce((sum, values) => sum + (values[name] ?? 0), 0),
  });
}

/** Ids that count up, so that every one is new and a run can be repeated. */
export function someIds(prefix = "id"): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}

/** A request as it reaches a step. */
export function aRequest(
  path: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array;
    params?: Record<string, string>;
  } = {},
): HttpRequest {
  const url = new URL(path, "https://bridge.example.com");
  const [, , source, key] = url.pathname.split("/");
  return {
    method: options.method ?? "POST",
    url: url.href,
    headers: options.headers ?? {},
    query: url.searchParams,
    params: options.params ?? { ...(source && { source }), ...(key && { key }) },
    body: typeof options.body === "string" ? Buffer.from(options.body) : (options.body ?? new Uint8Array()),
  };
}
