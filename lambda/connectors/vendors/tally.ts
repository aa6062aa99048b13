import * as z from "zod/mini";
import type { Connector } from "../contract/connector.ts";
import { fieldByType, type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { bodySignature, signatureOrKey } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/** Tally's webhook, signed when the owner gave it a signing secret: https://tally.so/help/webhooks */
export const tally = {
  key: "tally",
  title: "Tally",
  recognises: (request) =>
    surely(
      request.headers["tally-signature"] !== undefined || bodyMentions(request, '"FORM_RESPONSE"', '"respondentId"'),
    ),
  intake: machineSender({
    relaysStrangers: true,
    verify: signatureOrKey({ encoding: "base64", claims: bodySignature("tally-signature") }),
    read(body, mapping, _request, country) {
      const { eventType, data } = inShape(EventSchema, body, "Tally event");
      if (eventType !== "FORM_RESPONSE") return { kind: "ignored", why: "the event is no response" };
      const { responseId, submissionId, fields, ...about } = inShape(ResponseSchema, data, "Tally response");
      const answers = fields.flatMap(answersOf);
      return oneLead({ externalId: responseId ?? submissionId, ...readAnswers(answers, mapping, about, country) });
    },
  }),
} as const satisfies Connector;

const FieldSchema = z.object({
  label: z._default(z.nullable(z.string()), ""),
  type: z.string(),
  value: Anything,
  options: ifPresent(listOf(z.object({ id: z.string(), text: z.string() }))),
});
const EventSchema = z.object({ eventType: z.string(), data: Anything });
const ResponseSchema = z.object({
  responseId: ifPresent(z.string()),
  submissionId: ifPresent(z.string()),
  formId: ifPresent(z.string()),
  formName: ifPresent(z.string()),
  fields: listOf(FieldSchema),
});

const declared = fieldByType({ INPUT_PHONE_NUMBER: "phone", INPUT_EMAIL: "email" });

/** Ticked boxes come twice, the second time each as a field of its own with true or false. */
function answersOf({ label, type, value, options }: z.output<typeof FieldSchema>): LabelledAnswer[] {
  if (type === "CHECKBOXES" && typeof value === "boolean") return [];
  return [{ label: label ?? "", value: chosen(value, options), field: declared(type) }];
}

/** Choices are ids of options. */
function chosen(value: unknown, options: { id: string; text: string }[] | undefined): unknown {
  if (!Array.isArray(value) || !options) return value;
  return value.map((id) => options.find((option) => option.id === id)?.text ?? id);
}
