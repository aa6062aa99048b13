import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { Mapping } from "../../lead/reader/fields.ts";
import { RejectedError, TransientError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../runtime/http.ts";
import { type Connector, configured } from "../contract/connector.ts";
import type { ApiAnswer } from "../contract/http.ts";
import type { Reading, SourceSecrets } from "../contract/intake.ts";
import type { Fetched, Platform } from "../contract/platform.ts";
import { doorIsOpen } from "../kit/in/answers.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { MappingSetting, machineIntake, oneLead } from "../kit/in/machine-sender.ts";
import { platformRefusal } from "../kit/in/platform-refusal.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { type Claim, signatureOrKey, signingSecrets } from "../kit/in/signed-body.ts";
import { ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    mapping: MappingSetting,
    /** Version of the API, year and month; LinkedIn retires each after about a year. */
    apiVersion: z._default(z.string().check(z.regex(/^20\d{4}$/, "write a version such as 202606")), "202606"),
  }),
  {},
);

/**
 * Lead gen forms of LinkedIn: it tells which response there is, and the response is fetched from it.
 * https://learn.microsoft.com/linkedin/marketing/lead-sync/leadsync
 */
export const linkedinLeadGen = {
  key: "linkedin-lead-gen",
  title: "LinkedIn Lead Gen",
  recognises: (request) =>
    surely(
      request.query.has("challengeCode") ||
        request.headers["x-li-signature"] !== undefined ||
        bodyMentions(request, '"leadGenFormResponse"'),
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
    platform: leadSync(apiVersion, mapping),
  })),
} as const satisfies Connector;

/** https://learn.microsoft.com/linkedin/shared/api-guide/webhook-validation */
function claims({ headers, body }: HttpRequest): Claim[] {
  const signature = headers["x-li-signature"];
  return signature ? [{ signature, signed: ["hmacsha256=", body] }] : [];
}

/**
 * LinkedIn checks every two hours that we have its secret. Whatever is not one of its codes is not signed, or else
 * anybody could have a notification signed here.
 */
const CHALLENGE = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function handshake(request: HttpRequest, secrets: SourceSecrets): HttpReply | undefined {
  const challengeCode = request.query.get("challengeCode");
  if (request.method !== "GET" || challengeCode === null) return doorIsOpen(request);
  const [secret] = signingSecrets(secrets);
  if (!secret || !CHALLENGE.test(challengeCode)) throw new RejectedError(400, "The challenge cannot be answered");
  const challengeResponse = createHmac("sha256", secret).update(challengeCode).digest("hex");
  return jsonReply(200, { challengeCode, challengeResponse });
}

// ── the notification ────────────────────────────────────────────────────────────────────────────────────────────

const ResponseUrn = z.string().check(z.regex(/^urn:li:leadGenFormResponse:[\w-]{1,100}$/));

const NotificationSchema = z.object({
  leadAction: ifPresent(z.string()),
  leadGenFormResponse: ResponseUrn,
  leadGenForm: ifPresent(z.string()),
  leadType: ifPresent(z.string()),
});

function readNotification(body: unknown): Reading {
  const { leadAction, leadGenFormResponse, leadGenForm, leadType } = inShape(NotificationSchema, body, "LinkedIn lead");
  if (leadAction !== "CREATED") return { kind: "ignored", why: "the lead is not new" };
  return oneLead({
    externalId: leadGenFormResponse,
    reference: leadGenFormResponse.slice(leadGenFormResponse.lastIndexOf(":") + 1),
    extra: { ...(leadGenForm && { leadGenForm }), ...(leadType && { leadType }) },
  });
}

// ── the lead itself ─────────────────────────────────────────────────────────────────────────────────────────────

const FIELDS = "id,submittedAt,testLead,formResponse,form:(hiddenFields,creationLocale,name,id,content)";

const leadSync = (apiVersion: string, mapping: Mapping): Platform => ({
  baseUrl: "https://api.linkedin.com",
  /** An access token with `r_marketing_leadgen_automation`. */
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
  async fetch(http, reference) {
    const path = `/rest/leadFormResponses/${encodeURIComponent(reference)}?fields=${FIELDS}`;
    const answer = await http.get(path, { "linkedin-version": apiVersion, "x-restli-protocol-version": "2.0.0" });
    if (answer.status >= 300) throw refusal(answer);
    const response = z.safeParse(ResponseSchema, answer.body);
    if (!response.success) throw new TransientError("LinkedIn answered something else than a lead");
    return readResponse(response.data, mapping);
  },
});

const QuestionId = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const ResponseSchema = z.object({
  testLead: ifPresent(z.boolean()),
  form: ifPresent(
    z.object({
      content: z.object({
        questions: listOf(
          z.object({ questionId: QuestionId, name: ifPresent(z.string()), predefinedField: ifPresent(z.string()) }),
        ),
      }),
    }),
  ),
  formResponse: z.object({
    answers: listOf(
      z.object({
        questionId: QuestionId,
        answerDetails: z.object({
          textQuestionAnswer: ifPresent(z.object({ answer: z.string() })),
          multipleChoiceAnswer: ifPresent(z.object({ options: z.array(z.unknown()) })),
        }),
      }),
    ),
    consentResponses: ifPresent(listOf(z.object({ consentId: QuestionId, accepted: z.boolean() }))),
  }),
});

const declared = fieldByType({
  FIRST_NAME: "firstName",
  LAST_NAME: "lastName",
  EMAIL: "email",
  WORK_EMAIL: "email",
  PHONE_NUMBER: "phone",
  WORK_PHONE_NUMBER: "phone",
  COMPANY_NAME: "company",
});

function readResponse({ testLead, form, formResponse }: z.output<typeof ResponseSchema>, mapping: Mapping): Fetched {
  if (testLead === true) return { kind: "test", why: "a test lead of LinkedIn’s" };
  const questions = new Map(form?.content.questions.map((question) => [question.questionId, question]));
  const answers = formResponse.answers.map(({ questionId, answerDetails }) => {
    const { name, predefinedField = "" } = questions.get(questionId) ?? {};
    const { textQuestionAnswer, multipleChoiceAnswer } = answerDetails;
    return {
      label: name ?? (predefinedField || `question ${questionId}`),
      value: textQuestionAnswer?.answer ?? multipleChoiceAnswer?.options,
      field: declared(predefinedField),
    };
  });
  const consents = (formResponse.consentResponses ?? []).map(({ consentId, accepted }) => ({
    label: `consent ${consentId}`,
    value: accepted,
  }));
  return { kind: "lead", lead: readAnswers([...answers, ...consents], mapping) };
}

const ErrorSchema = z.object({ message: z.string() });

const refusal = ({ status, body }: ApiAnswer): RejectedError =>
  platformRefusal("LinkedIn", status, z.safeParse(ErrorSchema, body).data?.message);
