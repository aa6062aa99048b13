import { isPrivateUrl } from "../../../runtime/private-network.ts";

/**
 * An address that the operator's settings name and that credentials or results go to: encrypted, without a name and
 * password in it, and outside of every private network as far as that shows without looking its name up. What the name
 * leads to is judged at each connection: see `publicLookup`.
 * @returns undefined for any other
 */
export function publicAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" && !url.username && !url.password && !isPrivateUrl(url);
  return isSafe ? url : undefined;
}
