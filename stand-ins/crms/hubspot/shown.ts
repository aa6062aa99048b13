import type { CrmRecord } from "../../kit/crm.ts";
import type { HubspotObject } from "./held.ts";

/** What people see of contacts and calls. */

/** https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/engagements/get-calling-v1-dispositions */
const outcomes: Readonly<Record<string, { readonly name: string; readonly result: string }>> = {
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": { name: "Connected", result: "contacted" },
  "73a0d17f-1163-4015-bdd5-ec830791da20": { name: "No answer", result: "missed" },
  "b2cf5968-551e-4856-9783-52b3da59a7d0": { name: "Left voicemail", result: "voicemail" },
  "9d9162e7-6cf3-4944-bf63-4dff82258764": { name: "Busy", result: "busy" },
};

export function toRecords(contacts: readonly HubspotObject[], calls: readonly HubspotObject[]): CrmRecord[] {
  const callsOf = new Map<string, HubspotObject[]>(contacts.map(({ id }) => [id, []]));
  for (const call of calls) for (const id of call.contacts) callsOf.get(id)?.push(call);
  return contacts.map(({ id, properties }) => ({
    id,
    name: [properties.firstname, properties.lastname].filter(Boolean).join(" "),
    phone: properties.phone ?? "",
    email: properties.email ?? "",
    summary: properties.hs_lead_status ?? "",
    calls: (callsOf.get(id) ?? []).map(toCall),
  }));
}

const toCall = ({ id, properties }: HubspotObject) => ({
  id,
  callId: /^Callingly call (\w+)/.exec(properties.hs_call_body ?? "")?.[1] ?? "",
  outcome: outcomes[properties.hs_call_disposition ?? ""]?.name ?? properties.hs_call_title ?? "",
  result: outcomes[properties.hs_call_disposition ?? ""]?.result,
  seconds: Number(properties.hs_call_duration ?? 0) / 1000,
  startedAt: properties.hs_timestamp ?? "",
  recordingUrl: properties.hs_call_recording_url ?? undefined,
  kept: properties,
});
