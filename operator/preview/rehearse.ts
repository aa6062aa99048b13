import type { Bridge } from "../../lambda/config/bridge.ts";
import type { SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { HttpReply, HttpRequest } from "../../lambda/runtime/http.ts";
import { errorReply } from "../../lambda/runtime/http-handler.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import type { Dialler } from "../../lambda/steps/dial-lead/load-facts.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { PreviewCall } from "./shape.ts";

export interface Ran {
  readonly reply: HttpReply;
  readonly stored: readonly Lead[];
  readonly calls: readonly PreviewCall[];
}

/**
 * Lets the accepting and the dialling step have the request, with a store in memory and a Callingly that only records.
 */
export async function rehearse(request: HttpRequest, bridge: Bridge, secrets: SourceSecrets, at: Date): Promise<Ran> {
  const store = memoryStore();
  const ids = new Set<string>();
  const now = () => at;
  let count = 0;
  const newId = () => `preview-${++count}`;
  const log = () => {};
  const measure = () => {};
  const add = (lead: Lead) => {
    ids.add(lead.id);
    return store.leads.add(lead);
  };
  const leads = { ...store.leads, add };
  const reply = await acceptLead(request, {
    bridge,
    leads,
    records: store.records,
    optOut: async () => undefined,
    secretsFor: async () => ({ ...secrets, visitorKey: "preview" }),
    now,
    newId,
    log,
    measure,
  }).catch((error) => errorReply(error, log));
  const calls: PreviewCall[] = [];
  const callingly: Dialler = {
    tokenPrint: "preview",
    async createCall(input) {
      calls.push({ ...input });
      return { kind: "placed", callId: String(calls.length) };
    },
    // In a table of one lead nobody was stopped.
    getLead: () => Promise.reject(new Error("no earlier lead")),
    updateLead: () => Promise.reject(new Error("no earlier lead")),
  };
  const timeLeftMs = () => 600_000;
  const turns = { take: async () => undefined, slowDown: async () => undefined };
  const callinglyFor = async () => callingly;
  const openPlatform = async () => undefined;
  const dialDeps = {
    bridge,
    store,
    callinglyFor,
    turns,
    openPlatform,
    now,
    newId,
    timeLeftMs,
    patienceMs: () => 0,
    meetAgain: () => undefined,
    suppressionOf: async () => undefined,
    scrub: async () => "clear" as const,
    log,
    measure,
  };
  for (const id of ids) await dialLead(id, dialDeps);
  const stored = await Promise.all([...ids].map((id) => store.leads.find(id)));
  return { reply, stored: stored.filter((lead) => lead !== undefined), calls };
}
