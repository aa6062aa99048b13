import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields } from "../../../lead/reader/fields.ts";

/** The person of a contact, from its properties by HubSpot's own names. */

/** Its values are those of the IANA, written as `us_slash_eastern`. */
const ZONE = "hs_timezone";

/** What is needed of a contact that is fetched. https://knowledge.hubspot.com/properties/hubspots-default-contact-properties */
export const PERSON = [
  ...["firstname", "lastname", "phone", "mobilephone", "email", "company"],
  ...["zip", "state", "country", ZONE],
];

/**
 * Properties in which this portal keeps that somebody wants no call: HubSpot has none of its own. Each that is neither
 * empty nor a no holds the lead.
 */
export const DoNotCallSetting = z._default(z.array(z.string().check(z.minLength(1))), []);

export function readProperties(properties: Record<string, unknown>, doNotCall: readonly string[]): LeadDraft {
  const draft = readFields(plainValues(properties, doNotCall), contactMapping(properties));
  return refusesCalls(properties, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

/** In doubt it is a refusal: the operator has named the property for one. */
export const refusesCalls = (properties: Record<string, unknown>, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => {
    const value = plainValue(properties[name]);
    return value !== undefined && value !== null && !/^(?:|false|no|0)$/i.test(String(value).trim());
  });

const contactMapping = (properties: Record<string, unknown>): Mapping => ({
  firstName: "firstname",
  lastName: "lastname",
  phone: plainValue(properties.phone) ? "phone" : "mobilephone",
  email: "email",
  company: "company",
  zone: ZONE,
});

const PropertySchema = z.object({ value: z.unknown() });

/** A contact from a workflow holds each value with its history; other APIs of HubSpot hold just the value. */
export function plainValue(property: unknown): unknown {
  const withHistory = z.safeParse(PropertySchema, property);
  return withHistory.success ? withHistory.data.value : property;
}

/** HubSpot's own that say something of the person. */
const TELLING = ["hs_lead_status", "hs_do_not_call", ZONE];
/** HubSpot answers them with every object, asked or not. */
const BOOK_KEEPING = ["createdate", "lastmodifieddate"];

/** By name, without HubSpot's own book-keeping, which is most of a contact. */
function plainValues(properties: Record<string, unknown>, doNotCall: readonly string[]): Record<string, unknown> {
  const kept = Object.entries(properties).filter(([name]) =>
    name.startsWith("hs_") ? TELLING.includes(name) || doNotCall.includes(name) : !BOOK_KEEPING.includes(name),
  );
  return Object.fromEntries(
    kept.map(([name, property]) => {
      const value = plainValue(property);
      return [name, name === ZONE && typeof value === "string" ? value.replaceAll("_slash_", "/") : value];
    }),
  );
}
