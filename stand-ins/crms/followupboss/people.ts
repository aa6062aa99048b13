import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { isSamePhone } from "../../kit/phones.ts";
import { listed, notFound } from "./answers.ts";
import type { Held, Person } from "./held.ts";
import { WritePersonSchema } from "./shapes.ts";
import { shownPerson } from "./shown.ts";

/** People: https://docs.followupboss.com/reference/people-get */

export function createPerson({ all, enter }: Held, query: URLSearchParams, body: unknown): Outgoing {
  const given = WritePersonSchema.parse(body);
  const { emails = [], phones = [] } = given.fields;
  const isTwin = (person: Person): boolean =>
    emails.some(({ value }) => hasEmail(person, value)) || phones.some(({ value }) => hasPhone(person, value));
  const twin = query.get("deduplicate") === "true" ? all("person").find(isTwin) : undefined;
  return twin ? json(200, shownPerson(twin, true)) : json(201, shownPerson(enter(given), true));
}

export function updatePerson({ find, put }: Held, id: number, query: URLSearchParams, body: unknown): Outgoing {
  const person = find("person", id);
  if (!person) return notFound;
  const { fields, custom } = WritePersonSchema.parse(body);
  const { firstName = person.firstName, lastName = person.lastName, stage = person.stage } = fields;
  const { emails = person.emails, phones = person.phones, tags = person.tags } = fields;
  const isMerging = query.get("mergeTags") === "true";
  const changed: Person = {
    ...person,
    ...{ firstName, lastName, stage, emails, phones },
    tags: isMerging ? [...new Set([...person.tags, ...tags])] : tags,
    custom: { ...person.custom, ...custom },
  };
  return json(200, shownPerson(put(changed), true));
}

export function searchPeople({ all }: Held, query: URLSearchParams): Outgoing {
  const [ids, email, phone] = ["id", "email", "phone"].map((name) => query.get(name));
  const found = all("person").filter(
    (person) =>
      (!ids || ids.split(",").includes(String(person.id))) &&
      (!email || hasEmail(person, email)) &&
      (!phone || hasPhone(person, phone)),
  );
  return listed(
    "people",
    query,
    found.map((person) => shownPerson(person, isAll(query))),
  );
}

export function readPerson({ find }: Held, id: number, query: URLSearchParams): Outgoing {
  const person = find("person", id);
  return person ? json(200, shownPerson(person, isAll(query))) : notFound;
}

/** Custom fields are shown when all fields are asked for. */
const isAll = (query: URLSearchParams): boolean => query.get("fields") === "allFields";

const hasEmail = ({ emails }: Person, email: string): boolean =>
  emails.some(({ value }) => value.toLowerCase() === email.toLowerCase());

const hasPhone = ({ phones }: Person, phone: string): boolean => phones.some(({ value }) => isSamePhone(value, phone));
