import { type LocalServer, readBody, serve } from "../../../lib/program/serve.ts";
import { readConfig } from "../../../lib/synth/read-config.ts";
import type { Callingly } from "../../../stand-ins/callingly/core.ts";
import { startCallingly } from "../../../stand-ins/callingly/start.ts";
import { type DemoCrms, demoCrms } from "../../../stand-ins/crms/index.ts";
import { type CrmRecord, json } from "../../../stand-ins/kit/crm.ts";
import { keeper } from "../../../stand-ins/kit/kept.ts";
import type { Owned } from "./owned.ts";

/** The far ends of the bridge: a Callingly that rings nobody, and the CRMs. */
export interface StandIns {
  readonly callingly: {
    /** Without the `/v1`. */
    readonly url: string;
    readonly token: string;
    readonly core: Callingly;
  };
  readonly crms: DemoCrms;
  /** Each CRM is below its name. */
  readonly crmUrl: string;
  records(): CrmRecord[];
}

/** How many times faster than life calls go, so that their results come within seconds. */
const speed = 60;

export async function startStandIns(configPath: string, owned: Owned): Promise<StandIns> {
  const callingly = await startCallingly({ port: 0, speed });
  owned.add(callingly.close);
  const crms = demoCrms(await readConfig(configPath), keeper(undefined));
  const crm = await serveCrms(crms);
  owned.add(crm.close);
  return {
    callingly,
    crms,
    crmUrl: crm.url,
    records: () => [...crms.crms.values()].flatMap(({ records }) => records()),
  };
}

/** Where the bridge finds the CRMs, by name. @param url the address that their server is reached at */
export const crmBaseUrls = ({ crms }: StandIns, url: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...crms.crms.keys()].map((name) => [name, `${url}/${name}`]));

const largestBody = 1_000_000;

const serveCrms = ({ crms }: DemoCrms): Promise<LocalServer> =>
  serve({
    name: "the CRMs",
    port: 0,
    ownPagesOnly: true,
    onFailure: () => {},
    async answer(request) {
      const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
      const [, name = "", path = ""] = /^\/([^/?]+)(.*)$/.exec(pathname + search) ?? [];
      const body = await readBody(request, largestBody);
      const crm = crms.get(name);
      if (crm === undefined || body === undefined) return json(404, { message: "Not found" });
      const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
      return crm.answer({ method: request.method ?? "GET", path, headers, body: body.toString("utf8") });
    },
  });
