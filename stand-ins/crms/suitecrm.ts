import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { CrmStandIn, DemoCrm } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { demoClient, isLetIn, letIn, notLetIn } from "./suitecrm/access.ts";
import { badRequest, Refusal } from "./suitecrm/answers.ts";
import { holding, type SuiteRecord } from "./suitecrm/held.ts";
import { refusals } from "./suitecrm/refusals.ts";
import { answerTo } from "./suitecrm/routes.ts";
import { toRecords } from "./suitecrm/shown.ts";

/**
 * As much of SuiteCRM's JSON API as the bridge uses: leads, contacts, calls, notes and users, with its answers and errors.
 * https://github.com/salesagility/SuiteCRM/tree/master/Api/V8
 */

export const suitecrm = {
  connector: "suitecrm",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoCrm => playSuitecrm(open<SuiteRecord>(), now, own),
} as const satisfies CrmStandIn;

function playSuitecrm(kept: Kept<SuiteRecord>, now: () => number, own: OwnWords): DemoCrm {
  const held = holding(kept, now, own);
  return {
    credentials: demoClient,
    answer(request) {
      if (request.method === "POST" && request.path === "/Api/access_token") return letIn(request.body, now());
      if (!isLetIn(request.headers.authorization ?? "", now())) return notLetIn;
      try {
        return answerTo(request, held);
      } catch (error) {
        if (error instanceof Refusal || error instanceof z.ZodError || error instanceof SyntaxError) {
          return badRequest(error.message);
        }
        throw error;
      }
    },
    people: {
      save: ({ firstName = "", lastName, email = "", phone = "" }) => {
        const values = { first_name: firstName, last_name: lastName ?? "Unknown", email1: email, phone_mobile: phone };
        return held.add("Leads", randomUUID(), { ...values, status: "New" }).id;
      },
      merge: held.merge,
    },
    records: () => toRecords(held),
  };
}
