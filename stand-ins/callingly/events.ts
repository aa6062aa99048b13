import type { Account, Call, Change, Lead, Webhook } from "./model.ts";
import { callPayload, fieldText, type LeadField, leadCreatedPayload, leadUpdatedPayload } from "./payloads.ts";
import type { Records } from "./state.ts";
import type { Switches } from "./switches.ts";

/** One webhook body on its way to one address. */
export interface Delivery {
  readonly webhook_id: number | null;
  readonly event: Webhook["event"];
  readonly url: string;
  readonly body: unknown;
}

interface Source {
  readonly records: Records;
  readonly switches: Switches;
}

/** Everything that a change makes the service tell its subscribers. */
export function deliveriesOf(change: Change, source: Source): Delivery[] {
  if (change.kind === "call" && change.after && isNews(change.before, change.after, source.switches)) {
    return callDeliveries(change.after, source);
  }
  if (change.kind === "lead" && change.after) {
    const { before, after } = change;
    return before ? leadUpdates(before, after, source) : leadDeliveries("lead_created", after, undefined, source);
  }
  return [];
}

/** Every attempt that ended is reported; its recording and transcript only if the switch says so. */
function isNews(before: Call | undefined, after: Call, { redeliverWhenReady }: Switches): boolean {
  if (isUnderWay(after)) return false;
  if (!before || isUnderWay(before)) return true;
  const isReady = before.recording_url !== after.recording_url || before.transcript !== after.transcript;
  return redeliverWhenReady && isReady;
}

const isUnderWay = ({ status }: Call): boolean => status === "ringing" || status === "in-progress";

function callDeliveries(call: Call, source: Source): Delivery[] {
  const body = callPayload(call, source);
  const to = (url: string, webhook_id: number | null): Delivery => ({ webhook_id, event: "call_completed", url, body });
  const subscribed = subscriptions(source.records, call.account_id, "call_completed")
    .filter((webhook) => wantsCall(webhook, call))
    .map(({ id, target_url }) => to(target_url, id));
  const callback = source.switches.teamCallbackUrl;
  return callback ? [...subscribed, to(callback, null)] : subscribed;
}

/** The team filter is about outbound calls and the number filter about inbound ones: help article 38, "Webhooks". */
function wantsCall(webhook: Webhook, call: Call): boolean {
  const wants = <T>(filter: T | null, value: T) => filter === null || filter === value;
  return (
    wants(webhook.call_direction, call.direction) &&
    wants(webhook.call_status, call.status) &&
    wants(webhook.call_lead_status, call.result ?? "") &&
    (call.direction === "inbound" || wants(webhook.team_id, call.team_id)) &&
    (call.direction === "outbound" || wants(webhook.number_id, call.number_id ?? 0))
  );
}

function leadUpdates(before: Lead, after: Lead, source: Source): Delivery[] {
  const changed: LeadField[] = (["status", "result", "stage"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (before.lead_owner_id !== after.lead_owner_id) changed.push("lead_owner");
  if (JSON.stringify(before.tags) !== JSON.stringify(after.tags)) changed.push("tags");
  if (before.notes.length < after.notes.length) changed.push("note");
  return changed.flatMap((field) => leadDeliveries("lead_updated", after, field, source));
}

function leadDeliveries(
  event: "lead_created" | "lead_updated",
  lead: Lead,
  field: LeadField | undefined,
  source: Source,
): Delivery[] {
  const wanted = subscriptions(source.records, lead.account_id, event).filter((webhook) =>
    wantsLead(webhook, lead, field, source.records),
  );
  if (wanted.length === 0) return [];
  const body = field ? leadUpdatedPayload(lead, field, source) : leadCreatedPayload(lead, source);
  return wanted.map(({ id, target_url }) => ({ webhook_id: id, event, url: target_url, body }));
}

/** `changed` is undefined for a new lead, all of whose fields count as changed that have a value. */
function wantsLead(webhook: Webhook, lead: Lead, changed: LeadField | undefined, records: Records): boolean {
  const field = (webhook.field ?? changed) as LeadField | undefined;
  if (changed && field !== changed) return false;
  const value = field ? fieldText(lead, field, records) : null;
  if (webhook.field && value === null && !changed) return false;
  return webhook.filter === null || webhook.filter === value;
}

const subscriptions = (records: Records, accountId: Account["id"], event: Webhook["event"]): Webhook[] =>
  records.all("webhook").filter((webhook) => webhook.account_id === accountId && webhook.event === event);
