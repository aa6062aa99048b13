import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { isPrivateAddress } from "../../runtime/private-network.ts";
import { timing } from "../timing.ts";

/**
 * Tells the visitors of a public form within an hour apart without keeping their addresses: a fingerprint that cannot
 * be reversed without the key, which no page shows. The next hour the same visitor has another one.
 * @param ip as the front door saw it
 * @returns undefined for an address that identifies no visitor, such as one of this machine
 */
export function visitorOf(ip: string | undefined, key: string, at: Date): string | undefined {
  return ip && tellsSomebody(ip)
    ? print(key, [Math.floor(at.getTime() / timing.hour), householdOf(ip)]).slice(0, 16)
    : undefined;
}

/**
 * The same of one address for ever, as evidence: an address that somebody claims can be compared with it, and nothing
 * else be learnt from it.
 */
export const lastingPrint = (ip: string | undefined, key: string): string | undefined =>
  ip && tellsSomebody(ip) ? print(key, ["consent", ip.toLowerCase()]).slice(0, 22) : undefined;

const tellsSomebody = (ip: string): boolean => !isPrivateAddress(ip) && (isIPv4(ip) || isIPv6(ip));

const print = (key: string, about: readonly unknown[]): string =>
  createHmac("sha256", key).update(JSON.stringify(about)).digest("base64url");

/** One visitor has a whole /64 of IPv6 to choose from. */
function householdOf(ip: string): string {
  if (isIPv4(ip)) return ip;
  const [head = "", tail] = ip.replace(/%.*$/, "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - after.length }, () => "0");
  const whole = [...groups, ...zeros, ...after];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
