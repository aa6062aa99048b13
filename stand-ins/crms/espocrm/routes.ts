import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { notFound, refused } from "./answers.ts";
import { type Held, users } from "./held.ts";
import { list } from "./list.ts";
import { create, update } from "./records.ts";
import { type Entity, fields, schemas } from "./shapes.ts";
import { shown } from "./shown.ts";

/** What can be asked of it, by method and path. @throws z.ZodError and SyntaxError for what EspoCRM does not take */
export function answerTo(request: CrmRequest, held: Held): Outgoing {
  const { method, path, body } = request;
  const { pathname, searchParams } = new URL(path, "https://espocrm.invalid");
  const [, entity = "", id = "", ...more] = /^\/api\/v1\/([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(pathname) ?? [];
  const wanted = decodeURIComponent(id);
  if (more.some(Boolean)) return notFound;
  if (method === "GET" && entity === "App" && id === "user") return json(200, { user: users[1] });
  if (method === "GET" && entity === "Metadata" && id === "") return json(200, describe(searchParams.get("key") ?? ""));
  if (method === "GET" && entity === "User") {
    if (id === "") return list(users, searchParams);
    const user = users.find((each) => each.id === wanted);
    return user ? json(200, user) : notFound;
  }
  if (!isEntity(entity)) return notFound;
  if (id === "") {
    if (method === "GET") return list(held.all(entity).map(shown), searchParams);
    return method === "POST" ? create(held, entity, request) : notFound;
  }
  const record = held.find(entity, wanted);
  if (!record) return refused(404, `Record ${wanted} does not exist.`);
  if (method === "GET") return json(200, shown(record));
  return method === "PUT" ? update(held, record, body) : notFound;
}

const isEntity = (name: string): name is Entity => Object.hasOwn(schemas, name);

/** What the metadata say of an entity's fields. What is not there is null. */
function describe(key: string): unknown {
  const [, entity = ""] = /^entityDefs\.(\w+)\.fields$/.exec(key) ?? [];
  return Object.hasOwn(fields, entity) ? fields[entity as keyof typeof fields] : null;
}
