import type { Contacts, CrmRecord } from "../../kit/crm.ts";
import { callInNote, resultOf } from "../../kit/told-note.ts";
import type { OdooRecord } from "./database.ts";
import { shown, text } from "./leads.ts";

/** How leads are shown to people, and what Odoo sends of one by itself. */

export function toRecord(record: OdooRecord, messages: readonly OdooRecord[]): CrmRecord {
  const lead = shown(record);
  const [, stage = ""] = Array.isArray(lead.stage_id) ? lead.stage_id : [];
  return {
    id: String(lead.id),
    name: text(lead.contact_name) || text(lead.name),
    phone: text(lead.phone),
    email: text(lead.email_from),
    summary: String(stage),
    calls: messages.filter(({ values }) => values.model === "crm.lead" && values.res_id === lead.id).flatMap(toCalls),
  };
}

/** Anybody may write other notes. */
function toCalls({ id, values }: OdooRecord): CrmRecord["calls"] {
  const { body, author_id, message_type, date } = values;
  const note = text(body)
    .replaceAll("<br>", "\n")
    .replace(/<[^>]*>/g, "");
  const read = note.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const call = callInNote(read, { id: String(id), at: text(date), kept: { body, author_id, message_type, date } });
  return call ? [{ ...call, result: resultOf[call.outcome] }] : [];
}

/** As an automation rule sends a lead, with the fields that its page says to pick. */
export function byRule({ id, values }: OdooRecord): ReturnType<Contacts["sent"]> {
  const idOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);
  const body = {
    _action: "Send to Callingly(#412)",
    _id: id,
    _model: "crm.lead",
    active: values.active,
    contact_name: values.contact_name ?? false,
    create_uid: idOf(values.create_uid),
    email_from: values.email_from ?? false,
    id,
    name: values.name,
    partner_name: values.partner_name ?? false,
    phone: values.phone ?? false,
    phone_sanitized_blacklisted: false,
  };
  const headers = { "content-type": "application/json", "user-agent": "python-requests/2.31.0" };
  return { headers, body: JSON.stringify(body) };
}
