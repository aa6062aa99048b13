import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { isSamePhone } from "../../kit/phones.ts";
import { withoutUndefined } from "../../kit/without-undefined.ts";
import { statuses } from "./account.ts";
import { invalid, listed, notFound } from "./answers.ts";
import type { Given, Held, Somebody } from "./held.ts";
import * as shapes from "./shapes.ts";
import { shown } from "./shown.ts";

/** Leads and people: a lead has one address and a status, a person has several addresses, which are nobody else's. */

export function createLead({ enter }: Held, body: unknown): Outgoing {
  const { name, email, ...given } = shapes.CreateLeadSchema.parse(body);
  return json(200, shown(enter("lead", name, withoutUndefined({ ...given, emails: email && [email] }))));
}

export function createPerson({ all, enter }: Held, body: unknown): Outgoing {
  const { name, ...given } = shapes.CreatePersonSchema.parse(body);
  const isTaken = all("person").some((each) => given.emails?.some(({ email }) => hasEmail(each, email)));
  return isTaken ? invalid("email must be unique") : json(200, shown(enter("person", name, withoutUndefined(given))));
}

export function updateLead(held: Held, id: number, body: unknown): Outgoing {
  const lead = held.find("lead", id);
  const { name, email, ...given } = shapes.UpdateLeadSchema.parse(body);
  return lead ? change(held, lead, name, withoutUndefined({ ...given, emails: email && [email] })) : notFound;
}

export function updatePerson(held: Held, id: number, body: unknown): Outgoing {
  const person = held.find("person", id);
  const { name, ...given } = shapes.UpdatePersonSchema.parse(body);
  return person ? change(held, person, name, withoutUndefined(given)) : notFound;
}

/** Custom fields are changed one by one. */
function change({ put, own }: Held, one: Somebody, name = one.name, { custom_fields = [], ...given }: Given): Outgoing {
  const status = given.status_id ?? one.status_id;
  if (!statuses.some(({ id }) => id === status) && !own.has(String(status))) return invalid("status_id");
  const isNamed = (each: { custom_field_definition_id: number }) =>
    custom_fields.some(({ custom_field_definition_id: id }) => id === each.custom_field_definition_id);
  const fields = [...one.custom_fields.filter((each) => !isNamed(each)), ...custom_fields];
  return json(200, shown(put<Somebody>({ ...one, name, ...given, custom_fields: fields })));
}

export function read({ find }: Held, kind: Somebody["kind"], id: number): Outgoing {
  const one = find(kind, id);
  return one ? json(200, shown(one)) : notFound;
}

export function searchLeads(held: Held, body: unknown): Outgoing {
  const { emails, ...filter } = shapes.SearchLeadsSchema.parse(body);
  return search(held, "lead", emails === undefined ? [] : [emails], filter);
}

export function searchPeople(held: Held, body: unknown): Outgoing {
  const { emails = [], ...filter } = shapes.SearchPeopleSchema.parse(body);
  return search(held, "person", emails, filter);
}

function search(
  { all }: Held,
  kind: Somebody["kind"],
  emails: readonly string[],
  filter: Omit<z.infer<typeof shapes.SearchLeadsSchema>, "emails">,
): Outgoing {
  const { ids, name, phone_number } = filter;
  const found = all(kind).filter(
    (each) =>
      (!ids || ids.includes(each.id)) &&
      (!name || each.name.includes(name)) &&
      (emails.length === 0 || emails.some((email) => hasEmail(each, email))) &&
      (!phone_number || each.phone_numbers.some(({ number }) => isSamePhone(number, phone_number))),
  );
  return listed(found.map(shown), filter);
}

const hasEmail = ({ emails }: Somebody, wanted: string): boolean =>
  emails.some(({ email }) => email.toLowerCase() === wanted.toLowerCase());
