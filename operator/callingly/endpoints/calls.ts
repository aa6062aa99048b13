import { count, day, type Endpoint, id, may, phone, reaches, reads, text } from "../endpoint.ts";

/** Calls that were made, and one that is to be made now. */

const columns = ["id", "started_at", "direction", "status", "lead_status", "seconds", "lead", "user"];

export const calls: readonly Endpoint[] = [
  reads(
    {
      name: "calls list",
      does: "Calls of a period, one page.",
      fields: { start: may(day), end: may(day), team_id: may(id), limit: may(count), page: may(count) },
      columns,
    },
    (callingly, _, query) => callingly.listCalls(query),
  ),
  reads(
    { name: "calls get", does: "One call with all that is known of it.", ids: ["call"], columns },
    (callingly, [call = ""]) => callingly.getCall(call),
  ),
  reaches(
    {
      name: "calls create",
      does: "Rings the team, then the person. Sent once, never repeated.",
      fields: {
        team_id: id,
        phone_number: phone,
        first_name: text,
        last_name: text,
        email: may(text),
        company: may(text),
        category: may(text),
        source: may(text),
        crm_id: may(count),
      },
    },
    ({ team_id, phone_number, first_name, last_name }) =>
      `The team ${team_id} is rung, and then ${first_name} ${last_name} at ${phone_number}. The bridge knows nothing of this call and does not guard it. Ring them now?`,
    (callingly, call) => callingly.createCall(call),
  ),
];
