import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { activityTypes, users } from "./account.ts";
import { createActivity, searchActivities, updateActivity } from "./activities.ts";
import { listed, notFound } from "./answers.ts";
import type { Held } from "./held.ts";
import { createLead, createPerson, read, searchLeads, searchPeople, updateLead, updatePerson } from "./people.ts";
import { SearchUsersSchema, WebhookSchema } from "./shapes.ts";
import { shownWebhook } from "./shown.ts";

/** What can be asked of it, by method and path. */

interface Asked {
  readonly id: number;
  readonly value: unknown;
}

type Routes = Readonly<Record<string, (asked: Asked) => Outgoing>>;

export const routesTo = (held: Held): Routes => ({
  "GET account": () => json(200, { id: 1, name: "Demo Copper" }),
  "GET activity_types": () => json(200, { user: activityTypes, system: [] }),
  "GET webhooks": () => json(200, held.all("webhook").map(shownWebhook)),
  "POST webhooks": ({ value }) => {
    const values = WebhookSchema.parse(value);
    return json(200, shownWebhook(held.put({ kind: "webhook", id: held.newId(), values })));
  },
  "POST users/search": ({ value }) => listed(users, SearchUsersSchema.parse(value)),
  "POST leads": ({ value }) => createLead(held, value),
  "GET leads/*": ({ id }) => read(held, "lead", id),
  "PUT leads/*": ({ id, value }) => updateLead(held, id, value),
  "POST leads/search": ({ value }) => searchLeads(held, value),
  "POST people": ({ value }) => createPerson(held, value),
  "GET people/*": ({ id }) => read(held, "person", id),
  "PUT people/*": ({ id, value }) => updatePerson(held, id, value),
  "POST people/search": ({ value }) => searchPeople(held, value),
  "POST activities": ({ value }) => createActivity(held, value),
  "PUT activities/*": ({ id, value }) => updateActivity(held, id, value),
  "POST activities/search": ({ value }) => searchActivities(held, value),
});

/** @throws z.ZodError and SyntaxError for what Copper does not take */
export function answerTo({ method, path, body }: CrmRequest, routes: Routes): Outgoing {
  const [, what = ""] = /^\/developer_api\/v1\/([^?]+)$/.exec(path) ?? [];
  const id = Number(/\d+/.exec(what)?.[0]);
  const answer = routes[`${method} ${what.replace(/\d+/, "*")}`];
  return answer ? answer({ id, value: body === "" ? undefined : JSON.parse(body) }) : notFound;
}
