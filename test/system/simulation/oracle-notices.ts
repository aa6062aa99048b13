import { reasonWords } from "../../../lambda/lead/reasons.ts";
import { isNotice, rootOf } from "./families.ts";
import type { Violation } from "./violations.ts";
import type { World } from "./world.ts";

/** I4 for leads without a call: the CRM was told why, once, on the record of the lead and of all merged into it. */

const told = new Set(["phone-refused", "stale", "no-result-came", "opted-out"]);

export function noticeViolations({ store, crms, bridge }: World): Violation[] {
  const leads = store.allLeads();
  const known = new Map(leads.map((lead) => [lead.id, lead]));
  const notices = new Map(
    store.allCalls().flatMap((call) => (call.notice && call.leadId ? [[call.callId, call]] : [])),
  );
  const found: Violation[] = [];
  for (const { crm, callId, record } of crms.activities().filter(({ callId }) => isNotice(callId))) {
    if (notices.has(callId) && known.has(notices.get(callId)?.leadId ?? "")) continue;
    found.push({ kind: "result-foreign", text: `${crm} holds ${callId} on ${record}, of no lead`, about: [callId] });
  }
  const reported = new Map([...notices.values()].map((call) => [`${call.leadId} ${call.notice}`, call]));
  for (const lead of leads) {
    const { id, reason, source } = lead;
    // Strangers' leads are told to a CRM up to the source's limit, and the lead says where that was reached.
    const { perHour, perVisitor } = bridge.limits(source);
    if (lead.untold !== undefined && (perHour ?? perVisitor) !== undefined) continue;
    const isDue = reason !== undefined && told.has(reason) && (bridge.source(source)?.report.length ?? 0) > 0;
    const state = reported.get(`${id} ${reason}`)?.state;
    if (!isDue || state === "reported" || state === "parked" || rootOf(lead, known) !== lead) continue;
    const text = `${id} is ${lead.state}: "${reasonWords[reason]}", and the CRM was not told (${state})`;
    found.push({ kind: "result-missing", text, about: [id] });
  }
  return found;
}
