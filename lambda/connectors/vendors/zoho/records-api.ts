import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { zohoAccess } from "./access.ts";
import { type Module, personFields, readPerson } from "./fields.ts";

/** As many ids are read at once: https://www.zoho.com/crm/developer/docs/api/v8/get-records.html */
const MOST_IDS = 100;

const RowSchema = z.looseObject({ id: z.string() });
const RowsSchema = z.object({ data: z.array(RowSchema) });
type Row = z.output<typeof RowSchema>;

const MadeBySchema = z.object({ Created_By: z.object({ id: z.string() }) });

export interface RecordsApiOptions {
  readonly baseUrl: string;
  readonly module: Module;
  /** Fields by which somebody wants no call. */
  readonly doNotCall: readonly string[];
  /** Ids of users who write for the bridge: what they make is no lead. */
  readonly ourUsers: readonly string[];
  /** As the contract has it. */
  readonly isOptional: boolean;
}

/** Records that notifications name, read by their ids, which shows what was written a moment ago. */
export function recordsApi({ baseUrl, module, doNotCall, ourUsers, isOptional }: RecordsApiOptions): Platform {
  const fields = [...personFields(module), ...doNotCall, ...(ourUsers.length > 0 ? ["Created_By"] : [])];
  const ending = `&fields=${[...new Set(fields)].map(encodeURIComponent).join(",")}`;
  const toFetched = (row: Row): Fetched => {
    const maker = z.safeParse(MadeBySchema, row).data?.Created_By.id;
    return maker !== undefined && ourUsers.includes(maker)
      ? { kind: "nothing", why: "the bridge itself has made this record" }
      : { kind: "lead", lead: readPerson(row, module, doNotCall) };
  };
  const read = async (http: PlatformHttp, ids: readonly string[]): Promise<Map<string, Fetched>> => {
    const answer = await http.get(`/crm/v8/${module}?ids=${ids.map(encodeURIComponent).join(",")}${ending}`);
    if (answer.status >= 300) throw refusal(answer);
    if (answer.status === 204) return new Map();
    const { data } = z.safeParse(RowsSchema, answer.body);
    if (!data) throw new TransientError("Zoho answered something else than records");
    return new Map(data.data.map((row) => [row.id, toFetched(row)]));
  };
  return {
    baseUrl,
    isOptional,
    access: zohoAccess,
    /** An access token lasts for an hour: a source whose leads are records of a CRM of the configuration needs none. */
    credentials: z.object({ token: z.string().check(z.minLength(1)) }),
    authorise: ({ token }) => ({ authorization: `Zoho-oauthtoken ${token}` }),
    async fetch(http, id) {
      const record = (await read(http, [id])).get(id);
      if (!record) throw new RejectedError(404, "Zoho shows no such record");
      return record;
    },
    together: { most: MOST_IDS, fetch: read },
  };
}

/** https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html */
const ProblemSchema = z.object({ code: z.string(), message: z.string() });

function refusal({ status, body }: ApiAnswer): RejectedError {
  const problem = z.safeParse(ProblemSchema, body).data;
  return platformRefusal("Zoho", status, problem && `${problem.code}: ${problem.message}`);
}
