import * as z from "zod/mini";
import type { Connector } from "../contract/connector.ts";
import { fieldByType, type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { bodySignature, signatureOrKey } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/** Typeform's webhook: https://developers.typeform.com/webhooks/example-payload */
export const typeform = {
  key: "typeform",
  title: "Typeform",
  recognises: (request) =>
    surely(
      request.headers["typeform-signature"] !== undefined || bodyMentions(request, '"form_response"', '"answers"'),
    ),
  intake: machineSender({
    relaysStrangers: true,
    verify: signatureOrKey({ encoding: "base64", claims: bodySignature("typeform-signature", "sha256=") }),
    read(body, mapping, _request, country) {
      const { event_type, form_response } = inShape(EventSchema, body, "Typeform event");
      // A partial response has the token of the whole one, which would then pass for a repeat.
      if (event_type !== "form_response") return { kind: "ignored", why: "the event is no finished response" };
      const response = inShape(ResponseSchema, form_response, "Typeform response");
      const { token, form_id, definition } = response;
      const about = { form_id, form_title: definition?.title };
      return oneLead({ externalId: token, ...readAnswers(answersOf(response), mapping, about, country) });
    },
  }),
} as const satisfies Connector;

const QuestionSchema = z.looseObject({ id: z.string(), title: ifPresent(z.string()) });
const AnswerSchema = z.looseObject({
  type: z.string(),
  field: z.object({ id: z.string(), ref: ifPresent(z.string()) }),
});
const EventSchema = z.object({ event_type: z.string(), form_response: Anything });
const ResponseSchema = z.object({
  token: ifPresent(z.string()),
  form_id: ifPresent(z.string()),
  hidden: ifPresent(z.record(z.string(), z.unknown())),
  definition: ifPresent(z.object({ title: ifPresent(z.string()), fields: z.array(z.unknown()) })),
  answers: z._default(listOf(AnswerSchema), []),
});

const declared = fieldByType({ phone_number: "phone", email: "email" });

/** Answers name their question by its id only. What was known before the visitor came, in hidden fields, comes last. */
function answersOf({ answers, definition, hidden = {} }: z.output<typeof ResponseSchema>): LabelledAnswer[] {
  const titles = titlesIn(definition?.fields ?? []);
  return [
    ...answers.map(({ type, field, ...answer }) => ({
      label: titles.get(field.id) ?? "",
      name: field.ref,
      value: textsOf(answer[type]),
      field: declared(type),
    })),
    ...Object.entries(hidden).map(([label, value]) => ({ label, value })),
  ];
}

/** Groups of questions hold their own in `properties.fields`. */
function titlesIn(questions: readonly unknown[], titles = new Map<string, string>(), depth = 0): Map<string, string> {
  for (const question of questions) {
    const { data } = z.safeParse(QuestionSchema, question);
    if (data?.title !== undefined) titles.set(data.id, data.title);
    const inner = z.safeParse(GroupSchema, question).data?.properties.fields;
    if (inner && depth < 5) titlesIn(inner, titles, depth + 1);
  }
  return titles;
}
const GroupSchema = z.object({ properties: z.object({ fields: z.array(z.unknown()) }) });

const ChoiceSchema = z.object({
  label: ifPresent(z.string()),
  labels: ifPresent(z.array(z.string())),
  other: ifPresent(z.string()),
});

/** A choice is an object, other answers are what they are. */
function textsOf(value: unknown): unknown {
  const choice = z.safeParse(ChoiceSchema, value).data;
  return choice ? (choice.labels ?? choice.label ?? choice.other) : value;
}
