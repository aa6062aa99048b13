import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { notFound, unprocessable } from "./answers.ts";
import type { Location } from "./location.ts";
import * as requests from "./requests.ts";
import type { Route } from "./routes.ts";

/** Opportunities of contacts. */
export const opportunityRoutes = (location: Location): readonly Route[] => [
  ["GET /opportunities/search", ({ query }) => searchOpportunities(location, query)],
  ["PUT /opportunities/*", ({ ids: [id], value }) => change(location, id, requests.UpdateOpportunity.parse(value))],
  ["PUT /opportunities/*/status", ({ ids: [id], value }) => change(location, id, requests.UpdateStatus.parse(value))],
];

function change({ opportunities }: Location, id = "", changes: object): Outgoing {
  const opportunity = opportunities.get(id);
  if (!opportunity) return notFound("Opportunity", id);
  return json(200, { succeded: true, opportunity: opportunities.put({ ...opportunity, ...changes }) });
}

function searchOpportunities({ opportunities }: Location, query: URLSearchParams): Outgoing {
  if (!query.get("location_id")) return unprocessable(["location_id should not be empty"]);
  const fits = (name: string, value: string) => [null, "all", value].includes(query.get(name));
  const found = opportunities
    .all()
    .filter(
      (each) =>
        fits("contact_id", each.contactId) && fits("pipeline_id", each.pipelineId) && fits("status", each.status),
    );
  return json(200, {
    opportunities: found.slice(0, Number(query.get("limit") ?? 20)),
    meta: { total: found.length },
  });
}
