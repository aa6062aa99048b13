import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { create, post, write } from "./odoo/changes.ts";
import { BOT, type Database, database, type OdooRecord } from "./odoo/database.ts";
import { OdooError, refusal, unknownPlace } from "./odoo/errors.ts";
import { models, NothingSchema } from "./odoo/fields.ts";
import { demoKey, generateKey, isKey } from "./odoo/keys.ts";
import { enteredLead } from "./odoo/leads.ts";
import { refusals } from "./odoo/refusals.ts";
import { describe, searchRead } from "./odoo/search.ts";
import { byRule, toRecord } from "./odoo/shown.ts";

/**
 * As much of Odoo as the bridge uses: leads with their notes, stages, tags, users and contacts, by its JSON-2 API, with
 * its errors. https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */

/** Odoo, with the means to put a lead into it as a person would. */
interface DemoOdoo extends DemoCrm {
  readonly contacts: Contacts;
}

export const odoo = {
  connector: "odoo",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoOdoo => playOdoo(open<OdooRecord>(), now, own),
} as const satisfies CrmStandIn;

function playOdoo(kept: Kept<OdooRecord>, now: () => number, own: OwnWords): DemoOdoo {
  const held = database(kept, now, own);
  return {
    credentials: { api_key: demoKey },
    answer(request) {
      try {
        if (!isKey(held, /^bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "")) {
          throw new OdooError(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
        }
        return route(request, held, now());
      } catch (error) {
        return refusal(error);
      }
    },
    contacts: {
      save: (person) => String(held.add("crm.lead", enteredLead(person))),
      merge: (loserId, winnerId) => held.mergeLeads(Number(loserId), Number(winnerId)),
      sent: (id) => byRule(held.find("crm.lead", Number(id))),
    },
    records: () => held.all("crm.lead").map((lead) => toRecord(lead, held.all("mail.message"))),
  };
}

/** @throws what {@link refusal} answers */
function route({ method, path, body }: CrmRequest, held: Database, now: number): Outgoing {
  const [, model = "", name = ""] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path) ?? [];
  if (method !== "POST" || model === "") throw unknownPlace("Did you mean POST /json/2/<model>/<method>?");
  if (!models.includes(model)) throw unknownPlace(`the model '${model}' does not exist`);
  const value: unknown = JSON.parse(body);
  const asked = `${model}.${name}`;
  if (name === "search_read") return searchRead(held, model, value);
  if (name === "create") return create(held, model, value);
  if (name === "write") return write(held, model, value);
  if (asked === "crm.lead.message_post" || asked === "res.partner.message_post") return post(held, model, value);
  if (asked === "res.users.apikeys.generate") return generateKey(held, value, now);
  if (asked === "crm.lead.fields_get") return describe(value);
  if (asked === "res.users.context_get" && NothingSchema.parse(value)) {
    return json(200, { lang: "en_US", tz: "Europe/Brussels", uid: BOT });
  }
  throw unknownPlace(`The method '${asked}' does not exist`);
}
