import * as z from "zod/mini";
import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { fieldByType, type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, isWordPress, surely } from "../kit/in/recognise.ts";
import { Anything, FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Elementor Pro forms, the action "Webhook": labels as names, or with "Advanced Data" every field with its type. Any
 * answer but 200 is an error that the visitor sees, and nothing is sent again.
 * https://github.com/proelements/proelements/blob/master/modules/forms/actions/webhook.php
 */
export const elementor = {
  key: "elementor",
  title: "Elementor",
  recognises: (request) =>
    surely(
      isWordPress(request) &&
        (bodyMentions(request, "form_id=", "form_name=") || bodyMentions(request, "form%5Bid%5D=")),
    ),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const advanced = z.safeParse(AdvancedSchema, body).data;
      if (!advanced) return oneLead(readFreeForm(inShape(FieldsSchema, body, "Elementor form"), mapping, country));
      return oneLead(readAnswers(answersOf(advanced), mapping, {}, country));
    },
  }),
} as const satisfies Connector;

const Text = z._default(z.string(), "");

const AdvancedSchema = z.object({
  fields: z.record(z.string(), z.object({ type: Text, title: Text, value: Anything })),
  meta: z.optional(z.record(z.string(), z.object({ title: Text, value: Anything }))),
});

const declared = fieldByType({ tel: "phone", email: "email" });

const answersOf = ({ fields, meta = {} }: z.output<typeof AdvancedSchema>): LabelledAnswer[] => [
  ...Object.entries(fields).map(([name, { type, title, value }]) => ({
    label: title,
    name,
    value,
    field: declared(type),
  })),
  ...Object.values(meta).map(({ title, value }) => ({ label: title, value })),
];
