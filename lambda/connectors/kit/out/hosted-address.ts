import * as z from "zod/mini";
import { publicAddress } from "./public-address.ts";

/**
 * Where a CRM lives that its users host themselves, for the setting `url`: as the browser shows it, with the path if it
 * is not at the top. The credentials go there with every request, and nowhere else: nobody follows a redirect, and
 * without `apiHosts` no answer may name another address. A server inside a network is no such address; the stage's
 * `crmBaseUrls` names it, and takes the place of this.
 */
export const HostedAddress = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => baseOf(text) !== undefined,
        "write your server's public https address without anything behind ? or #, such as https://crm.example.com; " +
          "one inside a network is named in the stage's crmBaseUrls",
      ),
    ),
  z.transform((text) => baseOf(text) ?? ""),
);

/** Without a trailing slash. A name without a dot is one that only a network's own resolver knows. */
function baseOf(text: string): string | undefined {
  const url = publicAddress(text);
  const isWhole = url?.host !== undefined && /[.:]/.test(url.hostname) && !url.search && !url.hash;
  return isWhole ? `${url.origin}${url.pathname.replace(/\/+$/, "")}` : undefined;
}
