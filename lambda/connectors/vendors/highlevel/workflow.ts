import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { readFields, textAt } from "../../../lead/reader/fields.ts";
import { refusesCalls } from "./contact-draft.ts";

/**
 * What the workflow action "Webhook" sends: the contact in small letters with underscores, what was added to it under
 * `customData`, and its custom fields by their labels.
 * https://help.gohighlevel.com/support/solutions/articles/155000003299-workflow-action-webhook
 */

const WorkflowSchema = z.looseObject({ contact_id: z.string().check(z.regex(/^[\w-]{1,64}$/)) });
export type WorkflowBody = z.output<typeof WorkflowSchema>;

/** Undefined for what no workflow sends. */
export const workflowIn = (body: unknown): WorkflowBody | undefined => z.safeParse(WorkflowSchema, body).data;

/**
 * HighLevel says nothing of repeats of it. Those of its apps come within seventy minutes; the same bytes later are a
 * contact that is sent once more.
 */
const REPEAT_WINDOW_MS = 2 * 3_600_000;

/** People of the operator's own, and ids; the person is not among them. */
const NOT_TOLD = ["contact_id", "location", "user", "triggerData", "date_created", "full_address", "dnd"];

/** What the workflow's maker added goes before what HighLevel sends by itself. */
const placeOf = (body: WorkflowBody, name: string): string =>
  textAt(body, `customData.${name}`) === undefined ? name : `customData.${name}`;

export function readWorkflow(body: WorkflowBody, bytes: Uint8Array): LeadDraft {
  const id = body.contact_id;
  const told = Object.fromEntries(Object.entries(body).filter(([name]) => !NOT_TOLD.includes(name)));
  const hasParts = ["first_name", "last_name"].some((name) => textAt(body, placeOf(body, name)) !== undefined);
  const { full_name: _, ...withoutWhole } = told;
  const draft = readFields(hasParts ? withoutWhole : told, {
    ...(hasParts
      ? { firstName: placeOf(body, "first_name"), lastName: placeOf(body, "last_name") }
      : { fullName: placeOf(body, "full_name") }),
    phone: placeOf(body, "phone"),
    email: placeOf(body, "email"),
    company: placeOf(body, "company_name"),
  });
  const isRefused = refusesCalls(body) || refusesCalls(body.customData) || refusesCalls(body.contact);
  return {
    ...draft,
    ...(isRefused && { callsRefused: true }),
    key: `${id}:${createHash("sha256").update(bytes).digest("base64url")}`,
    keyWindowMs: REPEAT_WINDOW_MS,
    record: { type: "contact", id },
  };
}
