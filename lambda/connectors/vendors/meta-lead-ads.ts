import * as z from "zod/mini";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import type { Mapping } from "../../lead/reader/fields.ts";
import { RejectedError, TransientError } from "../../runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../runtime/http.ts";
import { scrub } from "../../runtime/scrub.ts";
import { type Connector, configured } from "../contract/connector.ts";
import type { ApiAnswer } from "../contract/http.ts";
import type { SourceSecrets } from "../contract/intake.ts";
import type { Fetched, Platform } from "../contract/platform.ts";
import { doorIsOpen } from "../kit/in/answers.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { MappingSetting, machineIntake } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { bodySignature, signatureOrKey } from "../kit/in/signed-body.ts";
import { sameSecret } from "../kit/in/source-key.ts";
import { ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    mapping: MappingSetting,
    /** Version of the Graph API: https://developers.facebook.com/docs/graph-api/changelog/versions */
    apiVersion: z._default(z.string().check(z.regex(/^v\d{1,3}\.\d$/, "write a version such as v25.0")), "v25.0"),
  }),
  {},
);

/**
 * Lead ads on Facebook and Instagram: Meta tells the ids of leads, several at a time, and the leads are fetched from it.
 * https://developers.facebook.com/docs/marketing-api/guides/lead-ads/quickstart/webhooks-integration
 */
export const metaLeadAds = {
  key: "meta-lead-ads",
  title: "Meta Lead Ads",
  recognises: ({ headers, query, ...request }) =>
    surely(
      query.has("hub.challenge") ||
        headers["x-hub-signature-256"] !== undefined ||
        bodyMentions({ headers, query, ...request }, '"leadgen_id"'),
    ),
  intake: configured(SettingsSchema, ({ mapping, apiVersion }) => ({
    ...machineIntake(
      {
        personsAsk: true,
        handshake,
        verify: signatureOrKey({ encoding: "hex", claims }),
        read: readNotification,
      },
      mapping,
    ),
    platform: graphApi(apiVersion, mapping),
  })),
} as const satisfies Connector;

const claims = bodySignature("x-hub-signature-256", "sha256=");

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started: the verify token is one of the source's keys. */
function handshake(request: HttpRequest, { keys }: SourceSecrets): HttpReply | undefined {
  const challenge = request.query.get("hub.challenge");
  if (request.method !== "GET" || challenge === null) return doorIsOpen(request);
  const token = request.query.get("hub.verify_token") ?? "";
  const matches = keys.map((key) => sameSecret(token, key));
  if (!matches.includes(true) || !/^[\w-]{1,200}$/.test(challenge)) {
    throw new RejectedError(403, "The verify token is not the key of this source");
  }
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: challenge };
}

// ── the notification ────────────────────────────────────────────────────────────────────────────────────────────

const Id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const LeadgenSchema = z.object({
  field: z.literal("leadgen"),
  value: z.object({
    leadgen_id: Id.check(z.regex(/^\d{1,40}$/)),
    page_id: ifPresent(Id),
    form_id: ifPresent(Id),
    ad_id: ifPresent(Id),
    adgroup_id: ifPresent(Id),
  }),
});
const NotificationSchema = z.object({ entry: listOf(z.object({ changes: listOf(LeadgenSchema) })) });

/** Other news of the page may be among it. */
function readNotification(body: unknown) {
  const { entry } = inShape(NotificationSchema, body, "Meta notification");
  const leads = entry.flatMap(({ changes }) => changes.map(({ value }) => draftOf(value)));
  return leads.length > 0
    ? { kind: "leads" as const, leads }
    : { kind: "ignored" as const, why: "the notification names no lead" };
}

function draftOf({ leadgen_id, ...about }: z.output<typeof LeadgenSchema>["value"]): LeadDraft {
  const extra = Object.entries(about).flatMap(([name, id]) => (id === undefined ? [] : [[name, id]]));
  return { externalId: leadgen_id, reference: leadgen_id, extra: Object.fromEntries(extra) };
}

// ── the lead itself ─────────────────────────────────────────────────────────────────────────────────────────────

const FIELDS = "created_time,ad_id,form_id,platform,is_organic,field_data,custom_disclaimer_responses";

/** https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving */
const graphApi = (apiVersion: string, mapping: Mapping): Platform => ({
  baseUrl: "https://graph.facebook.com",
  /** A system user's or page's access token that may read leads. */
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
  async fetch(http, reference) {
    const answer = await http.get(`/${apiVersion}/${encodeURIComponent(reference)}?fields=${FIELDS}`);
    if (answer.status >= 300) throw refusal(answer);
    const lead = z.safeParse(LeadSchema, answer.body);
    if (!lead.success) throw new TransientError("Meta answered something else than a lead");
    return readLead(lead.data, mapping);
  },
});

const LeadSchema = z.object({
  field_data: listOf(z.object({ name: z.string(), values: z.array(z.string()) })),
  platform: ifPresent(z.string()),
  custom_disclaimer_responses: ifPresent(listOf(z.object({ checkbox_key: z.string(), is_checked: z.unknown() }))),
});

const declared = fieldByType({
  full_name: "fullName",
  first_name: "firstName",
  last_name: "lastName",
  email: "email",
  work_email: "email",
  phone_number: "phone",
  work_phone_number: "phone",
  company_name: "company",
});

function readLead(lead: z.output<typeof LeadSchema>, mapping: Mapping): Fetched {
  const values = lead.field_data.flatMap((field) => field.values);
  if (values.some(isDummy)) return { kind: "test", why: "a test lead of Meta’s" };
  const answers = lead.field_data.map(({ name, values }) => ({
    label: name,
    value: values.length === 1 ? values[0] : values,
    field: declared(name),
  }));
  const consents = (lead.custom_disclaimer_responses ?? []).map(({ checkbox_key, is_checked }) => ({
    label: `consent ${checkbox_key}`,
    value: is_checked,
  }));
  return { kind: "lead", lead: readAnswers([...answers, ...consents], mapping, { platform: lead.platform }) };
}

/** https://developers.facebook.com/tools/lead-ads-testing fills leads with these. */
const isDummy = (value: string): boolean =>
  value.startsWith("<test lead: dummy data") || ["test@meta.com", "test@fb.com"].includes(value.toLowerCase());

const ErrorSchema = z.object({
  error: z.object({
    message: ifPresent(z.string()),
    code: ifPresent(z.number()),
    error_subcode: ifPresent(z.number()),
    is_transient: ifPresent(z.boolean()),
  }),
});

/** https://developers.facebook.com/docs/graph-api/guides/error-handling: what is too much or unwell comes as 400, too. */
const PASSING_CODES = new Set([1, 2, 4, 17, 32, 341, 613, 80005]);
const MISSING_OBJECT = { code: 100, subcode: 33 };

function refusal({ status, body }: ApiAnswer): Error {
  const { code = 0, error_subcode, is_transient, message = "" } = z.safeParse(ErrorSchema, body).data?.error ?? {};
  const detail = scrub(message) || undefined;
  if (is_transient === true || PASSING_CODES.has(code)) return new TransientError("Meta asked us to wait", { detail });
  if (status === 401 || status === 403 || code === 10 || code === 102 || code === 190 || (code >= 200 && code < 300)) {
    return new RejectedError(401, "Meta refused the access token", { detail });
  }
  const isGone = status === 404 || (code === MISSING_OBJECT.code && error_subcode === MISSING_OBJECT.subcode);
  return new RejectedError(isGone ? 404 : 400, isGone ? "Meta shows no such lead" : "Meta refused to show the lead", {
    detail,
  });
}
