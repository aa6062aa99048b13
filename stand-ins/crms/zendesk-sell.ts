import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import type { CrmRequest, CrmStandIn, DemoCrm } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { complaint, invalid, notFound, refusals, unauthorized, withoutAgent } from "./zendesk-sell/errors.ts";
import { playOAuth } from "./zendesk-sell/oauth.ts";
import {
  type CallValues,
  ChangeCallSchema,
  ChangeContactSchema,
  ChangeLeadSchema,
  CreateCallSchema,
  CreateLeadSchema,
  type Values,
} from "./zendesk-sell/shapes.ts";
import { type Held, latestFirst, listed, one, outcomes, type Person, shown, toRecord } from "./zendesk-sell/shown.ts";

/**
 * As much of Zendesk Sell as the bridge uses: leads and contacts with tags and custom fields, calls with their outcomes,
 * users, its lists, its errors and its OAuth. https://developer.zendesk.com/api-reference/sales-crm/requests
 */

const demoToken = "demo-sell-token";

/** The first is whose token it is. */
const users = [
  { id: 501, name: "Olive Owner", email: "olive.owner@example.com", role: "admin", status: "active" },
  { id: 502, name: "Ada Fields", email: ada.email, role: "user", status: "active" },
] as const;

/** Sell, with what people do there by hand. */
export interface DemoSell extends DemoCrm {
  enter(kind: Person["kind"], values: Values): string;
  /** A lead becomes a contact. @returns the contact's id */
  convert(id: string): string;
  person(id: string): Values | undefined;
}

export const zendeskSell = {
  connector: "zendesk-sell",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoSell => playSell(open<Held>(), now, own),
} as const satisfies CrmStandIn;

/** @param held people and calls, by their ids */
function playSell(held: Kept<Held>, now: () => number, own: OwnWords): DemoSell {
  const oauth = playOAuth(now);
  const all = () => held.entries().map(([, each]) => each);
  const calls = () => all().filter((each) => each.kind === "call");
  const people = (...kinds: Held["kind"][]) =>
    all().filter((each): each is Person => each.kind !== "call" && !each.isGone && kinds.includes(each.kind));
  const put = <Each extends Held>(each: Each): Each => {
    held.set(String(each.id), each);
    return each;
  };
  const enter = (kind: Person["kind"], values: Values): Person => {
    const owner_id = users[0].id;
    const status = kind === "lead" ? { status: "New" } : {};
    return put({ kind, id: 12_001 + held.entries().length, values: { owner_id, ...status, tags: [], ...values } });
  };

  const change = (kind: Person["kind"], id: number, body: unknown): Outgoing => {
    const person = people(kind).find((each) => each.id === id);
    if (!person) return notFound;
    const { data } = (kind === "lead" ? ChangeLeadSchema : ChangeContactSchema).parse(body);
    return one(shown(put({ ...person, values: { ...person.values, ...data } })));
  };
  const list = (kind: Person["kind"], query: URLSearchParams): Outgoing => {
    const wanted = (["email", "phone", "mobile"] as const).filter((name) => query.has(name));
    return listed(
      query,
      people(kind)
        .filter(({ values }) => wanted.every((name) => values[name] === query.get(name)))
        .map(shown),
    );
  };

  const wrongIn = ({ resource_id, resource_type, user_id, outcome_id }: CallValues): Outgoing | undefined => {
    if (resource_id !== undefined && !people(resource_type ?? "lead").some(({ id }) => id === resource_id))
      return invalid("resource_id", "is no such resource");
    const isUser = users.some(({ id }) => id === user_id) || own.has(String(user_id));
    if (user_id !== undefined && !isUser) return invalid("user_id", "is no user");
    const isKnown = outcome_id === undefined || outcomes.some(({ id }) => id === outcome_id);
    return isKnown ? undefined : invalid("outcome_id", "is no outcome");
  };
  const createCall = (body: unknown): Outgoing => {
    const { data } = CreateCallSchema.parse(body);
    const id = 87_001 + held.entries().length;
    return wrongIn(data) ?? one(shown(put({ kind: "call", id, values: data })));
  };
  const changeCall = (id: number, body: unknown): Outgoing => {
    const call = calls().find((each) => each.id === id);
    if (!call) return notFound;
    const { data } = ChangeCallSchema.parse(body);
    return wrongIn(data) ?? one(shown(put({ ...call, values: { ...call.values, ...data } })));
  };
  const listCalls = (query: URLSearchParams): Outgoing => {
    const [type, id] = [query.get("resource_type"), query.get("resource_id")];
    const found = calls().filter(
      ({ values }) => (!type || values.resource_type === type) && (!id || values.resource_id === Number(id)),
    );
    return listed(query, found.sort(latestFirst).map(shown));
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
    const [, collection = "", place] = /^\/v2\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    const id = Number(place);
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    const kind = collection === "contacts" ? "contact" : "lead";
    switch (`${method} ${collection}${place === undefined ? "" : "/*"}`) {
      case "GET leads":
      case "GET contacts":
        return list(kind, query);
      case "GET leads/*":
      case "GET contacts/*": {
        const person = people(kind).find((each) => each.id === id);
        return person ? one(shown(person)) : notFound;
      }
      case "POST leads":
        return one(shown(enter("lead", CreateLeadSchema.parse(value).data)));
      case "PUT leads/*":
      case "PUT contacts/*":
        return change(kind, id, value);
      case "GET calls":
        return listCalls(query);
      case "POST calls":
        return createCall(value);
      case "PUT calls/*":
        return changeCall(id, value);
      case "GET call_outcomes":
        return listed(query, outcomes);
      case "GET users":
        return listed(query, users);
      case "GET users/*":
        return place === "self" ? one(users[0]) : notFound;
      default:
        return notFound;
    }
  };

  return {
    credentials: { token: demoToken },
    answer(request) {
      const { method, path, headers } = request;
      if (method === "POST" && path === "/oauth2/token") return oauth.renew(request);
      const { authorization = "" } = headers;
      if (authorization !== `Bearer ${demoToken}` && !oauth.isAccess(authorization)) return unauthorized;
      if (!headers["user-agent"]) return withoutAgent;
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return invalid("data", "is no JSON");
        const [issue] = error instanceof z.ZodError ? error.issues : [];
        if (issue) return complaint(issue);
        throw error;
      }
    },
    enter: (kind, values) => String(enter(kind, values).id),
    convert(id) {
      const lead = people("lead").find((each) => String(each.id) === id);
      const { status: _, organization_name: __, source_id: ___, ...values } = lead?.values ?? {};
      if (lead) put({ ...lead, isGone: true });
      return String(enter("contact", values).id);
    },
    person: (id) => people("lead", "contact").find((each) => String(each.id) === id)?.values,
    records: () => people("lead", "contact").map((person) => toRecord(person, calls())),
  };
}
