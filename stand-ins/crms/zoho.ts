import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { demoClient, isLetIn, renewAccess } from "./zoho/access.ts";
import { list, missingFields, nothing, problem } from "./zoho/answers.ts";
import { addTags, convert, insert, update } from "./zoho/changes.ts";
import { isModule, QuerySchema } from "./zoho/fields.ts";
import { type Held, holding, parentOf, shown, users, type ZohoRecord } from "./zoho/held.ts";
import { QueryError, readQuery } from "./zoho/query.ts";
import { refusals } from "./zoho/refusals.ts";
import { toRecords } from "./zoho/shown.ts";
import { byWorkflow } from "./zoho/told.ts";

/**
 * As much of Zoho CRM as the bridge uses: leads, contacts, calls, notes, tags and users, with its answers and errors.
 * https://www.zoho.com/crm/developer/docs/api/v8/
 */

/** Zoho CRM, with the means to put a lead into it as a person would. */
interface DemoZoho extends DemoCrm {
  readonly contacts: Contacts;
}

export const zoho = {
  connector: "zoho",
  refusals,
  play: (open, now = Date.now): DemoZoho => playZoho(open<ZohoRecord>(), now),
} as const satisfies CrmStandIn;

function playZoho(kept: Kept<ZohoRecord>, now: () => number): DemoZoho {
  const held = holding(kept, now);
  const { all, find, add, merge } = held;
  return {
    credentials: demoClient,
    answer(request) {
      if (request.method === "POST" && request.path === "/oauth/v2/token") return renewAccess(request.body, now());
      if (!isLetIn(request.headers.authorization ?? "", now())) {
        return problem(401, "INVALID_TOKEN", "invalid oauth token");
      }
      try {
        return route(request, held);
      } catch (error) {
        if (error instanceof QueryError) return problem(400, "SYNTAX_ERROR", error.message);
        if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
        return problem(400, "INVALID_DATA", `invalid data: ${error.message.slice(0, 200)}`);
      }
    },
    records: () => toRecords([...all("Leads"), ...all("Contacts")], all("Calls"), all("Notes")),
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = {
          First_Name: firstName,
          Last_Name: lastName ?? firstName ?? "Unknown",
          Email: email,
          Phone: phone,
        };
        const values = Object.entries({ ...given, Lead_Status: "Not Contacted" }).filter(([, value]) => value);
        return add("Leads", Object.fromEntries(values)).id;
      },
      merge,
      sent: (id) => byWorkflow(id, find("Leads", id)?.values ?? {}),
    },
  };
}

/** @throws QueryError, z.ZodError and SyntaxError for what Zoho refuses */
function route({ method, path, body }: CrmRequest, held: Held): Outgoing {
  const { pathname, searchParams } = new URL(path, "https://www.zohoapis.com");
  const [, version, module = "", id = "", rest = "", ...more] = pathname.split("/").slice(1);
  const fields = searchParams.get("fields")?.split(",") ?? [];
  if (version !== "v8") {
    return problem(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");
  }
  if (method === "GET" && module === "users") return json(200, { users, info: { more_records: false, page: 1 } });
  if (method === "POST" && module === "coql") return select(held, body);
  if (!isModule(module)) return problem(400, "INVALID_MODULE", "the module name given seems to be invalid");
  if (method === "POST" && id === "") return insert(held, module, body);
  if (method === "GET" && id === "") {
    if (fields.length === 0) return missingFields();
    const ids = searchParams.get("ids")?.split(",");
    const named = held.all(module).filter((record) => ids?.includes(record.id) ?? true);
    return list(named.slice(0, 200), fields);
  }
  const record = held.find(module, id);
  const isShown = record && (record.contact === undefined || searchParams.get("converted") === "true");
  if (method === "GET" && rest === "") return isShown ? list([record], fields) : nothing;
  if (!record) return problem(400, "INVALID_DATA", "the id given seems to be invalid", { resource_path_index: 1 });
  if (record.contact !== undefined) return problem(400, "ID_ALREADY_CONVERTED", "id already converted");
  if (method === "GET" && rest === "Notes") {
    const notes = held.all("Notes").filter((note) => parentOf(note) === id);
    return fields.length === 0 ? missingFields() : list(notes, fields);
  }
  if (method === "PUT" && rest === "") return update(held, record, body);
  if (method === "POST" && rest === "actions" && more[0] === "add_tags") return addTags(held, record, body);
  if (method === "POST" && rest === "actions" && more[0] === "convert") return convert(held, record, body);
  return problem(400, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one");
}

/** https://www.zoho.com/crm/developer/docs/api/v8/Get-Records-through-COQL-Query.html */
function select({ all }: Held, body: string): Outgoing {
  const { fields, module, limit, newestFirst, fits } = readQuery(QuerySchema.parse(JSON.parse(body)).select_query);
  if (!isModule(module)) return problem(400, "INVALID_QUERY", "invalid query formed", { reason: "module" });
  const fitting = all(module).filter((record) => record.contact === undefined && fits(shown(record)));
  if (newestFirst) fitting.reverse();
  return list(fitting.slice(0, limit), fields);
}
