import dns from "node:dns";
import { BlockList, isIPv4, isIPv6, type LookupFunction } from "node:net";

/**
 * Addresses in a private network: this machine, its neighbours, and the service that hands a cloud function its
 * credentials. No name or address from outside may lead there.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */

const privateV4 = new BlockList();
for (const range of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]) {
  const [network = "", length] = range.split("/");
  privateV4.addSubnet(network, Number(length), "ipv4");
}

/** All but 2000::/3, including IPv4-mapped addresses; inside it, IPv4 tunnels and documentation ranges. */
const privateV6 = new BlockList();
for (const range of ["::/3", "4000::/2", "8000::/1", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]) {
  const [network = "", length] = range.split("/");
  privateV6.addSubnet(network, Number(length), "ipv6");
}

/** Whether a text is a private IP address, in any notation. A name is none. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  return (isIPv4(bare) && privateV4.check(bare, "ipv4")) || (isIPv6(bare) && privateV6.check(bare, "ipv6"));
}

/** Names that mean this machine or this network, on every resolver. */
const PRIVATE_NAME = /^(?:.+\.)?(?:localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;

/** Whether a web address is known to be private before its name is looked up. `http://2130706433/` is 127.0.0.1. */
export function isPrivateUrl(url: URL): boolean {
  return isPrivateAddress(url.hostname) || PRIVATE_NAME.test(url.hostname);
}

/** The error code of connecting to a private address. */
export const PRIVATE_NETWORK = "EINSIDE";

/**
 * Looks a name up and hands on only what is public, so that a name is judged by the address that is connected to,
 * whatever it meant a moment before.
 */
export const publicLookup =
  (lookup: typeof dns.lookup = dns.lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? failure("ENOTFOUND"), "", 4);
      if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(failure(PRIVATE_NETWORK), "", 4);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });
