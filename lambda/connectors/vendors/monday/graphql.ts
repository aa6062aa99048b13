import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/** Questions to monday, each posted to one address: https://developer.monday.com/api-reference/docs/introduction-to-graphql */

export const PATH = "/v2";

export type Variables = Readonly<Record<string, unknown>>;

export const questionContent = (query: string, variables: Variables = {}) => jsonContent({ query, variables });

/**
 * Asks monday. Values go beside the question and never into it.
 * @throws as `CrmHttp`; TransientError when the answer is another than was asked for: it must not pass for "there is none"
 */
export async function ask<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  question: { readonly query: string; readonly variables?: Variables; readonly headers?: Record<string, string> },
  schema: Schema,
): Promise<z.output<Schema>> {
  const { query, variables, headers } = question;
  const answer = await crm.request("POST", PATH, questionContent(query, variables), headers);
  return dataIn(inWhole(answer), schema);
}

const AnswerSchema = z.object({ data: z.unknown() });

/** @throws TransientError when it is something else */
export function dataIn<Schema extends z.ZodMiniType>({ body }: ApiAnswer, schema: Schema): z.output<Schema> {
  const whole = z.safeParse(AnswerSchema, body);
  const answer = z.safeParse(schema, whole.data?.data);
  if (!whole.success || !answer.success) throw new TransientError("monday answered with something unexpected");
  return answer.data;
}
