import { abouts } from "../../lambda/connectors/about.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { aBridge, aLog, aMeasure, someIds } from "./bridge.ts";
import { type Recorded, recorded, recordedNames } from "./recorded.ts";

/** The doors of a form's JSON and of each CRM that sends leads, with a recorded request for each. */

export interface CrmDoor {
  readonly connector: string;
  readonly recorded: Recorded;
  readonly accept: Accept;
}

/** Accepts the request once more. @returns the leads that are stored of it */
export type Accept = () => Promise<number>;

const KEY = "key-of-the-source";

export const crmDoors = (): CrmDoor[] =>
  ["json", ...abouts.map(({ key }) => key)].flatMap((connector) => {
    const recorded = firstLead(connector);
    return recorded ? [{ connector, recorded, accept: acceptorOf(connector, recorded) }] : [];
  });

/** What rings, or is read before it does. */
const firstLead = (connector: string): Recorded | undefined =>
  recordedNames(connector)
    .map((name) => recorded(connector, name))
    .find(({ meta }) => meta.kind === "lead" || meta.kind === "reference");

function acceptorOf(connector: string, { request, meta, secrets, bodyKey, now }: Recorded): Accept {
  const { default_region: country = "US", settings } = meta;
  const deps = {
    bridge: aBridge({
      sources: { [connector]: { connector, account: "main", team: 1, country, ...(settings && { settings }) } },
    }),
    secretsFor: async () => ({ keys: [bodyKey ?? KEY], values: secrets, visitorKey: "visitors" }),
    now: () => now,
    newId: someIds("accept"),
    optOut: async () => undefined,
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
