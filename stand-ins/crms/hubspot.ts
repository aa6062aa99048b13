import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json, type Planner } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { demoToken, playAccess } from "./hubspot/access.ts";
import { problem, shown } from "./hubspot/answers.ts";
import { type Held, type HubspotObject, holding, type Type } from "./hubspot/held.ts";
import { planning } from "./hubspot/planner.ts";
import { refusals } from "./hubspot/refusals.ts";
import { batchRead, patch, post, readAssociations, search } from "./hubspot/requests.ts";
import { toRecords } from "./hubspot/shown.ts";
import { byWorkflow, PORTAL } from "./hubspot/told.ts";

/**
 * As much of HubSpot as the bridge uses: contacts, calls, meetings and tasks, with its answers and errors.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide
 */

export { demoApp } from "./hubspot/access.ts";

/** Its users: https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide */
const owners = [
  {
    id: "71234501",
    email: ada.email,
    type: "PERSON",
    firstName: "Ada",
    lastName: "Fields",
    userId: 1,
    archived: false,
  },
] as const;

/** HubSpot, with the means to put contacts, meetings and tasks into it as a person would. */
interface DemoHubspot extends DemoCrm {
  readonly contacts: Contacts;
  readonly planner: Planner;
}

export const hubspot = {
  connector: "hubspot",
  refusals,
  play: (open, now = Date.now): DemoHubspot => playHubspot(open<HubspotObject>(), now),
} as const satisfies CrmStandIn;

function playHubspot(objects: Kept<HubspotObject>, now: () => number): DemoHubspot {
  const held = holding(objects, now);
  const aboutAccess = playAccess();
  return {
    credentials: { token: demoToken },
    answer(request) {
      const access = aboutAccess(request);
      if (access) return access;
      if (request.headers.authorization !== `Bearer ${demoToken}`) {
        return problem(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
      }
      try {
        return route(request, held);
      } catch (error) {
        if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
        return problem(400, "VALIDATION_ERROR", `Invalid input JSON: ${error.message.slice(0, 200)}`);
      }
    },
    records: () => toRecords(held.all("contacts"), held.all("calls")),
    contacts: {
      save: ({ firstName: firstname = "", lastName: lastname = "", email = "", phone = "" }) => {
        const given = Object.entries({ firstname, lastname, email, phone }).filter(([, value]) => value !== "");
        return held.create("contacts", { ...Object.fromEntries(given), lifecyclestage: "lead" }).id;
      },
      merge: held.merge,
      sent: (id) => byWorkflow(held.find("contacts", id)),
    },
    planner: planning(held, now),
  };
}

const isType = (type: string | undefined): type is Type =>
  type === "contacts" || type === "calls" || type === "meetings" || type === "tasks";

/** @throws z.ZodError and SyntaxError for what HubSpot refuses */
function route({ method, path, body }: CrmRequest, held: Held): Outgoing {
  if (method === "GET" && /^\/crm\/v3\/owners(?:\?|$)/.test(path)) return json(200, { results: owners });
  if (method === "GET" && path === "/account-info/v3/details") return json(200, { portalId: PORTAL });
  const value = body === "" ? undefined : (JSON.parse(body) as unknown);
  const tied = /^\/crm\/v4\/associations\/(\w+)\/contacts\/batch\/read$/.exec(path)?.[1];
  if (method === "POST" && isType(tied)) return readAssociations(held, tied, value);
  const [, type, rest = ""] = /^\/crm\/v3\/objects\/(\w+)(?:\/([^?]+))?(?:\?|$)/.exec(path) ?? [];
  if (!isType(type)) return problem(404, "OBJECT_NOT_FOUND", "resource not found");
  if (method === "POST" && rest === "") return post(held, type, value);
  if (method === "POST" && rest === "search") return search(held, type, value);
  if (method === "POST" && rest === "batch/read") return batchRead(held, type, value);
  if (method === "GET" && rest === "") return json(200, { results: held.all(type).slice(0, 10).map(shown) });
  const object = held.find(type, rest);
  if (method === "GET" && object) return json(200, shown(object));
  if (method === "PATCH") return patch(held, type, rest, value);
  return problem(404, "OBJECT_NOT_FOUND", "resource not found");
}
