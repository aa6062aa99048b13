import { readConfig } from "../../lib/read-config.ts";
import type { Callingly } from "../../local/callingly/core.ts";
import { startCallingly } from "../../local/callingly/start.ts";
import type { CrmRecord } from "../../local/crm/crm.ts";
import { type DemoCrms, demoCrms } from "../../local/crm/crms.ts";
import { livePath } from "../../local/demo/live-path.ts";
import { serveDemo } from "../../local/demo/server.ts";
import { keeper } from "../../local/kept.ts";
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
  const crm = await serveDemo({
    port: 0,
    crms,
    path: livePath(),
    facts: () => undefined,
    stage: () => undefined,
    failures: () => [],
    tick: async () => {},
    onFailure: () => {},
  });
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
