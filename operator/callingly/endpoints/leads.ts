import { changes, day, type Endpoint, flag, may, orNone, phone, reads, text } from "../endpoint.ts";

/** Callingly's leads: those whom it has called. */

const columns = ["id", "fname", "lname", "phone_number", "status", "result", "created_at"];

export const leads: readonly Endpoint[] = [
  reads(
    {
      name: "leads list",
      does: "Leads of a period or a phone; not paged, so ask for short periods.",
      fields: { start: may(day), end: may(day), phone_number: may(phone) },
      columns,
    },
    (callingly, _, query) => callingly.listLeads(query),
  ),
  reads({ name: "leads get", does: "One lead.", ids: ["lead"], columns }, (callingly, [lead = ""]) =>
    callingly.getLead(lead),
  ),
  changes(
    {
      name: "leads update",
      does: "Changes the lead at Callingly; --is-stopped yes ends its redials.",
      ids: ["lead"],
      fields: {
        fname: may(text),
        lname: may(text),
        email: may(text),
        phone_number: may(phone),
        source: may(text),
        company: may(text),
        status: may(text),
        result: may(orNone(text)),
        // `--stage` is taken: it names the bridge.
        lead_stage: may(orNone(text)),
        is_stopped: may(flag),
        is_blocked: may(flag),
      },
    },
    (callingly, [lead = ""], { lead_stage: stage, ...changed }) =>
      callingly.updateLead(lead, { ...changed, ...(stage !== undefined && { stage }) }),
  ),
  changes({ name: "leads delete", does: "Deletes at Callingly the lead.", ids: ["lead"] }, (callingly, [lead = ""]) =>
    callingly.deleteLead(lead),
  ),
];
