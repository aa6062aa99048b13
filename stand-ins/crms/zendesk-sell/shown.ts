import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmCall, type CrmRecord, json } from "../../kit/crm.ts";
import { type CallValues, ListSchema, type Values } from "./shapes.ts";

/** What Sell holds, and how it shows it. */

export const outcomes = [
  { id: 7, name: "Left voicemail" },
  { id: 8, name: "Interested" },
  { id: 9, name: "No answer" },
] as const;

export interface Person {
  readonly kind: "lead" | "contact";
  readonly id: number;
  readonly values: Values;
  /** It was deleted, converted or merged. */
  readonly isGone?: boolean;
}
export interface Call {
  readonly kind: "call";
  readonly id: number;
  readonly values: CallValues;
}
export type Held = Person | Call;

export const shown = ({ kind, id, values }: Held) => ({
  id,
  ...(kind === "contact" && { is_organization: false }),
  ...values,
});

export const one = (data: object): Outgoing => json(200, { data, meta: { type: "object" } });

export function listed(query: URLSearchParams, found: readonly object[]): Outgoing {
  const { page, per_page } = ListSchema.parse(Object.fromEntries(query));
  const items = found.slice((page - 1) * per_page, page * per_page).map((data) => ({ data, meta: { type: "object" } }));
  return json(200, { items, meta: { type: "collection", count: items.length } });
}

export const latestFirst = (one: Call, other: Call): number =>
  (other.values.made_at ?? "").localeCompare(one.values.made_at ?? "");

export const toRecord = ({ id, values }: Person, calls: readonly Call[]): CrmRecord => ({
  id: String(id),
  name: [values.first_name, values.last_name].filter(Boolean).join(" "),
  phone: values.phone ?? values.mobile ?? "",
  email: values.email ?? "",
  summary: [values.status, ...(values.tags ?? [])].filter(Boolean).join(", "),
  calls: calls.filter((call) => call.values.resource_id === id).map(toCall),
});

const toCall = ({ id, values }: Call): CrmCall => ({
  id: String(id),
  callId: values.external_id ?? "",
  outcome: outcomes.find((each) => each.id === values.outcome_id)?.name ?? (values.missed ? "missed" : ""),
  seconds: values.duration ?? 0,
  startedAt: values.made_at ?? "",
  recordingUrl: values.recording_url,
  transcript: /\nTranscript:\n([\s\S]*)$/.exec(values.summary ?? "")?.[1],
  kept: values,
});
