import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Access, Renewal } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { methodPath, momentOf } from "./rpc.ts";

/**
 * Odoo ends every key of a user after some time, mostly three months, and has a key make the next one.
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html#programmatic-key-management
 */

const DAY_MS = 86_400_000;
/** Under the three months that Odoo's roles allow at most, unless somebody changed that. */
const LASTS_MS = 85 * DAY_MS;
/** A bridge without results for weeks still has a key that holds. Of ten keys that a user may have so, four are in use. */
const USED_MS = 28 * DAY_MS;

const KeySchema = z.string().check(z.minLength(1));

/** @param authorise with a key, as any request is */
export const keyRenewal = (authorise: Access["authorise"]): Renewal => ({
  async renew(crm, { refreshToken: key, now }) {
    const ends = new Date(now.getTime() + LASTS_MS);
    // For calls of the API and nothing else.
    const wanted = { key, scope: "rpc", name: "callingly-bridge", expiration_date: momentOf(ends) };
    const path = methodPath("res.users.apikeys", "generate");
    const { body } = await crm.request("POST", path, jsonContent(wanted), authorise({ api_key: key }));
    const next = z.safeParse(KeySchema, body).data;
    if (next === undefined) throw new TransientError("Odoo answered a new key with something unexpected");
    return { token: next, refreshToken: next, until: new Date(now.getTime() + USED_MS) };
  },
});
