import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/** HighLevel's API as far as all parts of it are alike. https://marketplace.gohighlevel.com/docs/ */

export const BASE_URL = "https://services.leadconnectorhq.com";

/** Contacts, opportunities and users want this version of the API named, conversations an older one. */
export const USUAL_VERSION = { version: "2021-07-28" } as const;
export const CONVERSATIONS_VERSION = { version: "2021-04-15" } as const;

/**
 * The answer to a look-up. One that cannot be read must not pass for "there is none".
 * @param what was asked for, for people
 */
export function inForm<Schema extends z.ZodMiniType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const read = z.safeParse(schema, body);
  if (!read.success) throw new TransientError(`HighLevel answered a look-up of ${what} with something unexpected`);
  return read.data;
}

/** One text, or for a 422 a list of them: `common/common-schemas.json` in https://github.com/GoHighLevel/highlevel-api-docs */
const ErrorSchema = z.object({
  message: z.union([
    z.string(),
    z.pipe(
      z.array(z.string()),
      z.transform((all) => all.join("; ")),
    ),
  ]),
  /** Of a contact that is there already. */
  meta: z.catch(z.optional(z.object({ contactId: z.optional(z.string()) })), undefined),
});

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const { message: detail = meaning.detail, meta } = z.safeParse(ErrorSchema, answer.body).data ?? {};
  if (meaning.kind === "busy") return { kind: "busy", waitMs: waitOf(answer.headers), detail };
  if (answer.status === 400 && isThere(detail)) return { kind: "exists", id: meta?.contactId, detail };
  // The token is good, and was not given this right: another token would not be refused for another reason.
  if (answer.status === 401 && lacksScope(detail)) return { kind: "refused", detail };
  return { ...meaning, detail };
}

/** A location that allows no duplicates says so, and which contact it is. A contact has one conversation as well. */
const isThere = (words = ""): boolean => /not allow duplicated|already exists/i.test(words);

const lacksScope = (words = ""): boolean => /not authorized for this scope/i.test(words);

/** How long nothing is asked once the requests of a day are used up: HighLevel does not say when its day ends. */
const DAY_IS_FULL_MS = 30 * 60_000;

/** A limit for ten seconds and one for a day: https://marketplace.gohighlevel.com/docs/oauth/Faqs */
function waitOf(headers: ApiAnswer["headers"]): number | undefined {
  if (headers["x-ratelimit-daily-remaining"] === "0") return DAY_IS_FULL_MS;
  const interval = Number(headers["x-ratelimit-interval-milliseconds"] ?? Number.NaN);
  return interval > 0 ? interval : undefined;
}
