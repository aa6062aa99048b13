import * as z from "zod/mini";
import { type Country, isCountry } from "../../../lead/reader/phone.ts";

/** Settings that CRMs have in common. */

/** Where numbers without country code are at home in the CRM. Default: the country of the lead's source. */
export const CountrySetting = z.optional(
  z.custom<Country>((code) => typeof code === "string" && isCountry(code), "use a two-letter country code"),
);

/**
 * Users of the CRM by their agents' e-mail addresses, for agents who have another address there. Others are found by
 * their address.
 */
export const OwnersSetting = z._default(
  z.record(z.string().check(z.includes("@")), z.string().check(z.minLength(1))),
  {},
);
