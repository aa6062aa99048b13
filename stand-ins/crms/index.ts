import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { type DemoCrm, json } from "../kit/crm.ts";
import type { Keep } from "../kit/kept.ts";
import { type DemoHubspot, hubspot } from "./hubspot.ts";
import { webhookReceiver } from "./webhook.ts";

/** The CRMs of a configuration, as this machine plays them, by name. */
export interface DemoCrms {
  readonly crms: ReadonlyMap<string, DemoCrm>;
  /** Those that are HubSpot. */
  readonly hubspots: ReadonlyMap<string, DemoHubspot>;
}

export function demoCrms({ crms }: Pick<BridgeConfig, "crms">, keep: Keep): DemoCrms {
  const hubspots = new Map<string, DemoHubspot>();
  const all = Object.entries(crms).map(([name, { connector }]): [string, DemoCrm] => {
    if (connector === "webhook") return [name, webhookReceiver(keep(`crm-${name}`))];
    if (connector !== "hubspot") return [name, stranger(connector)];
    const played = hubspot(keep(`crm-${name}`));
    hubspots.set(name, played);
    return [name, played];
  });
  return { crms: new Map(all), hubspots };
}

/** Nothing may go to the real CRM from here, so one that is not played gets an address that says so. */
const stranger = (connector: string): DemoCrm => ({
  credentials: {},
  answer: () => json(501, { message: `The demo CRM does not speak ${connector}` }),
  records: () => [],
});
