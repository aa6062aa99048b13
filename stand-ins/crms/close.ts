import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json, type Planner } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { access, demoKey } from "./close/access.ts";
import { fieldErrors, invalid, listed, notFound, only } from "./close/answers.ts";
import { createCall, listCalls, updateCall } from "./close/calls.ts";
import { type CloseObject, type Held, holding, type Lead, statuses, users } from "./close/held.ts";
import { createLead, updateLead } from "./close/leads.ts";
import { planning } from "./close/planner.ts";
import { refusals } from "./close/refusals.ts";
import { search } from "./close/search.ts";
import { ListSchema, NothingSchema, OneSchema } from "./close/shapes.ts";
import { shownContact, shownLead, toRecord } from "./close/shown.ts";
import { ofContact } from "./close/told.ts";

/**
 * As much of Close as the bridge uses: leads with their contacts, calls, statuses, users, its search, its errors and its
 * OAuth. https://developer.close.com/api
 */

/** Close, with the means to put contacts and tasks into it as a person would. */
interface DemoClose extends DemoCrm {
  readonly contacts: Contacts;
  readonly planner: Planner;
}

export const close = {
  connector: "close",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoClose => playClose(open<CloseObject>(), now, own),
} as const satisfies CrmStandIn;

function playClose(objects: Kept<CloseObject>, now: () => number, own: OwnWords): DemoClose {
  const held = holding(objects, own);
  const { isLetIn, renew } = access(now);
  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.method === "POST" && request.path === "/oauth2/token/") return renew(request);
      if (!isLetIn(request.headers.authorization ?? "")) return json(401, { error: "Unauthorized" });
      try {
        return route(request, held, now());
      } catch (error) {
        if (error instanceof SyntaxError) return json(400, { error: "The request contains invalid JSON." });
        if (error instanceof z.ZodError) return invalid(fieldErrors(error));
        throw error;
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email = "", phone = "" }) {
        const lead: Lead = { kind: "lead", id: held.newId("lead"), name: "", status_id: statuses[0].id, custom: {} };
        held.put(lead);
        const name = [firstName, lastName].filter(Boolean).join(" ");
        held.addContact(lead.id, { name, phones: phone ? [{ phone }] : [], emails: email ? [{ email }] : [] });
        return lead.id;
      },
      merge: held.merge,
      sent: (id) =>
        ofContact(
          held.all("contact").find(({ lead_id }) => lead_id === id),
          new Date(now()).toISOString(),
        ),
    },
    planner: planning(held, now),
    records: () => held.all("lead").map((lead) => toRecord(lead, held)),
  };
}

/** @throws z.ZodError and SyntaxError for what Close refuses */
function route({ method, path, body }: CrmRequest, held: Held, now: number): Outgoing {
  const url = new URL(path, "https://api.close.com");
  const place = url.pathname.replace(/^\/api\/v1/, "");
  const query = Object.fromEntries(url.searchParams);
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  const [, type, id] = /^\/(lead|contact|activity\/call)\/([^/]+)\/$/.exec(place) ?? [];
  const asked = `${method} ${id === undefined ? place : `/${type}/{id}/`}`;
  const wanted = decodeURIComponent(id ?? "");
  const oneOf = <Thing>(object: Thing | undefined, show: (object: Thing) => object): Outgoing =>
    object ? json(200, only(show(object), OneSchema.parse(query)._fields?.split(","))) : notFound;
  switch (asked) {
    case "GET /me/":
      return json(200, users[0]);
    case "GET /user/":
      return listed(users, ListSchema.parse(query));
    case "GET /status/lead/":
      return json(200, { data: NothingSchema.parse(query) && statuses, has_more: false });
    case "POST /data/search/":
      return search(held, value);
    case "POST /lead/":
      return createLead(held, value);
    case "GET /lead/{id}/":
      return oneOf(held.find("lead", wanted), (lead) => shownLead(lead, held));
    case "PUT /lead/{id}/":
      return updateLead(held, wanted, value);
    case "GET /contact/{id}/":
      return oneOf(held.find("contact", wanted), shownContact);
    case "GET /activity/call/":
      return listCalls(held, query);
    case "POST /activity/call/":
      return createCall(held, value, now);
    case "PUT /activity/call/{id}/":
      return updateCall(held, wanted, value);
    default:
      return notFound;
  }
}
