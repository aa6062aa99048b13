import type { HubspotObject } from "./held.ts";
import type { Filter } from "./shapes.ts";

/** What a search finds: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */

export function fits(
  { properties, contacts }: HubspotObject,
  { propertyName, operator, value, highValue = "" }: Filter,
): boolean {
  if (propertyName === "associations.contact") return contacts.includes(value);
  const held = searchable(properties, propertyName);
  if (operator === "EQ") return held === value;
  if (operator === "BETWEEN") return Date.parse(held) >= Number(value) && Date.parse(held) <= Number(highValue);
  const pattern = value.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return held.split(/[^\p{L}\p{N}+]+/u).some((token) => new RegExp(`^${pattern}$`, "i").test(token));
}

function searchable(properties: HubspotObject["properties"], name: string): string {
  const phone = {
    hs_searchable_calculated_phone_number: "phone",
    hs_searchable_calculated_mobile_number: "mobilephone",
  }[name];
  return phone === undefined ? (properties[name] ?? "") : (properties[phone] ?? "").replace(/\D/g, "").slice(-10);
}
