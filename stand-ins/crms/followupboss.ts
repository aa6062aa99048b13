import * as z from "zod";
import { type Contacts, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { complaint, refused } from "./followupboss/answers.ts";
import { type AccountObject, holding } from "./followupboss/held.ts";
import { refusals } from "./followupboss/refusals.ts";
import { answerTo } from "./followupboss/routes.ts";
import { toRecords } from "./followupboss/shown.ts";
import { byWebhook } from "./followupboss/told.ts";

/**
 * As much of Follow Up Boss as the bridge uses: people with their stages, tags and custom fields, calls, users, its
 * search and its errors. https://docs.followupboss.com/reference
 */

export const demoKey = "fka_demo-key";

/** Follow Up Boss, with the means to enter a person as an agent would. */
interface DemoFollowUpBoss extends DemoCrm {
  readonly contacts: Contacts;
}

export const followupboss = {
  connector: "followupboss",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoFollowUpBoss => playFollowUpBoss(open<AccountObject>(), now, own),
} as const satisfies CrmStandIn;

function playFollowUpBoss(objects: Kept<AccountObject>, now: () => number, own: OwnWords): DemoFollowUpBoss {
  const held = holding(objects, now, own);
  return {
    credentials: { api_key: demoKey },
    answer(request) {
      const isKey = request.headers.authorization === `Basic ${Buffer.from(`${demoKey}:`).toString("base64")}`;
      if (!isKey) return json(401, { errorMessage: "Invalid API key." });
      try {
        return answerTo(request, held);
      } catch (error) {
        if (error instanceof SyntaxError) return refused("The request body is no valid JSON.");
        if (error instanceof z.ZodError) return refused(error.issues.map(complaint).join(" "));
        throw error;
      }
    },
    contacts: {
      save({ firstName, lastName, email, phone }) {
        const emails = email ? [{ value: email }] : [];
        const phones = phone ? [{ value: phone }] : [];
        return String(held.enter({ fields: { firstName, lastName, emails, phones }, custom: {} }).id);
      },
      merge: held.merge,
      sent: (id) => byWebhook(Number(id), held.at()),
    },
    records: () => toRecords(held),
  };
}
