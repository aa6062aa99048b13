import type { Message } from "../../kit/crm.ts";
import type { HubspotObject } from "./held.ts";

/** The messages that HubSpot sends by itself. */

export const PORTAL = 48_120_077;

/** In the form that the workflow action "Send a webhook" uses, each value with its history. */
export function byWorkflow(contact: HubspotObject | undefined): Message {
  const { id = "", properties = {}, createdAt = "" } = contact ?? {};
  const version = {
    "source-type": "CRM_UI",
    "source-id": "userId:1",
    "source-label": null,
    timestamp: Date.parse(createdAt),
    selected: false,
  };
  const values = Object.entries(properties).map(([name, value]) => [
    name,
    { value, versions: [{ value, ...version }] },
  ]);
  const body = {
    vid: Number(id),
    "canonical-vid": Number(id),
    "merged-vids": [],
    "portal-id": PORTAL,
    "is-contact": true,
    properties: Object.fromEntries(values),
    "form-submissions": [],
    "list-memberships": [],
    "identity-profiles": [],
    "merge-audits": [],
  };
  const agent = "HubSpot Connect 2.0 (http://dev.hubspot.com/)";
  return { headers: { "content-type": "application/json", "user-agent": agent }, body: JSON.stringify(body) };
}

/** What of an event is its own. */
interface AppEvent {
  readonly subscriptionType: "object.creation" | "object.deletion" | "object.propertyChange";
  readonly changeFlag?: "CREATED" | "DELETED";
  readonly propertyName?: string;
  readonly propertyValue?: string;
}

/**
 * Webhooks of an app, in their generic form: https://developers.hubspot.com/docs/api/webhooks
 * @param at milliseconds since 1970
 */
export function byApp(objectTypeId: string, { id }: HubspotObject, at: number, events: readonly AppEvent[]): Message {
  const body = events.map((event, index) => ({
    eventId: at + index,
    subscriptionId: 3_410_021,
    portalId: PORTAL,
    appId: 9_120_044,
    occurredAt: at,
    attemptNumber: 0,
    objectId: Number(id),
    objectTypeId,
    changeSource: "CRM_UI",
    sourceId: "userId:1",
    ...event,
  }));
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
