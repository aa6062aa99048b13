import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { parted } from "../../kit/own-words.ts";
import { invalid, refused } from "./answers.ts";
import { type EspoRecord, type Held, users, type Values } from "./held.ts";
import { isSame } from "./list.ts";
import { type Entity, required, schemas } from "./shapes.ts";
import { isPerson, shown } from "./shown.ts";

/** How records are made and changed. @throws z.ZodError and SyntaxError for what EspoCRM does not take */

export function create(held: Held, entity: Entity, { body, headers }: CrmRequest): Outgoing {
  const values = read(held, entity, body);
  const wrong = wrongIn(held, entity, values);
  if (wrong) return wrong;
  const duplicates = headers["x-skip-duplicate-check"] === "true" ? [] : duplicatesOf(held, entity, values);
  if (duplicates.length > 0) return refused(409, "duplicate", duplicates.map(shown));
  return json(200, shown(held.add(entity, values)));
}

export function update(held: Held, record: EspoRecord, body: string): Outgoing {
  const values = read(held, record.entity, body);
  const wrong = wrongIn(held, record.entity, { ...record.values, ...values });
  return wrong ?? json(200, shown(held.change(record, values)));
}

function read({ own }: Held, entity: Entity, body: string): Values {
  const written = parted(JSON.parse(body), own);
  return { ...schemas[entity].parse(written.known), ...written.own };
}

function wrongIn({ find, own }: Held, entity: Entity, values: Values): Outgoing | undefined {
  const missing = required[entity].find((name) => !values[name]);
  if (missing !== undefined) return invalid(entity, missing.replace(/Id$/, ""), "required");
  if (entity !== "Call") return undefined;
  const { dateStart, dateEnd, parentType, parentId, assignedUserId } = values;
  if (String(dateEnd) < String(dateStart)) return invalid(entity, "dateEnd", "after");
  if (parentId && !find(String(parentType), String(parentId))) return invalid(entity, "parent", "exists");
  return users.some(({ id }) => id === assignedUserId) || own.has(String(assignedUserId))
    ? undefined
    : refused(403, "Assignment failure: assigned user or team not allowed.");
}

/** https://github.com/espocrm/espocrm/blob/master/application/Espo/Classes/DuplicateWhereBuilders/General.php */
function duplicatesOf({ all }: Held, entity: Entity, { firstName, lastName, emailAddress }: Values): EspoRecord[] {
  if (!isPerson(entity)) return [];
  return all(entity).filter(
    ({ values }) =>
      ((firstName || lastName) && values.firstName === firstName && values.lastName === lastName) ||
      (emailAddress && isSame(values.emailAddress, emailAddress)),
  );
}
