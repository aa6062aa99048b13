import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/** Records of people: https://docs.attio.com/rest-api/endpoint-reference/records */

/** The object that every workspace has; the type of our records as well. */
export const PEOPLE = "people";

const RECORDS = `/v2/objects/${PEOPLE}/records`;

const ValuesSchema = z.record(z.string(), z.array(z.looseObject({})));
export type Values = z.output<typeof ValuesSchema>;

const RecordSchema = z.object({ id: z.object({ record_id: z.string() }), values: ValuesSchema });

export interface PersonRecord {
  readonly id: string;
  /** By the slugs of attributes: each a list of what holds now. */
  readonly values: Values;
}

export const pathOf = (id: string): string => `${RECORDS}/${encodeURIComponent(id)}`;

/** @throws RejectedError 404 when there is none, or it was merged into another: that can be neither read nor written */
export const readPerson = async (crm: CrmHttp, id: string): Promise<PersonRecord> =>
  personIn(await crm.request("GET", pathOf(id)));

/** @param values in the forms that the attributes take. @throws ExistsError where somebody has the address */
export const makePerson = async (crm: CrmHttp, values: object): Promise<PersonRecord> =>
  personIn(await crm.request("POST", RECORDS, jsonContent({ data: { values } })));

/** What is not named stays as it is; where an attribute takes several values, these are added. */
export const changePerson = (crm: CrmHttp, id: string, values: object): Promise<ApiAnswer> =>
  crm.request("PATCH", pathOf(id), jsonContent({ data: { values } }));

/** @param filter that an attribute has a value: https://docs.attio.com/rest-api/guides/filtering-and-sorting */
export async function findPeople(crm: CrmHttp, filter: object, limit: number): Promise<PersonRecord[]> {
  const answer = inWhole(await crm.request("POST", `${RECORDS}/query`, jsonContent({ filter, limit })));
  const rows = z.safeParse(z.object({ data: z.array(RecordSchema) }), answer.body).data?.data;
  if (!rows) throw new TransientError("Attio answered a look-up with something unexpected");
  return rows.map(({ id, values }) => ({ id: id.record_id, values }));
}

/** The person that an answer shows. @throws TransientError where it is something else */
export function personIn({ body }: Pick<ApiAnswer, "body">): PersonRecord {
  const record = z.safeParse(z.object({ data: RecordSchema }), body).data?.data;
  if (!record) throw new TransientError("Attio answered with something else than a person");
  return { id: record.id.record_id, values: record.values };
}

const OptionSchema = z.object({ title: z.string() });
const ValueSchema = z.union([
  z.pipe(
    z.object({ value: z.union([z.string(), z.number(), z.boolean()]) }),
    z.transform(({ value }) => value),
  ),
  z.pipe(
    z.object({ option: OptionSchema }),
    z.transform(({ option }) => option.title),
  ),
  z.pipe(
    z.object({ status: OptionSchema }),
    z.transform(({ status }) => status.title),
  ),
]);

/** What an attribute holds: a text, number, yes or moment, or the title of an option; the first where there are several. */
export const heldIn = (values: Values, slug: string): string | number | boolean | undefined =>
  z.safeParse(ValueSchema, Object.hasOwn(values, slug) ? values[slug]?.[0] : undefined).data;
