import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";

/**
 * A server that takes signed results. To build your own, start from this:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const demoSecret = `whsec_${Buffer.from("a secret for demonstrations only").toString("base64")}`;

const demoKey = createSecretKey(demoSecret.replace("whsec_", ""), "base64");

const toleranceMs = 5 * 60_000;

const Text = z.string().nullable();
const MessageSchema = z.looseObject({
  type: z.string(),
  data: z.looseObject({
    call_id: z.string(),
    lead_id: z.string(),
    outcome: Text,
    lead_outcome: Text,
    status: Text,
    started_at: Text,
    seconds: z.number(),
    phone: Text,
    first_name: Text,
    last_name: Text,
    email: Text,
    recording_url: Text,
    transcript: Text,
  }),
});
type Message = z.infer<typeof MessageSchema>;

/** A message with the ids of all that came about the same call of the same lead. */
type Received = Message & { readonly ids: readonly string[]; readonly receivedAt: number };

export const webhook = {
  connector: "webhook",
  play: (open, now = Date.now) => receiver(open<Received>(), now),
} as const satisfies CrmStandIn;

/** @param messages the newest message of each lead's call */
const receiver = (messages: Kept<Received>, now: () => number): DemoCrm => ({
  credentials: { signing_secret: demoSecret },
  answer(request) {
    if (request.method !== "POST") return refusal(405, "Results are posted here");
    if (!isSigned(request, now())) return refusal(401, "The signature is missing, wrong or too old");
    const read = MessageSchema.safeParse(parsed(request.body));
    if (!read.success) return refusal(422, "The message is not understood");
    const { call_id, lead_id } = read.data.data;
    const known = messages.get(`${call_id} ${lead_id}`)?.ids ?? [];
    const id = request.headers["webhook-id"] ?? "";
    // A repeated message is one that it holds already, or an older one.
    if (known.includes(id)) return json(200, { status: "received" });
    messages.set(`${call_id} ${lead_id}`, { ...read.data, ids: [...known, id], receivedAt: now() });
    return json(200, { status: "received" });
  },
  records: () => toRecords(messages.entries().map(([, message]) => message)),
});

function isSigned({ headers, body }: CrmRequest, now: number): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp = "", "webhook-signature": signatures = "" } = headers;
  if (id === undefined || !(Math.abs(now - Number(timestamp) * 1000) <= toleranceMs)) return false;
  const expected = createHmac("sha256", demoKey).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function toRecords(messages: readonly Received[]): CrmRecord[] {
  const byLead = new Map<string, Message["data"][]>();
  for (const { data } of messages.toSorted((one, other) => one.receivedAt - other.receivedAt)) {
    const calls = byLead.get(data.lead_id);
    if (calls) calls.push(data);
    else byLead.set(data.lead_id, [data]);
  }
  return [...byLead].map(([id, calls]) => {
    const newest = calls.at(-1);
    return {
      id,
      name: [newest?.first_name, newest?.last_name].filter(Boolean).join(" "),
      phone: newest?.phone ?? "",
      email: newest?.email ?? "",
      summary: newest?.lead_outcome ?? "",
      calls: calls.map((call) => ({
        id: call.call_id,
        callId: call.call_id,
        outcome: call.outcome ?? call.status ?? "",
        result: call.outcome ?? undefined,
        seconds: call.seconds,
        startedAt: call.started_at ?? "",
        recordingUrl: call.recording_url ?? undefined,
        transcript: call.transcript ?? undefined,
        kept: call,
      })),
    };
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const refusal = (status: number, message: string): Outgoing => json(status, { message });
