import type { ApiAnswer, Question } from "../../contract/http.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "./content.ts";
import { inWhole } from "./in-whole.ts";

/** Asks a CRM what changes nothing. @throws as {@link CrmHttp} */
export const askQuestion = async (crm: CrmHttp, question: Question): Promise<ApiAnswer> =>
  typeof question === "string"
    ? crm.request("GET", question)
    : inWhole(await crm.request("POST", question.path, jsonContent(question.posted)));
