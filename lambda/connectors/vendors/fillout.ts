import * as z from "zod/mini";
import type { Connector } from "../contract/connector.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/** Fillout's webhook: https://www.fillout.com/help/webhook */
export const fillout = {
  key: "fillout",
  title: "Fillout",
  recognises: (request) => surely(bodyMentions(request, '"submissionId"', '"questions"')),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const { submission, ...about } = inShape(EventSchema, body, "Fillout submission");
      const { submissionId, questions, urlParameters = [] } = submission;
      const answers = [
        ...questions.map(({ name, type, value }) => ({ label: name ?? "", value, field: declared(type) })),
        // What the page's address said, for what was not asked.
        ...urlParameters.map(({ name, value }) => ({ label: name ?? "", value })),
      ];
      return oneLead({ externalId: submissionId, ...readAnswers(answers, mapping, about, country) });
    },
  }),
} as const satisfies Connector;

const Name = z.optional(z.nullable(z.string()));

const EventSchema = z.object({
  formId: ifPresent(z.string()),
  formName: ifPresent(z.string()),
  submission: z.object({
    submissionId: ifPresent(z.string()),
    questions: listOf(z.object({ name: Name, type: z._default(z.string(), ""), value: Anything })),
    urlParameters: ifPresent(listOf(z.object({ name: Name, value: Anything }))),
  }),
});

const declared = fieldByType({ PhoneNumber: "phone", EmailInput: "email", Email: "email" });
