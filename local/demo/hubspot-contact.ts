import * as z from "zod";
import type { DemoCrms } from "../../stand-ins/crms/index.ts";
import { json } from "../../stand-ins/kit/crm.ts";
import type { Outgoing } from "../../stand-ins/kit/serve.ts";
import type { DemoSource } from "./facts.ts";

const PersonSchema = z.strictObject({
  firstname: z.string(),
  lastname: z.string(),
  email: z.string(),
  phone: z.string(),
});

/**
 * Somebody saves a contact in HubSpot, whose workflow then sends it to the bridge, in the form that its action
 * "Send a webhook" uses.
 */
export async function sendContact(source: DemoSource, body: unknown, { hubspots }: DemoCrms): Promise<Outgoing> {
  const crm = source.report.map((name) => hubspots.get(name)).find((found) => found !== undefined);
  if (!crm) return json(409, { message: "The source reports to no HubSpot: add one to its `report`" });
  const contact = crm.createContact({ ...PersonSchema.parse(body), lifecyclestage: "lead" });
  const answer = await fetch(source.url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "HubSpot Connect 2.0 (http://dev.hubspot.com/)" },
    body: JSON.stringify(workflowBody(contact)),
  });
  return json(answer.status, await answer.json());
}

function workflowBody({
  id,
  properties,
  createdAt,
}: {
  id: string;
  properties: Record<string, string | null>;
  createdAt: string;
}) {
  const timestamp = Date.parse(createdAt);
  const version = {
    "source-type": "CRM_UI",
    "source-id": "userId:1",
    "source-label": null,
    timestamp,
    selected: false,
  };
  const values = Object.entries(properties).map(([name, value]) => [
    name,
    { value, versions: [{ value, ...version }] },
  ]);
  return {
    vid: Number(id),
    "canonical-vid": Number(id),
    "merged-vids": [],
    "portal-id": 48_120_077,
    "is-contact": true,
    properties: Object.fromEntries(values),
    "form-submissions": [],
    "list-memberships": [],
    "identity-profiles": [],
    "merge-audits": [],
  };
}
