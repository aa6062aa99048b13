import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import * as z from "zod/mini";
import { resultDigest } from "../../../lead/call/call.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob, Written } from "../../contract/reporter.ts";
import { publicAddress } from "../../kit/out/public-address.ts";

/**
 * Results for any server of yours, as signed JSON. The signature is that of Standard Webhooks, so that a receiver can
 * use a ready-made library: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const SettingsSchema = z.strictObject({
  /** Where results are posted. On your own machine `npm start` puts its own receiver in this place. */
  url: z
    .string()
    .check(
      z.refine(
        (text) => publicAddress(text) !== undefined,
        "write a public https address, without a name and password in it",
      ),
    ),
});

const Secret = z.string().check(z.regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, "a signing secret is whsec_ and base64"));

export const webhookReport = configured(
  SettingsSchema,
  ({ url }): Reporter => ({
    baseUrl: url,
    /** `previous_signing_secret` signs as well while receivers change to the new one. */
    credentials: z.catchall(z.object({ signing_secret: Secret }), z.string()),
    authorise: () => ({}),
    create: post,
    update: post,
    isIdempotentBy: "the header webhook-id, which a receiver takes once",
  }),
);

async function post(crm: CrmHttp, job: ReportJob): Promise<Written> {
  const data = dataOf(job);
  // The same content keeps its id, so that a receiver knows a repeat; the sending time is no part of it.
  const id = `call_${job.call.callId}_${resultDigest(data)}`;
  const body = JSON.stringify({ type: typeOf(job), timestamp: job.now.toISOString(), data });
  await crm.request("POST", "", { type: "application/json", body }, signatureHeaders(id, body, job));
  return { activityId: id };
}

function typeOf({ call, activityId }: ReportJob): string {
  if (call.remark !== undefined) return "lead.noted";
  return activityId === undefined ? "call.completed" : "call.updated";
}

/** Absent values are null, so that every message has the same fields. */
const dataOf = ({ call, lead, record }: ReportJob) => ({
  call_id: call.callId,
  lead_id: lead.id,
  source: lead.source,
  external_id: lead.externalId ?? null,
  record: record ?? null,
  received_at: lead.receivedAt,
  /** When Callingly was first asked to ring this person. */
  first_rung_at: lead.firstRungAt ?? null,
  outcome: call.outcome ?? null,
  /** The best outcome of all calls to this lead. */
  lead_outcome: lead.outcome ?? null,
  status: call.status ?? null,
  /** Instead of a call: why there was none, or why nothing is known of it. */
  remark: call.remark ?? null,
  direction: call.direction ?? null,
  started_at: call.startedAt ?? null,
  seconds: call.seconds,
  attempt: call.attempt ?? null,
  agent: call.agent ?? null,
  phone: lead.person.phone ?? call.phone ?? null,
  first_name: lead.person.firstName ?? null,
  last_name: lead.person.lastName ?? null,
  email: lead.person.email ?? null,
  company: lead.person.company ?? null,
  recording_url: call.recordingUrl ?? null,
  transcript: call.transcript ?? null,
});

function signatureHeaders(id: string, body: string, { credentials, now }: ReportJob): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000);
  const secrets = [credentials.signing_secret ?? "", credentials.previous_signing_secret].filter(
    (secret) => secret !== undefined,
  );
  const signatures = secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`);
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signatures.join(" ") };
}

const hmac = (secret: string, text: string): string =>
  createHmac("sha256", keyOf(secret)).update(text).digest("base64");

/** The keys of secrets, which are few: making one takes longer than signing with it. */
const keys = new Map<string, KeyObject>();

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (bytes.length === 0) throw new RejectedError(400, "A signing secret holds no key: it is whsec_ and base64");
  const key = createSecretKey(bytes);
  keys.set(secret, key);
  return key;
}
