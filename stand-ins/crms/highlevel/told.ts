import type { Contacts } from "../../kit/crm.ts";
import type { Contact } from "./held.ts";
import { nameOf } from "./shown.ts";

/** What it sends by itself. */

export const demoLocation = {
  id: "demoLocation00000001",
  name: "Demo location",
  address: "1 Main St",
  city: "Washington",
  state: "DC",
  country: "US",
  postalCode: "20001",
  fullAddress: "1 Main St, Washington DC 20001",
} as const;

/** In the form that the workflow action "Webhook" uses. */
export function byWorkflow(contact: Contact | undefined): ReturnType<Contacts["sent"]> {
  const { id = "", firstName, lastName, email, phone, tags = [], dateAdded } = contact ?? {};
  const body = {
    contact_id: id,
    first_name: firstName,
    last_name: lastName,
    full_name: contact && nameOf(contact),
    email,
    phone,
    tags: tags.join(","),
    country: "US",
    date_created: dateAdded,
    contact_type: "lead",
    location: demoLocation,
    workflow: { id: "b7709c6d-9e11-402b-887d-7446a2d67999", name: "Speed to lead" },
    triggerData: {},
    contact: { attributionSource: {}, lastAttributionSource: {} },
    attributionSource: {},
    customData: {},
  };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
