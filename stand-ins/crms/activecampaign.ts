import * as z from "zod";
import { type Contacts, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { complaint } from "./activecampaign/answers.ts";
import { type AccountObject, type Deal, holding } from "./activecampaign/held.ts";
import { refusals } from "./activecampaign/refusals.ts";
import { answerTo, routesTo } from "./activecampaign/routes.ts";
import { toRecords } from "./activecampaign/shown.ts";
import { byWebhook } from "./activecampaign/told.ts";

/**
 * As much of ActiveCampaign as the bridge uses: contacts with their custom fields, notes and tags, deals, users, its
 * search and its errors. The account has opted in to contacts that have a phone alone.
 * https://developers.activecampaign.com/reference
 */

export const demoKey = "demo-activecampaign-key";

/** ActiveCampaign, with the means to enter a contact and a deal as a person would. */
interface DemoActiveCampaign extends DemoCrm {
  readonly contacts: Contacts;
  /** @returns the deal's id */
  readonly addDeal: (deal: Pick<Deal, "contact" | "group" | "stage">) => string;
}

export const activecampaign = {
  connector: "activecampaign",
  refusals,
  play: (open, now = Date.now): DemoActiveCampaign => playActiveCampaign(open<AccountObject>(), now),
} as const satisfies CrmStandIn;

function playActiveCampaign(objects: Kept<AccountObject>, now: () => number): DemoActiveCampaign {
  const held = holding(objects, now);
  const { find, put, newId, at } = held;
  const routes = routesTo(held);
  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers["api-token"] !== demoKey) return json(403, { message: "The API key is invalid" });
      try {
        return answerTo(request, routes);
      } catch (error) {
        if (error instanceof SyntaxError) return json(400, { message: "The body is no valid JSON" });
        if (error instanceof z.ZodError) return json(400, { errors: error.issues.map(complaint) });
        throw error;
      }
    },
    contacts: {
      save: ({ firstName, lastName, email, phone }) => String(held.enter({ firstName, lastName, email, phone }).id),
      merge: held.merge,
      sent: (id) => byWebhook(find("contact", id), at()),
    },
    addDeal: (deal) => String(put({ kind: "deal", id: newId(), cdate: at(), status: 0, ...deal }).id),
    records: () => toRecords(held),
  };
}
