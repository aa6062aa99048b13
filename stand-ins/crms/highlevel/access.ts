import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { badRequest } from "./answers.ts";
import type { Grant, Shelf } from "./held.ts";
import { TokenRequest } from "./requests.ts";

/** Who is let in: a private integration, and an app whose access lasts a day. */

export const demoToken = "pit-demo-highlevel-token";

/** An app that a person has installed. Its refresh token is good for one renewal. */
export const demoHighlevelApp = {
  client_id: "demo-highlevel-app",
  client_secret: "demo-highlevel-app-secret",
  refresh_token: "demo-highlevel-refresh-token",
} as const;

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

export interface Access {
  isLetIn(request: CrmRequest): boolean;
  /** https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0: a refresh token is replaced by its use. */
  renew(body: string): Outgoing;
}

export function access(grants: Shelf<Grant>, now: () => number): Access {
  return {
    isLetIn({ headers }) {
      const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
      return token === demoToken || (token.startsWith("access-") && (grants.get(token)?.until ?? 0) > now());
    },
    renew(body) {
      const form = TokenRequest.safeParse(Object.fromEntries(new URLSearchParams(body)));
      if (!form.success) return badRequest("Bad Request");
      const { client_id, client_secret, refresh_token = "" } = form.data;
      const known =
        grants.get(refresh_token)?.until ??
        (refresh_token === demoHighlevelApp.refresh_token ? Number.POSITIVE_INFINITY : 0);
      const isApp = client_id === demoHighlevelApp.client_id && client_secret === demoHighlevelApp.client_secret;
      if (!isApp || known <= now()) {
        return json(400, { error: "invalid_grant", error_description: "Invalid grant: refresh token is invalid" });
      }
      const next = grants.newId();
      grants.put({ id: refresh_token, until: 0 });
      const given = grants.put({ id: `access-${next}`, until: now() + DAY_MS });
      const refresh = grants.put({ id: `refresh-${next}`, until: now() + YEAR_MS });
      return json(200, {
        access_token: given.id,
        refresh_token: refresh.id,
        token_type: "Bearer",
        expires_in: 86_399,
        userType: "Location",
      });
    },
  };
}
