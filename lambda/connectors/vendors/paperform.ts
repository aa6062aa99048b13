import * as z from "zod/mini";
import type { Connector } from "../contract/connector.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/**
 * Paperform's webhook. Its button "Test" sends the latest real submission once more, which its id makes a repeat.
 * https://paperform.co/help/articles/how-to-use-webhooks
 */
export const paperform = {
  key: "paperform",
  title: "Paperform",
  recognises: (request) => surely(bodyMentions(request, '"submission_id"', '"custom_key"')),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const { submission_id, data, form_id } = inShape(SubmissionSchema, body, "Paperform submission");
      const answers = data.map(({ title, custom_key, type, value }) => ({
        label: title ?? "",
        name: custom_key ?? undefined,
        value,
        field: declared(type),
      }));
      return oneLead({ externalId: submission_id, ...readAnswers(answers, mapping, { form_id }, country) });
    },
  }),
} as const satisfies Connector;

const Name = z.optional(z.nullable(z.string()));

const SubmissionSchema = z.object({
  submission_id: ifPresent(z.string()),
  form_id: ifPresent(z.string()),
  data: listOf(z.object({ title: Name, custom_key: Name, type: z._default(z.string(), ""), value: Anything })),
});

const declared = fieldByType({ phone: "phone", email: "email" });
