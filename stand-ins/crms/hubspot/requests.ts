import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { notFound, problem, shown } from "./answers.ts";
import type { Held, HubspotObject, Type } from "./held.ts";
import { fits } from "./search.ts";
import { AssociationsSchema, BatchReadSchema, SearchSchema, WriteSchema } from "./shapes.ts";

/** What is done with objects. @throws z.ZodError for what HubSpot does not take */

export function post({ all, find, create }: Held, type: Type, body: unknown): Outgoing {
  const { properties, associations } = WriteSchema.parse(body);
  const named = associations.map(({ to }) => find("contacts", to.id)?.id);
  const contacts = named.filter((id) => id !== undefined);
  const twin = properties.email && all("contacts").find((contact) => contact.properties.email === properties.email);
  if (type === "contacts" && twin) return problem(409, "CONFLICT", `Contact already exists. Existing ID: ${twin.id}`);
  if (type === "calls" && !properties.hs_timestamp) {
    return problem(400, "VALIDATION_ERROR", "Error creating CALL. Some required properties were not set.");
  }
  if (contacts.length < named.length) {
    return problem(400, "VALIDATION_ERROR", "One or more associations are not valid.");
  }
  return json(201, shown(create(type, properties, contacts)));
}

export function patch({ find, change }: Held, type: Type, id: string, body: unknown): Outgoing {
  const object = find(type, id);
  if (!object) return problem(404, "OBJECT_NOT_FOUND", "resource not found");
  return json(200, shown(change(type, object, WriteSchema.parse(body).properties)));
}

export function search({ all }: Held, type: Type, body: unknown): Outgoing {
  const { filterGroups, limit } = SearchSchema.parse(body);
  const found = all(type).filter((object) =>
    filterGroups.some(({ filters }) => filters.every((one) => fits(object, one))),
  );
  return json(200, { total: found.length, results: found.slice(0, limit).map(shown) });
}

export function batchRead({ all, formerIds }: Held, type: Type, body: unknown): Outgoing {
  const { idProperty = "hs_object_id", inputs } = BatchReadSchema.parse(body);
  const wanted = inputs.map(({ id }) => id.toLowerCase());
  const idOf = ({ properties }: HubspotObject): string => properties[idProperty]?.toLowerCase() ?? "";
  const idsOf = (object: HubspotObject): string[] => [
    idOf(object),
    ...(idProperty === "hs_object_id" ? formerIds(object) : []),
  ];
  const found = all(type).filter((object) => idsOf(object).some((id) => wanted.includes(id)));
  const results = found.map(shown);
  const missing = wanted.filter((id) => !found.some((object) => idsOf(object).includes(id)));
  if (missing.length === 0) return json(200, { status: "COMPLETE", results });
  return json(207, { status: "COMPLETE", results, numErrors: 1, errors: [notFound(missing)] });
}

/** To which contacts activities are tied; one that is tied to none is not there. */
export function readAssociations({ find }: Held, type: Type, body: unknown): Outgoing {
  const { inputs } = AssociationsSchema.parse(body);
  const results = inputs.flatMap(({ id }) => {
    const to = find(type, id)?.contacts.map((contact) => ({ toObjectId: Number(contact), associationTypes: [] })) ?? [];
    return to.length > 0 ? [{ from: { id }, to }] : [];
  });
  return json(200, { status: "COMPLETE", results });
}
