import * as z from "zod";
import type { Contacts, CrmStandIn, DemoCrm } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { invalid, refused } from "./espocrm/answers.ts";
import { type EspoRecord, holding } from "./espocrm/held.ts";
import { refusals } from "./espocrm/refusals.ts";
import { answerTo } from "./espocrm/routes.ts";
import { shown, toRecords } from "./espocrm/shown.ts";
import { byWebhook } from "./espocrm/told.ts";

/**
 * As much of EspoCRM as the bridge uses: leads, contacts, calls, users and webhooks, its searches, what it says of its fields, its
 * check for duplicates, and its errors, whose words stand in a header. https://docs.espocrm.com/development/api/
 */

export const demoKey = "demo-espocrm-api-key";

/** EspoCRM, with the means to enter a lead as a person would. */
interface DemoEspo extends DemoCrm {
  readonly contacts: Contacts;
}

export const espocrm = {
  connector: "espocrm",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoEspo => playEspo(open<EspoRecord>(), now, own),
} as const satisfies CrmStandIn;

function playEspo(kept: Kept<EspoRecord>, now: () => number, own: OwnWords): DemoEspo {
  const held = holding(kept, now, own);
  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers["x-api-key"] !== demoKey) return refused(401, "");
      try {
        return answerTo(request, held);
      } catch (error) {
        if (error instanceof SyntaxError) return refused(400, "JSON syntax error");
        if (!(error instanceof z.ZodError)) throw error;
        const [issue] = error.issues;
        const name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
        const { pathname } = new URL(request.path, "https://espocrm.invalid");
        return invalid(pathname.split("/")[3] ?? "", String(name ?? ""), "valid");
      }
    },
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = { firstName, lastName: lastName ?? firstName, emailAddress: email, phoneNumber: phone };
        return held.add("Lead", Object.fromEntries(Object.entries(given).filter(([, value]) => value))).id;
      },
      merge: held.merge,
      sent(id) {
        const record = held.find("Lead", id);
        return byWebhook(record ? [shown(record)] : []);
      },
    },
    records: () => toRecords(held),
  };
}
