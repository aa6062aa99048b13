import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { listed, notFound } from "./answers.ts";
import { createCall, listCalls, updateCall } from "./calls.ts";
import { type Held, users } from "./held.ts";
import { createPerson, readPerson, searchPeople, updatePerson } from "./people.ts";

/** What can be asked of it, by method and path. @throws z.ZodError and SyntaxError for what Follow Up Boss does not take */
export function answerTo({ method, path, body }: CrmRequest, held: Held): Outgoing {
  const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
  const [, collection = "", digits] = /^\/v1\/(\w+)(?:\/(\d+))?$/.exec(pathname) ?? [];
  const id = Number(digits);
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  switch (`${method} ${collection}${digits === undefined ? "" : "/*"}`) {
    case "GET people":
      return searchPeople(held, query);
    case "GET people/*":
      return readPerson(held, id, query);
    case "POST people":
      return createPerson(held, query, value);
    case "PUT people/*":
      return updatePerson(held, id, query, value);
    case "GET calls":
      return listCalls(held, query);
    case "POST calls":
      return createCall(held, value);
    case "PUT calls/*":
      return updateCall(held, id, value);
    case "GET users":
      return listed("users", query, users);
    case "GET identity":
      return json(200, { account: { id: 1, name: "Demo Realty" }, user: users[0] });
    default:
      return notFound;
  }
}
