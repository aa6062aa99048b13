import * as z from "zod/mini";

/**
 * An account by its bundle alias, as Freshsales shows it under API Settings: `acme.myfreshworks.com/crm/sales`. The key goes
 * there with every request, so it is one of the vendor's own hosts. https://developers.freshworks.com/crm/api/
 */
const ALIAS = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*\.(?:my)?freshworks\.com)(?:\/(?:crm(?:\/(?:sales\/?)?)?)?)?$/i;

const hostIn = (text: string): string | undefined => ALIAS.exec(text.trim())?.[1]?.toLowerCase();

export const BundleAlias = z
  .string()
  .check(
    z.refine(
      (text) => hostIn(text) !== undefined,
      "write the bundle alias that Freshsales shows under API Settings, such as acme.myfreshworks.com/crm/sales",
    ),
  );

/** Where the API of an account lives. */
export const baseUrlOf = (alias: string): string => `https://${hostIn(alias) ?? ""}/crm/sales`;

/** Every path of the API begins so. */
export const API = "/api";
