import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { IdSchema, numberOf, readPages } from "./api.ts";

/** Outcomes of calls, which each account names itself: https://developer.zendesk.com/api-reference/sales-crm/resources/call-outcomes/ */

export const OUTCOMES = `${API}/call_outcomes`;

export const OutcomeSchema = z.object({ id: IdSchema, name: z.string() });

/** @param wanted its name, or its id @throws RejectedError when there is none of this name */
export async function outcomeId(crm: CrmHttp, wanted: string): Promise<number> {
  if (isId(wanted)) return numberOf(wanted);
  const names: string[] = [];
  for await (const { id, name } of readPages(crm, OUTCOMES, {}, { schema: OutcomeSchema })) {
    if (isSameText(name, wanted)) return numberOf(id);
    names.push(name);
  }
  throw new RejectedError(400, `Sell has no call outcome “${wanted}”; it has ${names.join(", ") || "none"}`);
}

export const isId = (text: string): boolean => /^\d+$/.test(text);
