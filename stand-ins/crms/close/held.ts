import type * as z from "zod";
import { ada } from "../../kit/agents.ts";
import { type ByKind, byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { parsePhone } from "../../kit/phones.ts";
import type { CreateCallSchema, NewContact } from "./shapes.ts";

/** What an organisation holds: leads with their contacts, and calls; its statuses and users do not change. */

interface Phone {
  readonly phone: string;
  readonly type: string;
}
interface Email {
  readonly email: string;
  readonly type: string;
  readonly is_unsubscribed: boolean;
}
export interface Contact {
  readonly kind: "contact";
  readonly id: string;
  readonly lead_id: string;
  readonly name: string;
  readonly phones: readonly Phone[];
  readonly emails: readonly Email[];
}
export interface Lead {
  readonly kind: "lead";
  readonly id: string;
  readonly name: string;
  readonly status_id: string;
  readonly custom: Readonly<Record<string, string | number | null>>;
}
export interface Call {
  readonly kind: "call";
  readonly id: string;
  readonly values: z.infer<typeof CreateCallSchema>;
}
/** What somebody plans: a call to a contact, or a to-do of a lead. */
export interface Task {
  readonly kind: "task";
  readonly id: string;
  readonly _type: "outgoing_call" | "lead";
  readonly lead_id: string;
  readonly contact_id: string | null;
  readonly text: string;
  readonly date: string;
  readonly is_complete: boolean;
  readonly date_created: string;
  readonly date_updated: string;
}
/** A lead that was merged into another, or a task that was deleted. */
interface Gone {
  readonly kind: "gone";
  readonly id: string;
}
export type CloseObject = Contact | Lead | Call | Task | Gone;

export interface Held extends ByKind<CloseObject> {
  readonly own: OwnWords;
  newId(prefix: string): string;
  addContact(leadId: string, contact: NewContact): Contact;
  remove(id: string): void;
  /** A lead is made another's: its contacts, calls and tasks go there, and it is gone. */
  merge(loserId: string, winnerId: string): void;
}

/** @param objects by their ids */
export function holding(objects: Kept<CloseObject>, own: OwnWords): Held {
  const things = byKind(objects);
  const { all, put, size } = things;
  const newId: Held["newId"] = (prefix) => `${prefix}_${String(size() + 1).padStart(6, "0")}`;
  return {
    ...things,
    own,
    newId,
    addContact: (lead_id, { name, phones = [], emails = [] }) =>
      put({
        kind: "contact",
        id: newId("cont"),
        lead_id,
        name: name ?? "",
        phones: phones.map(({ phone, type = "office" }) => ({
          phone: parsePhone(phone ?? "", "US") ?? phone ?? "",
          type,
        })),
        emails: emails.map(({ email, type = "office" }) => ({ email, type, is_unsubscribed: false })),
      }),
    remove: (id) => void put({ kind: "gone", id }),
    merge(loserId, winnerId) {
      for (const contact of all("contact")) if (contact.lead_id === loserId) put({ ...contact, lead_id: winnerId });
      for (const call of all("call")) {
        if (call.values.lead_id === loserId) put({ ...call, values: { ...call.values, lead_id: winnerId } });
      }
      for (const task of all("task")) if (task.lead_id === loserId) put({ ...task, lead_id: winnerId });
      put({ kind: "gone", id: loserId });
    },
  };
}

/** Those that an organisation begins with, in part. */
export const statuses = [
  { id: "stat_potential", label: "Potential" },
  { id: "stat_interested", label: "Interested" },
  { id: "stat_badfit", label: "Bad Fit" },
] as const;

/** An organisation has statuses of its own: an id as long as Close makes them is one, so that a preview takes what somebody set. */
export const statusOf = (
  label: string | undefined,
  id: string | undefined,
): { readonly id: string; readonly label: string } | undefined =>
  statuses.find((status) => status.id === id || status.label === label) ??
  (id !== undefined && /^stat_\w{20,60}$/.test(id) ? { id, label: id } : undefined);

export const users = [
  {
    id: "user_ada",
    email: ada.email,
    first_name: "Ada",
    last_name: "Fields",
    organizations: ["orga_demo"],
  },
] as const;
