import { readFile } from "node:fs/promises";
import { LocalStageSchema, sessionHeader } from "../../lib/local-stage.ts";
import type { Ring } from "../../stand-ins/callingly/model.ts";
import type { CrmRecord } from "../../stand-ins/kit/crm.ts";
import type { SpawnedBridge } from "./spawn-bridge.ts";

/** What somebody does who has nothing of the bridge but its addresses. */

export const json = async <T>(url: string, init?: RequestInit): Promise<T> =>
  (await fetch(url, init)).json() as Promise<T>;
export const ringsOf = ({ callingly }: SpawnedBridge) => json<Ring[]>(`${callingly.url}/_standin/rings`);

/** What its own server tells whoever started it, or has done for them. */
export async function ownApi(
  { crm }: Pick<SpawnedBridge, "crm">,
  path: string,
  init: RequestInit & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const { endpoints } = LocalStageSchema.parse(await json(`${crm.url}/api/stage`));
  const token = await readFile(endpoints.sessionTokenFile, "utf8");
  return fetch(`${crm.url}/api/${path}`, { ...init, headers: { ...init.headers, [sessionHeader]: token } });
}
export const recordsOf = async (bridge: Pick<SpawnedBridge, "crm">): Promise<(CrmRecord & { crm: string })[]> =>
  (await ownApi(bridge, "records")).json() as Promise<(CrmRecord & { crm: string })[]>;

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
