import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { HubspotObject } from "./held.ts";

/** How HubSpot shows an object; it keeps digits to search by, without the country's. */
export const shown = ({ contacts: _, ...object }: HubspotObject) => ({ ...object, archived: false });

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling */
export const problem = (status: number, category: string, message: string): Outgoing =>
  json(status, { status: "error", message, correlationId: randomUUID(), category });

/** Of a batch, the ids that are not there: https://developers.hubspot.com/docs/api-reference/latest/error-handling */
export const notFound = (ids: readonly string[]) => ({
  status: "error",
  category: "OBJECT_NOT_FOUND",
  message: "Could not get some objects, they may be deleted or not exist. Check that ids are valid.",
  context: { ids },
});
