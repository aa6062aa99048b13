import type { Reading } from "../../contract/intake.ts";

type Leads = Extract<Reading, { kind: "leads" }>["leads"];

/** What an event comes to: its leads, or nothing where the source's settings name other events. */
export const eventLeads = (leads: Leads): Reading =>
  leads.length > 0
    ? { kind: "leads", leads }
    : { kind: "ignored", why: "the event is no lead, as the source's settings have it" };
