import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { done, failed, invalid, Refusal, shown } from "./answers.ts";
import type { Held } from "./held.ts";
import { page, pageFrom, sorted } from "./lists.ts";
import type { Stored } from "./records.ts";
import {
  ActivitiesQuery,
  ActivitySchema,
  CallLogSchema,
  DealSchema,
  LeadSchema,
  NoteChangeSchema,
  NoteSchema,
  NotesQuery,
  NothingAsked,
  PersonSchema,
  PersonsQuery,
} from "./requests.ts";
import { search } from "./search.ts";
import { users } from "./users.ts";

/** What can be asked of it, by method and path. */

interface Asked {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Routes = Readonly<Record<string, (asked: Asked) => Outgoing>>;

export const routesTo = (held: Held): Routes => {
  const { all, find, make, change, person, seen } = held;
  return {
    "GET /api/v2/persons/search": ({ query }) => search(held, query),
    "GET /api/v2/persons": ({ query }) => {
      const { ids, updated_since = "", ...asked } = PersonsQuery.parse(query);
      const wanted = ids?.split(",");
      const found = all("persons").filter(
        (one) =>
          one.is_deleted !== true && one.update_time >= updated_since && (wanted?.includes(String(one.id)) ?? true),
      );
      return json(200, { success: true, ...page(sorted(found, asked).map(shown), asked) });
    },
    "POST /api/v2/persons": ({ body }) => json(201, done(shown(person(PersonSchema.parse(body))))),
    "GET /api/v2/persons/:id": ({ id }) => json(200, done(shown(find("persons", id)))),
    "PATCH /api/v2/persons/:id": ({ id, body }) => {
      const { custom_fields, ...fields } = PersonSchema.partial().parse(body);
      return json(200, done(shown(change(find("persons", id), withOwn(find("persons", id), fields, custom_fields)))));
    },
    "GET /api/v2/deals/:id": ({ id }) => json(200, done(shown(find("deals", id)))),
    "PATCH /api/v2/deals/:id": ({ id, body }) => {
      const { custom_fields, ...fields } = DealSchema.parse(body);
      const deal = find("deals", id);
      if (deal.is_archived === true) throw new Refusal(invalid("Archived deals cannot be edited"));
      return json(200, done(shown(change(deal, withOwn(deal, fields, custom_fields)))));
    },
    "GET /api/v2/activities": ({ query }) => {
      const { deal_id, lead_id, person_id, updated_since = "", ...asked } = ActivitiesQuery.parse(query);
      const found = all("activities").filter(
        (one) =>
          (deal_id === undefined || one.deal_id === deal_id) &&
          (lead_id === undefined || one.lead_id === lead_id) &&
          (person_id === undefined || one.person_id === person_id) &&
          one.update_time >= updated_since,
      );
      return json(200, { success: true, ...page(sorted(found, asked).map(shown), asked) });
    },
    "POST /api/v2/activities": ({ body }) => {
      const fields = ActivitySchema.parse(body);
      seen(fields);
      const first = fields.participants?.find(({ primary }) => primary) ?? fields.participants?.[0];
      return json(201, done(shown(make("activities", { ...fields, person_id: first?.person_id ?? null }))));
    },
    "PATCH /api/v2/activities/:id": ({ id, body }) => {
      const fields = ActivitySchema.parse(body);
      seen(fields);
      return json(200, done(shown(change(find("activities", id), fields))));
    },
    "POST /v1/callLogs": ({ body }) => {
      const fields = CallLogSchema.parse(body);
      seen(fields);
      return json(200, done(shown(make("callLogs", fields))));
    },
    "GET /v1/callLogs/:id": ({ id }) => json(200, done(shown(find("callLogs", id)))),
    "GET /v1/notes": ({ query }) => {
      const { start, limit, sort = "id ASC", start_date = "", ...on } = NotesQuery.parse(query);
      const [sort_by = "id", direction] = sort.split(" ");
      const found = all("notes").filter(
        (one) =>
          one.add_time.slice(0, 10) >= start_date &&
          Object.entries(on).every(([name, id]) => id === undefined || one[name] === id),
      );
      const order = { sort_by, sort_direction: direction === "DESC" ? "desc" : "asc" } as const;
      return pageFrom(sorted(found, order).map(shown), { start, limit });
    },
    "POST /v1/notes": ({ body }) => {
      const fields = NoteSchema.parse(body);
      seen(fields);
      return json(201, done(shown(make("notes", fields))));
    },
    "PUT /v1/notes/:id": ({ id, body }) =>
      json(200, done(shown(change(find("notes", id), NoteChangeSchema.parse(body))))),
    "GET /v1/leads/:id": ({ id }) => json(200, done(shown(find("leads", id)))),
    "PATCH /v1/leads/:id": ({ id, body }) => {
      const lead = find("leads", id);
      if (lead.is_archived === true) throw new Refusal(invalid("Archived leads cannot be edited"));
      return json(200, done(shown(change(lead, LeadSchema.parse(body)))));
    },
    "GET /v1/users": () => json(200, done(users)),
    "GET /v1/users/me": () => json(200, done({ ...users[0], company_id: 9_120_331, company_domain: "demo" })),
  };
};

/** @throws Refusal, and z.ZodError or SyntaxError for what Pipedrive does not take */
export function answerTo(request: CrmRequest, routes: Routes): Outgoing {
  const { pathname, searchParams } = new URL(request.path, "https://api.pipedrive.com");
  const query = Object.fromEntries(searchParams);
  const [, head = "", id = ""] = /^(.+)\/([^/]+)$/.exec(pathname) ?? [];
  const whole = routes[`${request.method} ${pathname}`];
  const single = routes[`${request.method} ${head}/:id`];
  const answer = whole ?? single;
  if (!answer) throw new Refusal(failed(404, "Not found"));
  if (request.method !== "GET" || !whole) NothingAsked.parse(query);
  const body = request.body === "" ? undefined : (JSON.parse(request.body) as unknown);
  return answer({ id: decodeURIComponent(id), query, body });
}

/** Fields that the account has made are changed one by one. */
const withOwn = (
  one: Stored,
  fields: Readonly<Record<string, unknown>>,
  ownFields: Readonly<Record<string, unknown>> | undefined,
) => ({ ...fields, ...(ownFields && { custom_fields: { ...(one.custom_fields ?? {}), ...ownFields } }) });
