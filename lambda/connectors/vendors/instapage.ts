import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Instapage's webhook: the labels of the form, in which other characters than letters became underscores. Instapage
 * describes it nowhere; a receiver in public code reads it so: https://github.com/aishwaryamk96/JAWS
 */
export const instapage = {
  key: "instapage",
  title: "Instapage",
  recognises: (request) => surely(bodyMentions(request, "page_url=", "page_name=", "referralsource=")),
  intake: machineSender({
    relaysStrangers: true,
    read: (body, mapping, _request, country) =>
      oneLead(readFreeForm(inShape(FieldsSchema, body, "Instapage form"), mapping, country)),
  }),
} as const satisfies Connector;
