import type { CrmRecord } from "../../kit/crm.ts";
import { callInNote, resultOf } from "../../kit/told-note.ts";
import type { Note, Person } from "./held.ts";

/** How people and notes are shown: by the API, and to people. */

const WORKSPACE = "14beef7a-99f7-4534-a87e-70b564330a4c";
/** Of the object of people, which is another in each workspace. */
const PEOPLE_ID = "97052eb9-e65e-443f-a297-f2d9a4a7f795";

export const idOf = (record_id: string) => ({ workspace_id: WORKSPACE, object_id: PEOPLE_ID, record_id });

export function shownPerson({ id, createdAt, values }: Person) {
  const { name = [], email_addresses, phone_numbers, call_status, ...others } = values;
  const held = (attribute_type: string, value: object) => ({
    active_from: createdAt,
    active_until: null,
    created_by_actor: { type: "workspace-member", id: "50cf242c-7fa3-4cad-87d0-75b1af71c57b" },
    ...value,
    attribute_type,
  });
  const plain = Object.entries(others).map(([slug, value]) => [
    slug,
    value === null || value === undefined ? [] : [held(typeof value, { value })],
  ]);
  return {
    id: idOf(id),
    created_at: createdAt,
    web_url: `https://app.attio.com/demo/person/${id}`,
    values: {
      ...Object.fromEntries(plain),
      name: name.map((each) => held("personal-name", each)),
      email_addresses: email_addresses.map((email_address) =>
        held("email-address", { email_address, original_email_address: email_address }),
      ),
      phone_numbers: phone_numbers.map((number) =>
        held("phone-number", { original_phone_number: number, normalized_phone_number: number, country_code: "US" }),
      ),
      call_status: call_status ? [held("select", { option: { title: call_status, is_archived: false } })] : [],
    },
  };
}

export const shownNote = ({ id, parent_object, parent_record_id, title, content, createdAt }: Note) => ({
  id: { workspace_id: WORKSPACE, note_id: id },
  parent_object,
  parent_record_id,
  title,
  meeting_id: null,
  content_plaintext: content,
  content_markdown: content,
  tags: [],
  created_by_actor: { type: "api-token", id: "891dcbfc-9141-415d-9b2a-2238a6cc012d" },
  created_at: createdAt,
});

export const toRecord = ({ id, values }: Person, notes: readonly Note[]): CrmRecord => ({
  id,
  name: values.name?.[0]?.full_name ?? "",
  phone: values.phone_numbers[0] ?? "",
  email: values.email_addresses[0] ?? "",
  summary: values.call_status ?? "",
  calls: notes
    .filter((note) => note.parent_record_id === id)
    .flatMap(({ id: noteId, createdAt, title, content }) => {
      const kept = { title, content_plaintext: content, created_at: createdAt };
      const call = callInNote(content, { id: noteId, at: createdAt, kept });
      return call ? [{ ...call, result: resultOf[call.outcome] }] : [];
    }),
});
