import { crmDoors } from "../test/fakes/crm-doors.ts";

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

export async function measureCrmDoors(): Promise<Door[]> {
  const doors = crmDoors().map((door) => ({ ...door, times: [] as number[] }));
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

async function timeOf(accept: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < IN_A_ROUND; time += 1) await accept();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / IN_A_ROUND;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
