import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { parsePhone } from "../../kit/phones.ts";
import { callInNote } from "../../kit/told-note.ts";
import type { Contact, Held, Hook, Note } from "./held.ts";

/** What is held, as Keap answers it and as people see it. */

/** Nothing is shown but what is asked for. */
export function shownContact({ id, values, tags, created }: Contact, query: URLSearchParams): object {
  const { phone_numbers = [], email_addresses = [], custom_fields = [], ...more } = values;
  const phones = phone_numbers.map((phone) => {
    const number_e164 = parsePhone(phone.number, "US");
    return { ...phone, ...(number_e164 !== undefined && { number_e164 }) };
  });
  const whole = {
    ...more,
    ...{ id, tag_ids: tags, create_time: created },
    ...{ phone_numbers: phones, email_addresses, custom_fields },
  };
  const fields = query.get("fields")?.split(",") ?? ["id"];
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)));
}

export const shownNote = ({ id, contact, values: { user_id, ...values }, created }: Note) => ({
  id,
  ...values,
  ...{ contact_id: contact, assigned_to_user: { id: user_id }, create_time: created },
});

export const shownHook = ({ id, eventKey, hookUrl, status }: Hook) => ({ key: id, eventKey, hookUrl, status });

export const toRecords = ({ all, find }: Held): CrmRecord[] =>
  all("contact").map((contact) =>
    toRecord(
      contact,
      contact.tags.map((id) => find("tag", id)?.name ?? id),
      all("note"),
    ),
  );

const toRecord = ({ id, values }: Contact, tags: readonly string[], notes: readonly Note[]): CrmRecord => ({
  id,
  name: [values.given_name, values.family_name].filter(Boolean).join(" "),
  phone: values.phone_numbers?.[0]?.number ?? "",
  email: values.email_addresses?.[0]?.email ?? "",
  summary: tags.join(", "),
  calls: notes.filter(({ contact, values: { type } }) => contact === id && type === "Call").flatMap(toCalls),
});

function toCalls({ id, values: { title = "", text = "" }, created }: Note): readonly CrmCall[] {
  const call = callInNote(text, { id, at: created });
  return call ? [{ ...call, outcome: title.replace(/^Callingly call - /, "") }] : [];
}
