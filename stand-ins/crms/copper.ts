import * as z from "zod";
import type { Contacts, CrmStandIn, DemoCrm } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { demoCopper } from "./copper/account.ts";
import { complaint, invalid, refused } from "./copper/answers.ts";
import { type CopperObject, holding } from "./copper/held.ts";
import { refusals } from "./copper/refusals.ts";
import { answerTo, routesTo } from "./copper/routes.ts";
import { toRecords } from "./copper/shown.ts";
import { byWebhook } from "./copper/told.ts";

/**
 * As much of Copper as the bridge uses: leads with their status, people, both with tags and custom fields, activities,
 * users, its search and its errors. https://developer.copper.com/
 */

export { demoCopper } from "./copper/account.ts";

/** Copper, with the means to enter a lead as a person would. */
interface DemoCopper extends DemoCrm {
  readonly contacts: Contacts;
}

export const copper = {
  connector: "copper",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoCopper => playCopper(open<CopperObject>(), now, own),
} as const satisfies CrmStandIn;

function playCopper(objects: Kept<CopperObject>, now: () => number, own: OwnWords): DemoCopper {
  const held = holding(objects, now, own);
  const routes = routesTo(held);
  return {
    credentials: demoCopper,
    answer(request) {
      const { "x-pw-accesstoken": key, "x-pw-application": app, "x-pw-useremail": email } = request.headers;
      if (key !== demoCopper.api_key || app !== "developer_api" || email !== demoCopper.email) {
        return refused(401, "Invalid credentials");
      }
      try {
        return answerTo(request, routes);
      } catch (error) {
        if (error instanceof SyntaxError) return refused(400, "The request body is no valid JSON");
        if (error instanceof z.ZodError) return invalid(error.issues.map(complaint).join("; "));
        throw error;
      }
    },
    contacts: {
      save({ firstName, lastName, email, phone }) {
        const name = [firstName, lastName].filter(Boolean).join(" ") || "Unknown";
        const phone_numbers = phone ? [{ number: phone, category: "work" }] : [];
        const emails = email ? [{ email, category: "work" }] : [];
        return String(held.enter("lead", name, { emails, phone_numbers }).id);
      },
      merge: held.merge,
      sent: (id) => byWebhook(Number(id), new Date(now())),
    },
    records: () => toRecords(held),
  };
}
