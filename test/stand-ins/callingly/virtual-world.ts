import { type CallinglyOptions, createCallingly } from "../../../stand-ins/callingly/callingly.ts";
import type { Callingly } from "../../../stand-ins/callingly/core.ts";
import type { Reply, Timers } from "../../../stand-ins/callingly/ports.ts";
import { demoTeamId, demoToken } from "../../../stand-ins/callingly/seed.ts";

/** A stand-in whose time moves only when a test says so. */

export const noon = Date.parse("2026-03-10T16:00:00Z");
export const phone = "+12025550142";
export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1_000;

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

export function virtualTime(start = noon) {
  let now = start;
  let alarms: Alarm[] = [];
  const timers: Timers = {
    after(ms, run) {
      const alarm = { at: now + ms, run };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((one) => one !== alarm);
      };
    },
  };
  return {
    clock: () => now,
    timers,
    /** Lets that much time pass, and everything happen in it that is due. */
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = alarms.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
        if (!next) break;
        alarms = alarms.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}

/** Gives promises that need no time the chance to settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

export interface Delivered {
  readonly at: number;
  readonly url: string;
  // biome-ignore lint/suspicious/noExplicitAny: a webhook's body is whatever the test expects it to be
  readonly body: any;
}

export function virtualWorld(options: Partial<CallinglyOptions> & { receiver?: () => Promise<number> } = {}) {
  const time = virtualTime();
  const { receiver = async () => 200, switches, ...others } = options;
  const delivered: Delivered[] = [];
  const core = createCallingly({
    clock: time.clock,
    timers: time.timers,
    random: () => 0,
    deliver(url, body) {
      delivered.push({ at: time.clock() - noon, url, body });
      return receiver();
    },
    ...others,
    switches: { speed: 1, ...switches },
  });
  return { core, time, delivered, ...client(core) };
}

export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: an answer's body is whatever the test expects it to be
  readonly body: any;
}

/** Speaks to the API as a client would, and shows the answers. */
export function client(core: Callingly) {
  function call(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Seen {
    return seen(send(method, url, body, headers));
  }
  function send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Reply {
    const { pathname, searchParams } = new URL(url, "http://standin.example");
    return core.handle({
      method,
      path: pathname.startsWith("/_standin") ? pathname : `/v1${pathname}`,
      query: Object.fromEntries(searchParams),
      headers: { authorization: `Bearer ${demoToken}`, accept: "application/json", ...headers },
      body: body === undefined ? "" : JSON.stringify(body),
    });
  }
  const dial = (fields: Record<string, unknown> = {}, headers: Record<string, string> = {}): Seen =>
    call("POST", "/calls", { team_id: demoTeamId, phone_number: phone, first_name: "Grace", ...fields }, headers);
  return { call, send, dial };
}

function seen(reply: Reply): Seen {
  if (reply.kind !== "answer") throw new Error(`no answer but ${reply.kind}`);
  const { status, headers, body } = reply;
  const isJson = headers["content-type"] === "application/json" && body !== "";
  return { status, headers, body: isJson ? JSON.parse(body) : body };
}
