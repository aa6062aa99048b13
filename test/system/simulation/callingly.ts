import type { OutgoingRequest, Send, Sent } from "../../../lambda/runtime/http-client.ts";
import { createCallingly } from "../../../stand-ins/callingly/callingly.ts";
import type { Callingly } from "../../../stand-ins/callingly/core.ts";
import type { Deliver, Random, Reply, Request } from "../../../stand-ins/callingly/ports.ts";
import { demoWorld } from "../../../stand-ins/callingly/seed.ts";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import type { Ground, Instance } from "./instance.ts";
import { accountIds, settleIn, tokens } from "./town.ts";
import type { End } from "./weather.ts";

/** Callingly's stand-in in virtual time, and the way there. */
export interface FarCallingly {
  readonly core: Callingly;
  sendFrom(me: Instance): Send;
}

/** An answer's way back, in milliseconds. */
const WAY_BACK_MS = 40;

export function farCallingly(
  ground: Ground,
  options: { random: Random; deliver: Deliver; switches: SwitchChanges },
): FarCallingly {
  const { time, story, weather } = ground;
  const core = createCallingly({
    clock: time.now,
    timers: time,
    ...options,
    switches: { speed: 1, ...options.switches },
    populate: (records) => ({ ...demoWorld()(records), [tokens.second]: accountIds.second }),
    onRing: ({ phone_number, crm_id, call_id, by }) =>
      story.tell(time.now(), "callingly", `rings (${by})`, `call ${call_id}`, () => [
        String(call_id),
        `ref ${crm_id}`,
        phone_number,
      ]),
  });
  core.act(settleIn);

  return {
    core,
    sendFrom: (me) => (request) => {
      const arrived = toRequest(request);
      const startedAt = time.now();
      return me.perform<Sent>(
        { port: "callingly", by: me.by, what: `${request.method} ${arrived.path}` },
        {
          act() {
            const misfortune = weather().callingly(arrived);
            if (misfortune) core.faults.add({ ...misfortune, count: 1 });
            const reply = core.handle(arrived);
            story.tell(time.now(), "callingly", `${request.method} ${arrived.path}`, wordsOf(reply, misfortune));
            return comeBack(reply, request.timeoutMs - (time.now() - startedAt));
          },
          failed: unanswered,
          patienceMs: request.timeoutMs,
          about: () => idsIn(request),
        },
      );
    },
  };

  function comeBack(reply: Reply, patienceMs: number): Promise<Sent> {
    const tooLate = reply.kind === "hang" || reply.afterMs + WAY_BACK_MS > patienceMs;
    return new Promise((resolve) => {
      time.after(tooLate ? patienceMs : reply.afterMs + WAY_BACK_MS, () =>
        resolve(tooLate ? { kind: "ambiguous", reason: "no answer in time" } : toSent(reply)),
      );
    });
  }
}

/** What the client of `runtime/http-client.ts` says when nothing comes back. */
export const unanswered = (end: End): Sent =>
  end === "refused"
    ? { kind: "not-sent", reason: "ECONNREFUSED" }
    : { kind: "ambiguous", reason: end === "stalled" ? "no answer in time" : "ECONNRESET" };

function toSent(reply: Reply): Sent {
  if (reply.kind === "answer") return { ...reply, kind: "answered", truncated: false };
  if (reply.kind === "resetAfterHeaders") return { ...reply, kind: "answered", body: "", truncated: true };
  return { kind: "ambiguous", reason: "ECONNRESET" };
}

function toRequest({ method, url, headers = {}, body = "" }: OutgoingRequest): Request {
  const { pathname, searchParams } = new URL(url);
  return { method, path: pathname, query: Object.fromEntries(searchParams), headers, body };
}

const wordsOf = (reply: Reply, misfortune: unknown): string =>
  [
    reply.kind === "answer" ? `answers ${reply.status}` : `${reply.kind}s`,
    ...(misfortune ? [JSON.stringify(misfortune)] : []),
  ].join(" by ");

function idsIn({ url, body }: OutgoingRequest): string[] {
  const ref = /"crm_id":(\d+)/.exec(body ?? "")?.[1];
  const callId = /\/calls\/(\d+)$/.exec(url)?.[1];
  return [...(ref ? [`ref ${ref}`] : []), ...(callId ? [callId] : [])];
}
