import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/**
 * Questions in SOQL. It reads the database itself, so it shows what was written a moment ago; the search index, which
 * SOSL asks, does not. https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql.html
 */

/**
 * A value as SOQL has it.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-quotedstringescapes.html
 */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&").replace(/\s/g, " ")}'`;

const RowSchema = z.record(z.string(), z.unknown());
export type Row = z.output<typeof RowSchema>;

const AnswerSchema = z.object({ records: z.array(RowSchema), nextRecordsUrl: z.optional(z.string()) });
type Answer = z.output<typeof AnswerSchema>;

/** The text of a row's field; empty where there is none. */
export const textOf = (row: Row, field: string): string => {
  const value = row[field];
  return typeof value === "string" ? value : "";
};

/**
 * Asks one question, in the address: it must hold nothing of a person but ids.
 * @param options.includingGone rows that were deleted or merged into others as well, for as long as Salesforce has them
 */
export async function ask(
  crm: CrmHttp,
  api: string,
  question: string,
  { includingGone = false }: { readonly includingGone?: boolean } = {},
): Promise<readonly Row[]> {
  return (await pageAt(crm, `${api}/${includingGone ? "queryAll" : "query"}?q=${encodeURIComponent(question)}`))
    .records;
}

/** Asks one question page by page, each of 2,000 rows. */
export async function askPages(crm: CrmHttp, api: string, question: string, mostPages: number): Promise<Row[]> {
  const rows: Row[] = [];
  let path: string | undefined = `${api}/query?q=${encodeURIComponent(question)}`;
  for (let page = 0; path !== undefined && page < mostPages; page += 1) {
    const { records, nextRecordsUrl }: Answer = await pageAt(crm, path);
    rows.push(...records);
    path = nextRecordsUrl?.startsWith(`${api}/query/`) ? nextRecordsUrl : undefined;
  }
  return rows;
}

const pageAt = async (crm: CrmHttp, path: string): Promise<Answer> => answerIn((await crm.request("GET", path)).body);

const TogetherSchema = z.object({ compositeResponse: z.array(z.object({ body: z.unknown() })) });

/**
 * Asks several questions in one request, in its body: an address of ours holds no e-mail address and no phone.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html
 * @param questions five at the most
 * @returns the rows of all, in the order of the questions
 */
export async function askTogether(crm: CrmHttp, api: string, questions: readonly string[]): Promise<Row[]> {
  const compositeRequest = questions.map((question, index) => ({
    method: "GET",
    url: `${api}/query?q=${encodeURIComponent(question)}`,
    referenceId: `question${index + 1}`,
  }));
  const { body } = inWhole(await crm.request("POST", `${api}/composite`, jsonContent({ compositeRequest })));
  const { data } = z.safeParse(TogetherSchema, body);
  if (data?.compositeResponse.length !== questions.length) throw unexpected();
  return data.compositeResponse.flatMap((answer) => answerIn(answer.body).records);
}

/** An answer that cannot be read must not pass for "there are none". */
function answerIn(body: unknown): Answer {
  const { data } = z.safeParse(AnswerSchema, body);
  if (!data) throw unexpected();
  return data;
}

const unexpected = () => new TransientError("Salesforce answered a look-up with something unexpected");
