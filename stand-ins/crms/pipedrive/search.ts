import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { invalid, Refusal } from "./answers.ts";
import type { Held } from "./held.ts";
import { page } from "./lists.ts";
import type { Stored } from "./records.ts";
import { SearchQuery } from "./requests.ts";

/** Persons by what is known of them: https://developers.pipedrive.com/docs/api/v1/Persons#searchPersons */

export function search({ all }: Held, query: unknown): Outgoing {
  const { term, fields, exact_match, ...paging } = SearchQuery.parse(query);
  if (term.length < (exact_match === "true" ? 1 : 2)) throw new Refusal(invalid("term is too short"));
  const found = all("persons").filter(
    (one) => one.is_deleted !== true && fields.split(",").some((field) => hits(one, field, term, exact_match)),
  );
  const { data, additional_data } = page(found.map(asItem), paging);
  return json(200, { success: true, data: { items: data }, additional_data });
}

interface Value {
  readonly value: string;
}

/** Numbers are searched by their digits, everything else by its letters in whichever case. */
function hits(one: Stored, field: string, term: string, exact: string): boolean {
  const values = { email: one.emails, phone: one.phones }[field] as readonly Value[] | undefined;
  const texts = field === "name" ? [String(one.name)] : (values ?? []).map(({ value }) => value);
  const asCompared = (text: string) => (field === "phone" ? text.replace(/\D/g, "") : text.trim().toLowerCase());
  const wanted = asCompared(term);
  return texts.map(asCompared).some((text) => (exact === "true" ? text === wanted : text.includes(wanted)));
}

/** As a search shows a person. */
const asItem = ({ id, name, emails, phones, owner_id, update_time }: Stored) => ({
  result_score: 0.5,
  item: {
    id,
    type: "person",
    name,
    emails: ((emails ?? []) as readonly Value[]).map(({ value }) => value),
    phones: ((phones ?? []) as readonly Value[]).map(({ value }) => value),
    owner: { id: owner_id },
    update_time,
  },
});
