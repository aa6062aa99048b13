import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Access, Meaning } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";
import { USUAL_VERSION } from "./api.ts";

const Given = z.string().check(z.minLength(1));

/**
 * Of an app, whose access lasts a day and whose refresh token is good for one renewal, or the token of a private
 * integration, which stays.
 * https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0 and …/PrivateIntegrationsToken
 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ token: Given }),
]);

/** How HighLevel lets the bridge in. */
export const highlevelAccess: Access = {
  baseUrl: "https://services.leadconnectorhq.com",
  credentials: CredentialsSchema,
  renewal: { renew: refreshTokenGrant("/oauth/token") },
  authorise: ({ token }) => ({ authorization: `Bearer ${token}`, ...USUAL_VERSION }),
  understand,
};

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

function understand(answer: ApiAnswer): Meaning {
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
