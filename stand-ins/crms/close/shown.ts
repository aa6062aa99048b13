import type { CrmRecord } from "../../kit/crm.ts";
import { type Call, type Contact, type Held, type Lead, statusOf } from "./held.ts";

/** How objects are shown: by the API, and to people. */

export const shownContact = ({ kind: _, ...contact }: Contact) => ({
  ...contact,
  display_name: contact.name,
  organization_id: "orga_demo",
  title: null,
});

export function shownLead({ id, name, status_id, custom }: Lead, { all }: Held) {
  const contacts = all("contact").filter(({ lead_id }) => lead_id === id);
  return {
    id,
    name,
    display_name: name || (contacts[0]?.name ?? ""),
    organization_id: "orga_demo",
    status_id,
    status_label: statusOf(undefined, status_id)?.label ?? "",
    contact_ids: contacts.map((contact) => contact.id),
    contacts: contacts.map(shownContact),
    opportunities: [],
    tasks: [],
    ...custom,
  };
}

export const shownCall = ({ id, values }: Call) => ({ _type: "Call", id, organization_id: "orga_demo", ...values });

export function toRecord(lead: Lead, held: Held): CrmRecord {
  const { id, display_name, status_label, contacts } = shownLead(lead, held);
  return {
    id,
    name: display_name,
    phone: contacts[0]?.phones[0]?.phone ?? "",
    email: contacts[0]?.emails[0]?.email ?? "",
    summary: status_label,
    calls: held
      .all("call")
      .filter(({ values }) => values.lead_id === id)
      .map(toCall),
  };
}

/** Close's words for how a call ended, where they say as much as Callingly's: one that is completed may be a voicemail. */
const results: Readonly<Record<string, string>> = { "no-answer": "missed", busy: "busy" };

const toCall = ({ id, values }: Call) => ({
  id,
  callId: /^Callingly call (\w+)/.exec(values.note ?? "")?.[1] ?? "",
  outcome: values.status ?? "",
  result: results[values.status ?? ""],
  seconds: values.duration ?? 0,
  startedAt: values.activity_at ?? "",
  recordingUrl: values.recording_url ?? undefined,
  kept: values,
});
