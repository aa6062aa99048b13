import * as z from "zod/mini";

/**
 * Zoho keeps each account in one of its data centres, which know nothing of each other: by the ending of their addresses.
 * https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html
 */

const accountsServers = {
  com: "https://accounts.zoho.com",
  eu: "https://accounts.zoho.eu",
  in: "https://accounts.zoho.in",
  "com.au": "https://accounts.zoho.com.au",
  "com.cn": "https://accounts.zoho.com.cn",
  jp: "https://accounts.zoho.jp",
  ca: "https://accounts.zohocloud.ca",
  sa: "https://accounts.zoho.sa",
  uk: "https://accounts.zoho.uk",
  ae: "https://accounts.zoho.ae",
} as const;

type DataCentre = keyof typeof accountsServers;
const dataCentres = Object.keys(accountsServers) as DataCentre[];

/** Where the account is: what stands in your browser behind `crm.zoho.` (in Canada `crm.zohocloud.`). */
export const DataCentreSetting = z._default(
  z.enum(dataCentres, `use what stands behind crm.zoho. in your browser: ${dataCentres.join(", ")}`),
  "com",
);

/** Where access is renewed. */
export const accountsServer = (centre: DataCentre): string => accountsServers[centre];

/** Where the API of an account lives, unless its token names another address. */
export const apiServer = (centre: DataCentre): string => `https://www.zohoapis.${centre}`;

/** The addresses that a token may name (`api_domain`): of an account, its sandbox, or a developer's. */
export const apiHosts = new RegExp(
  `^(?:www|sandbox|developer)\\.zohoapis\\.(?:${dataCentres.map((centre) => centre.replace(".", "\\.")).join("|")})$`,
);
