import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { Mapping } from "../../../lead/reader/fields.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { authoriseIn, KeySchema, odooAccess } from "./access.ts";
import { wordsOf } from "./meaning.ts";
import { noLead, type PersonSettings, personFields, readPerson } from "./person.ts";
import { LEAD, methodPath, type Row, rowsIn, searchContent } from "./rpc.ts";
import { isOurs, type TriggerSettings } from "./triggers.ts";

/** Records that a rule names without a field of theirs, read just before they are dialled. */

/** As many are read at once. */
const MOST = 100;

export const referenceTo = ({ type, id }: CrmRecord): string => `${id} ${type}`;

function readReference(reference: string): { readonly model: string; readonly id: string } {
  const [id = "", model = LEAD] = reference.split(" ");
  return { model, id };
}

/** Ids are numbers in Odoo. */
const asSent = (id: string): number | string => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : id);

export interface RecordsApiOptions extends PersonSettings, Pick<TriggerSettings, "on" | "ourUsers"> {
  /** Where a source reads that reports to no Odoo of the configuration. */
  readonly url: string;
  readonly database?: string | undefined;
  readonly mapping: Mapping;
}

export function recordsApi({ url, database, mapping, ...settings }: RecordsApiOptions): Platform {
  const toFetched = (model: string, row: Row): Fetched => {
    const why = noLead(model, row);
    if (why !== undefined) return { kind: "nothing", why };
    return isOurs(row, settings)
      ? { kind: "nothing", why: "the bridge itself has made this record" }
      : { kind: "lead", lead: readPerson(model, row, settings, mapping, undefined) };
  };
  const read = async (http: PlatformHttp, model: string, ids: readonly string[]): Promise<Map<string, Fetched>> => {
    const fields = [...new Set([...personFields(model, settings), ...placesIn(mapping)])];
    const search = { domain: [["id", "in", ids.map(asSent)]], fields, limit: ids.length };
    const answer = await http.post(methodPath(model, "search_read"), searchContent(search, true));
    if (answer.status >= 300) throw platformRefusal("Odoo", answer.status, wordsOf(answer.body));
    return new Map(
      rowsIn(answer).map((row) => [referenceTo({ type: model, id: String(row.id) }), toFetched(model, row)]),
    );
  };
  const together = async (http: PlatformHttp, references: readonly string[]): Promise<Map<string, Fetched>> => {
    const records = references.map(readReference);
    const found = new Map<string, Fetched>();
    for (const model of new Set(records.map((record) => record.model))) {
      const ids = records.filter((record) => record.model === model).map(({ id }) => id);
      for (const [reference, fetched] of await read(http, model, ids)) found.set(reference, fetched);
    }
    return found;
  };
  return {
    baseUrl: url,
    // Who picks the person's fields in the rule needs none of this.
    isOptional: true,
    access: odooAccess,
    credentials: KeySchema,
    authorise: authoriseIn(database),
    async fetch(http, reference) {
      const found = (await together(http, [reference])).get(reference);
      // It may be one that the bridge's user is not let see yet: asked together with others, what is missing is gone.
      if (!found) throw new TransientError("Odoo shows no such record");
      return found;
    },
    together: { most: MOST, fetch: together },
  };
}

const FieldName = z.string().check(z.regex(/^\w{1,63}$/));

/** Fields that the mapping names; a path into one leads nowhere in Odoo. */
const placesIn = (mapping: Mapping): string[] =>
  Object.values(mapping).filter((place): place is string => z.safeParse(FieldName, place).success);
