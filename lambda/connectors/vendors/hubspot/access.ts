import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Access, Meaning } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

const Given = z.string().check(z.minLength(1));

/**
 * Of an OAuth app, whose access lasts half an hour, or the access token of a private app, which stays. Either needs
 * the scopes `crm.objects.contacts.read` and `.write`.
 * https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ token: Given }),
]);

/** How HubSpot lets the bridge in. */
export const hubspotAccess: Access = {
  baseUrl: "https://api.hubapi.com",
  credentials: CredentialsSchema,
  /**
   * HubSpot's first token endpoint, `/oauth/v1/token`, ends on 16 February 2027:
   * https://developers.hubspot.com/changelog/v1-oauth-api-deprecation
   */
  renewal: { renew: refreshTokenGrant("/oauth/2026-03/token") },
  authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
  understand,
};

/** A contact with the e-mail address is there already: https://developers.hubspot.com/docs/api-reference/latest/error-handling */
function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  return meaning.kind === "refused" && answer.status === 409
    ? { kind: "exists", id: /Existing ID: (\d+)/.exec(meaning.detail ?? "")?.[1], detail: meaning.detail }
    : meaning;
}
