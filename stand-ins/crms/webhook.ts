import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { type CrmRecord, type CrmRequest, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import type { Outgoing } from "../kit/serve.ts";

/**
 * A server of one's own that takes signed results. Whoever builds one can start from this:
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

/** @param messages the newest message of each call */
export function webhookReceiver(messages: Kept<Message>, now: () => number = Date.now): DemoCrm {
  return {
    credentials: { signing_secret: demoSecret },
    answer(request) {
      if (request.method !== "POST") return refusal(405, "Results are posted here");
      if (!isSigned(request, now())) return refusal(401, "The signature is missing, wrong or too old");
      const message = MessageSchema.safeParse(parsed(request.body));
      if (!message.success) return refusal(422, "The message is not understood");
      messages.set(message.data.data.call_id, message.data);
      return json(200, { status: "received" });
    },
    records: () => toRecords(messages.entries().map(([, message]) => message)),
  };
}

function isSigned({ headers, body }: CrmRequest, now: number): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp = "", "webhook-signature": signatures = "" } = headers;
  if (id === undefined || !(Math.abs(now - Number(timestamp) * 1000) <= toleranceMs)) return false;
  const expected = createHmac("sha256", demoKey).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function toRecords(messages: readonly Message[]): CrmRecord[] {
  const byLead = new Map<string, Message["data"][]>();
  for (const { data } of messages) {
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
        outcome: call.outcome ?? call.status ?? "",
        seconds: call.seconds,
        startedAt: call.started_at ?? "",
        recordingUrl: call.recording_url ?? undefined,
        transcript: call.transcript ?? undefined,
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
