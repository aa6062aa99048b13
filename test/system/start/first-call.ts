import type { Ring } from "../../../stand-ins/callingly/model.ts";
import { type Started, startTyped } from "../../local/started.ts";
import { until } from "../../local/until.ts";

/** What `npm start` is there for: the bridge is started, a lead is sent, and Callingly rings it. */

export interface FirstCall {
  readonly bridge: Started;
  /** The bridge's own process, which npm has started. */
  readonly pid: number;
  /** Everything that runs because of it: npm, the bridge, the guardian, the engine. */
  readonly family: readonly number[];
  /** Where it answers. */
  readonly urls: readonly string[];
  readonly rung: string;
}

interface Ready {
  readonly pid: number;
  readonly url: string;
  readonly sources: Readonly<Record<string, { readonly url: string }>>;
  readonly callingly: { readonly url: string };
  readonly crm: { readonly url: string };
}

/** A number that belongs to nobody. */
const phone = "+12065550177";

/**
 * @param options of `npm start`
 * @param note gets what was started, so that the caller ends it whatever happens
 * @throws Error when it does not start, the lead is not taken, or nothing rings
 */
export async function firstCall(options: readonly string[], note: (bridge: Started) => void): Promise<FirstCall> {
  const bridge = await startTyped(["npm", "start", "--", "--json", "--port", "0", ...options]);
  note(bridge);
  const ready: Ready = JSON.parse((await bridge.says(/^\{.*\}$/m, 180_000))[0]);
  const { pid, url, sources, callingly, crm } = ready;
  const response = await fetch(sources.anything?.url ?? "", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: "first", first_name: "Grace", last_name: "Lake", phone }),
  });
  if (response.status !== 200) throw new Error(`The lead was answered with ${response.status}`);
  const { phone_number: rung } = await until("it rings", async () => {
    const rings = (await (await fetch(`${callingly.url}/_standin/rings`)).json()) as Ring[];
    return rings.find(({ phone_number }) => phone_number === phone);
  });
  return { bridge, pid, family: bridge.family(), urls: [url, callingly.url, crm.url], rung };
}
