import { BusyError, RejectedError } from "../../../runtime/errors.ts";
import type { Renewal } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { apiHosts } from "./data-centres.ts";

/** Ten tokens in so many minutes may come from one refresh token, which stays the same. */
const WINDOW_MS = 10 * 60_000;
/** Tokens are valid for an hour, whatever the unit in which an older accounts server says so. */
const LONGEST_MS = 60 * 60_000;

const grant = refreshTokenGrant("/oauth/v2/token", { apiUrl: "api_domain" });

/**
 * https://www.zoho.com/crm/developer/docs/api/v8/token-validity.html: who asks too often is told "Access Denied", also with
 * 200, and must not be taken for one who was shut out.
 */
export const zohoRenewal = (baseUrl: string): Renewal => ({
  baseUrl,
  apiHosts,
  async renew(crm, ask) {
    try {
      const access = await grant(crm, ask);
      const longest = ask.now.getTime() + LONGEST_MS;
      return { ...access, until: new Date(Math.min(access.until.getTime(), longest)) };
    } catch (error) {
      if (error instanceof RejectedError && TOO_OFTEN.test(error.detail ?? "")) {
        throw new BusyError("The CRM renewed our access too often", { retryAfterMs: WINDOW_MS, detail: error.detail });
      }
      throw error;
    }
  },
});

const TOO_OFTEN = /access[ _]denied|too many requests/i;
