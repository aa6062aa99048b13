import * as z from "zod";
import { ApiError, notFound } from "./errors.ts";
import type { Call, Lead } from "./model.ts";
import { stated } from "./rules.ts";
import { placeCall, type World } from "./simulate.ts";

/** What people do in Callingly's dashboard or by phone, and the API cannot: calls that are not ours, tags, notes. */

export const DialSchema = z.strictObject({
  lead_id: z.int(),
  direction: z.enum(["outbound", "inbound"]).default("outbound"),
});

export const EditLeadSchema = z.strictObject({
  id: z.int(),
  status: z.string().nullable().optional(),
  result: z.string().nullable().optional(),
  stage: z.string().nullable().optional(),
  lead_owner_id: z.int().nullable().optional(),
  tags: z.array(z.string()).optional(),
  note: z.string().optional(),
});

/** Somebody calls a lead from the dashboard, or the lead calls in. */
export function dial(world: World, { lead_id, direction }: z.output<typeof DialSchema>): Call {
  const lead = findLead(world, lead_id);
  const call = placeCall(world, {
    account_id: lead.account_id,
    team_id: lead.team_id,
    lead_id,
    direction,
    source: "Dashboard",
    crm_id: null,
    retry: 0,
    lead_retry: 0,
    by: "dashboard",
  });
  if (!call) throw new ApiError(409, { message: "The team is closed; the call is booked for its next opening." });
  return call;
}

export function editLead(world: World, { id, tags, note, ...fields }: z.output<typeof EditLeadSchema>): Lead {
  const lead = findLead(world, id);
  const author = world.records.all("agent").find(({ account_id }) => account_id === lead.account_id)?.id ?? null;
  const newNote = { id: lead.notes.length + 1, user_id: author, content: note ?? "", created_at: world.now };
  return world.records.put("lead", {
    ...lead,
    ...stated(fields),
    tags: tags?.map((name, at) => ({ id: at + 1, name })) ?? lead.tags,
    notes: note === undefined ? lead.notes : [...lead.notes, newNote],
  });
}

function findLead({ records }: World, id: number): Lead {
  const lead = records.get("lead", id);
  if (!lead) throw notFound("Lead", id);
  return lead;
}
