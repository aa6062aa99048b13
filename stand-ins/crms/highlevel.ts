import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { access, demoToken } from "./highlevel/access.ts";
import { badRequest, unauthorised, unprocessable } from "./highlevel/answers.ts";
import { contactRoutes, enterContact } from "./highlevel/contacts.ts";
import { conversationRoutes } from "./highlevel/conversations.ts";
import type { Held } from "./highlevel/held.ts";
import { conversationOf, location, mergeContacts } from "./highlevel/location.ts";
import { opportunityRoutes } from "./highlevel/opportunities.ts";
import { refusals } from "./highlevel/refusals.ts";
import type { CreateOpportunity } from "./highlevel/requests.ts";
import { type Route, routeOf } from "./highlevel/routes.ts";
import { callsIn, toCall, toRecord } from "./highlevel/shown.ts";
import { byWorkflow, demoLocation } from "./highlevel/told.ts";

/**
 * As much of HighLevel as the bridge uses: contacts with notes, tags and custom fields, conversations, opportunities and
 * users of one location, with its answers and errors. It takes every id of a location for its own.
 * https://marketplace.gohighlevel.com/docs/
 */

const users = [
  {
    id: "userAda0000000000001",
    name: "Ada Fields",
    firstName: "Ada",
    lastName: "Fields",
    email: ada.email,
  },
] as const;

const userRoutes: readonly Route[] = [
  [
    "GET /users/",
    ({ query }) => (query.get("locationId") ? json(200, { users }) : unprocessable(["locationId should not be empty"])),
  ],
];

export const highlevel = {
  connector: "highlevel",
  refusals,
  play: (open, now = Date.now): DemoHighlevel => playHighlevel(open<Held>(), now),
} as const satisfies CrmStandIn;

/** HighLevel, with the means to put an opportunity into it as a person would, and to look into its conversations. */
interface DemoHighlevel extends DemoCrm {
  readonly contacts: Contacts;
  /** As `records`, with the calls that stand in the contacts' conversations. */
  readonly conversations: () => CrmRecord[];
  /** @returns the opportunity's id */
  readonly addOpportunity: (opportunity: z.infer<typeof CreateOpportunity>) => string;
}

function playHighlevel(held: Kept<Held>, now: () => number): DemoHighlevel {
  const place = location(held, now);
  const { contacts, notes, messages, opportunities, at } = place;
  const { isLetIn, renew } = access(place.grants, now);
  const routes = [...contactRoutes(place), ...conversationRoutes(place), ...opportunityRoutes(place), ...userRoutes];
  return {
    credentials: { token: demoToken },
    answer(request) {
      const { pathname } = new URL(request.path, "https://crm.invalid");
      if (`${request.method} ${pathname}` === "POST /oauth/token") return renew(request.body);
      if (!isLetIn(request)) return unauthorised("Invalid token: access token is invalid");
      const version = pathname.startsWith("/conversations") ? "2021-04-15" : "2021-07-28";
      if (request.headers.version !== version) return unauthorised("version header was not found.");
      return answerBy(routes, request);
    },
    records: () => contacts.all().map((contact) => ({ ...toRecord(contact), calls: callsIn(contact, notes.all()) })),
    conversations: () =>
      contacts.all().map((contact) => {
        const own = conversationOf(place, contact.id)?.id;
        const calls = messages.all().filter(({ conversationId }) => conversationId === own);
        return { ...toRecord(contact), calls: calls.map(toCall) };
      }),
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = Object.entries({ firstName, lastName, email, phone }).filter(([, value]) => value);
        return enterContact(place, { ...Object.fromEntries(given), locationId: demoLocation.id }).id;
      },
      merge: (loserId, winnerId) => mergeContacts(place, loserId, winnerId),
      sent: (id) => byWorkflow(contacts.get(id)),
    },
    addOpportunity: (opportunity) =>
      opportunities.put({ ...opportunity, id: opportunities.newId(), createdAt: at() }).id,
  };
}

function answerBy(routes: readonly Route[], { method, path, body }: CrmRequest): Outgoing {
  const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
  const [route, ids] = routeOf(routes, method, pathname);
  if (!route) return json(404, { statusCode: 404, message: `Cannot ${method} ${pathname}`, error: "Not Found" });
  try {
    return route[1]({ query, ids, value: body === "" ? undefined : JSON.parse(body) });
  } catch (error) {
    if (error instanceof SyntaxError) return badRequest(error.message);
    if (error instanceof z.ZodError) return unprocessable(error.issues.flatMap(complaints));
    throw error;
  }
}

/** In the words of HighLevel's own check. */
const complaints = (issue: z.core.$ZodIssue): string[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => `property ${key} should not exist`)
    : [`${issue.path.join(".")}: ${issue.message}`];
