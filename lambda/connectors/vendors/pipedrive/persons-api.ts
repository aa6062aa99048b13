import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { pipedriveAccess } from "./access.ts";
import { draftOf, type RefusalSettings } from "./person-draft.ts";
import { PERSONS, PersonSchema, type PipedrivePerson } from "./shapes.ts";

/** As many ids are read at once: https://developers.pipedrive.com/docs/api/v1/Persons#getPersons */
const MOST_IDS = 100;

const Flag = ifPresent(z.nullable(z.boolean()));
const ShownSchema = z.extend(PersonSchema, { is_deleted: Flag });
const OneSchema = z.object({ data: ShownSchema });
const SeveralSchema = z.object({ data: z.nullable(z.array(ShownSchema)) });

/** Persons that events of deals and leads name, read by their ids. */
export const personsApi = (options: { refusals: RefusalSettings; isOptional: boolean }): Platform => ({
  baseUrl: "https://api.pipedrive.com",
  isOptional: options.isOptional,
  access: () => pipedriveAccess,
  /** A user's API token. */
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise: ({ token = "" }) => ({ "x-api-token": token }),
  async fetch(http, id) {
    const { data: person } = await read(http, `${PERSONS}/${encodeURIComponent(id)}`, OneSchema);
    if (person.is_deleted) throw new RejectedError(404, "Pipedrive shows no such person any more");
    return asLead(person, options.refusals);
  },
  together: {
    most: MOST_IDS,
    async fetch(http, ids) {
      const query = new URLSearchParams({ ids: ids.join(","), limit: String(MOST_IDS) });
      const { data } = await read(http, `${PERSONS}?${query}`, SeveralSchema);
      const present = (data ?? []).filter(({ is_deleted }) => !is_deleted);
      return new Map(present.map((person) => [person.id, asLead(person, options.refusals)]));
    },
  },
});

const asLead = (person: PipedrivePerson, refusals: RefusalSettings): Fetched => ({
  kind: "lead",
  lead: draftOf(person, refusals),
});

/** https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes */
const FailureSchema = z.object({ success: z.literal(false), error: ifPresent(z.string()) });

async function read<Schema extends z.ZodMiniType>(
  http: PlatformHttp,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await http.get(path);
  const failure = z.safeParse(FailureSchema, answer.body).data;
  if (answer.status >= 300 || failure) throw refusal(answer, failure?.error);
  const { data } = z.safeParse(schema, answer.body);
  if (data === undefined) throw new TransientError("Pipedrive answered something else than persons");
  return data;
}

/** The API itself answers JSON: what stands before it keeps away who asks too often. */
const refusal = ({ status, body }: ApiAnswer, words: string | undefined): Error =>
  status === 403 && body === undefined
    ? new TransientError("Pipedrive keeps us away for a while", { retryAfterMs: 5 * 60_000 })
    : platformRefusal("Pipedrive", status, words);
