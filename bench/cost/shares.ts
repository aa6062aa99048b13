import type { Units } from "../counting-engine.ts";
import type { Seen } from "./bridge-process.ts";
import type { Shares } from "./measured.ts";

/** What was taken between two moments, divided by what took it. */

export interface Taken {
  readonly units: Units;
  readonly seen: Seen;
}

/** Nothing but the clock wakes reconcile. */
export const ticksIn = (from: Taken, to: Taken): number =>
  (to.seen.functions.Reconcile?.invocations ?? 0) - (from.seen.functions.Reconcile?.invocations ?? 0);

/** What each of so many things took. Ticks that fell between the two moments are taken off at their mean. */
export function shares(from: Taken, to: Taken, count: number, ticks?: { each: Shares; count: number }): Shares {
  if (count === 0) throw new Error("Nothing to divide by: let it measure for longer");
  const share = (later: number, earlier = 0, perTick = 0) =>
    rounded(Math.max(later - earlier - (ticks?.count ?? 0) * perTick, 0) / count);
  const { each } = ticks ?? {};
  const ofFunction = (name: string) => {
    const [now, then] = [to.seen.functions[name], from.seen.functions[name]];
    const tick = each?.functions[name];
    const invocations = share(now?.invocations ?? 0, then?.invocations, tick?.invocations);
    const work = share(now?.milliseconds ?? 0, then?.milliseconds, (tick?.invocations ?? 0) * (tick?.ms ?? 0));
    return { invocations, ms: invocations === 0 ? 0 : rounded(work / invocations), work };
  };
  const logs = (key: "logBytes" | "logLines", { seen }: Taken) =>
    Object.values(seen.functions).reduce((total, fn) => total + fn[key], 0);
  const requests = (name: keyof Seen["requests"]) =>
    share(to.seen.requests[name], from.seen.requests[name], each?.requests[name]);
  return {
    units: Object.fromEntries(
      Object.entries(to.units.of).map(([part, { read, write }]) => [
        part,
        {
          read: share(read, from.units.of[part]?.read, each?.units[part]?.read),
          write: share(write, from.units.of[part]?.write, each?.units[part]?.write),
        },
      ]),
    ),
    tableRequests: share(to.units.requests, from.units.requests, each?.tableRequests),
    functions: Object.fromEntries(Object.keys(to.seen.functions).map((name) => [name, ofFunction(name)])),
    logBytes: Math.round(share(logs("logBytes", to), logs("logBytes", from), each?.logBytes)),
    logLines: share(logs("logLines", to), logs("logLines", from), each?.logLines),
    requests: {
      door: requests("door"),
      callingly: requests("callingly"),
      dials: requests("dials"),
      crm: requests("crm"),
      secrets: requests("secrets"),
    },
  };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
