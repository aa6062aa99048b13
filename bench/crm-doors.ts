import { abouts } from "../lambda/connectors/about.ts";
import type { HttpRequest } from "../lambda/runtime/http.ts";
import { acceptLead } from "../lambda/steps/accept-lead/accept-lead.ts";
import { memoryStore } from "../lambda/store/memory.ts";
import { aBridge, aLog, aMeasure, someIds } from "../test/fakes/bridge.ts";
import { type Recorded, recorded, recordedNames } from "../test/fakes/recorded.ts";

/**
 * What accepting costs by whose request it is: a recorded one of each CRM beside a form's JSON, verified, read and stored
 * as leads in memory. The table's part, which is the same for all, is not in it.
 */

export interface Door {
  readonly connector: string;
  /** The recorded request. */
  readonly request: string;
  readonly bytes: number;
  /** That it holds. */
  readonly leads: number;
  /** Milliseconds of processor time for the request. */
  readonly cpuMs: number;
  /** To the JSON's. */
  readonly ratio: number;
}

const ROUNDS = 7;
const IN_A_ROUND = 200;
const KEY = "key-of-the-source";

export async function measureCrmDoors(): Promise<Door[]> {
  const doors = ["json", ...abouts.map(({ key }) => key)].flatMap((connector) => {
    const recorded = firstLead(connector);
    return recorded ? [{ connector, recorded, accept: acceptorOf(connector, recorded), times: [] as number[] }] : [];
  });
  // In turns, so that nothing that befalls the machine meanwhile is one door's alone.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { accept, times } of doors) {
      const ms = await timeOf(accept);
      if (round > 0) times.push(ms);
    }
  }
  const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  const json = median(doors[0]?.times ?? []);
  return Promise.all(
    doors.map(async ({ connector, recorded, accept, times }) => ({
      connector,
      request: recorded.name,
      bytes: recorded.request.body.byteLength,
      leads: await accept(),
      cpuMs: round(median(times), 3),
      ratio: round(median(times) / json, 2),
    })),
  );
}

export const doorRows = (doors: readonly Door[]) =>
  Object.fromEntries(doors.map(({ connector, ...row }) => [connector, row]));

/** What rings, or is read before it does. */
const firstLead = (connector: string): Recorded | undefined =>
  recordedNames(connector)
    .map((name) => recorded(connector, name))
    .find(({ meta }) => meta.kind === "lead" || meta.kind === "reference");

/** Accepts the request once more. @returns the leads that are stored of it */
type Accept = () => Promise<number>;

async function timeOf(accept: Accept): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < IN_A_ROUND; time += 1) await accept();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / IN_A_ROUND;
}

function acceptorOf(connector: string, { request, meta, secrets, bodyKey, now }: Recorded): Accept {
  const { default_region: country = "US", settings } = meta;
  const deps = {
    bridge: aBridge({
      sources: { [connector]: { connector, account: "main", team: 1, country, ...(settings && { settings }) } },
    }),
    secretsFor: async () => ({ keys: [bodyKey ?? KEY], values: secrets, visitorKey: "visitors" }),
    now: () => now,
    newId: someIds("accept"),
    log: aLog(),
    measure: aMeasure(),
  };
  const headers = bodyKey === undefined ? { ...request.headers, "x-bridge-key": KEY } : request.headers;
  const sent: HttpRequest = { ...request, headers, params: { source: connector } };
  return async () => {
    // A lead that was stored before would be a repeat.
    const store = memoryStore();
    const { status } = await acceptLead(sent, { ...deps, leads: store.leads, records: store.records });
    const leads = store.allLeads().length;
    if (status >= 300 || leads === 0) throw new Error(`${connector}'s request was answered with ${status}`);
    return leads;
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
