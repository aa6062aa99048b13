import type { Ring } from "../../stand-ins/callingly/model.ts";
import type { CrmRecord } from "../../stand-ins/kit/crm.ts";
import type { SpawnedBridge } from "./spawn-bridge.ts";

/** What somebody does who has nothing of the bridge but its addresses. */

export const json = async <T>(url: string, init?: RequestInit): Promise<T> =>
  (await fetch(url, init)).json() as Promise<T>;
export const ringsOf = ({ callingly }: SpawnedBridge) => json<Ring[]>(`${callingly.url}/_standin/rings`);
export const recordsOf = ({ crm }: SpawnedBridge) => json<(CrmRecord & { crm: string })[]>(`${crm.url}/api/records`);

/** Test numbers that each belong to nobody but one lead. */
export const phone = (index: number) =>
  `+1${[202, 212, 303, 312, 415, 617][Math.floor(index / 90)]}5550${110 + (index % 90)}`;

interface Answer {
  readonly status: number;
  readonly lead_id?: string;
}

/** Posts as a machine does: what the door asks to send again is sent again. */
export async function post({ sources }: SpawnedBridge, lead: object): Promise<Answer> {
  for (;;) {
    const response = await fetch(sources.anything?.url ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(lead),
    });
    const body = (await response.json()) as { lead_id?: string };
    if (response.status !== 429 && response.status !== 503) return { ...body, status: response.status };
  }
}
