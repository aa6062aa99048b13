import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { listed, notFound } from "./answers.ts";
import { createContact, readContact, searchContacts, updateContact } from "./contacts.ts";
import type { Held } from "./held.ts";
import { createContactTag, createNote, createTag, searchTags, updateDeal, updateNote } from "./of-contacts.ts";
import { me, shownContactTag, shownDeal, shownNote } from "./shown.ts";

/** Which request is answered how. */

interface Asked {
  readonly id: number;
  readonly query: URLSearchParams;
  readonly value: unknown;
}

type Routes = Readonly<Record<string, (asked: Asked) => Outgoing>>;

export function routesTo(held: Held): Routes {
  const ofContact =
    (collection: string, list: (id: number) => readonly object[]) =>
    ({ id, query }: Asked): Outgoing =>
      held.find("contact", id) ? listed(collection, query, list(id)) : notFound("Subscriber", id);
  return {
    "GET contacts": ({ query }) => searchContacts(held, query),
    "POST contacts": ({ value }) => createContact(held, value),
    "GET contacts/*": ({ id }) => readContact(held, id),
    "PUT contacts/*": ({ id, value }) => updateContact(held, id, value),
    "GET contacts/*/notes": ofContact("notes", (id) => held.notesOf(id).map(shownNote)),
    "GET contacts/*/contactTags": ofContact("contactTags", (id) => held.tagsOf(id).map(shownContactTag)),
    "GET contacts/*/deals": ofContact("deals", (id) => held.dealsOf(id).map(shownDeal)),
    "POST notes": ({ value }) => createNote(held, value),
    "PUT notes/*": ({ id, value }) => updateNote(held, id, value),
    "GET tags": ({ query }) => searchTags(held, query),
    "POST tags": ({ value }) => createTag(held, value),
    "POST contactTags": ({ value }) => createContactTag(held, value),
    "PUT deals/*": ({ id, value }) => updateDeal(held, id, value),
    "GET users/me": () => json(200, { user: me }),
  };
}

/** @throws z.ZodError and SyntaxError for what ActiveCampaign does not take */
export function answerTo({ method, path, body }: CrmRequest, routes: Routes): Outgoing {
  const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
  const [, what = ""] = /^\/api\/3\/(.+)$/.exec(pathname) ?? [];
  const id = Number(/\d+/.exec(what)?.[0]);
  const answer = routes[`${method} ${what.replace(/\d+/, "*")}`];
  if (!answer) return json(404, { message: "No route was found" });
  return answer({ id, query, value: body === "" ? undefined : JSON.parse(body) });
}
