import type { Connector } from "./connector.ts";
import { readFreeForm } from "./free-form.ts";
import { machineSender, oneLead } from "./machine-sender.ts";
import { bodyMentions } from "./recognise.ts";
import { FieldsSchema, inShape } from "./vendor-shape.ts";

/**
 * Instapage's webhook: the labels of the form, in which other characters than letters became underscores.
 * https://help.instapage.com/hc/en-us/articles/206258177
 */
export const instapage = {
  key: "instapage",
  title: "Instapage",
  recognises: (request) => bodyMentions(request, "page_url=", "page_name=", "referralsource="),
  intake: machineSender({
    read: (body, mapping) => oneLead(readFreeForm(inShape(FieldsSchema, body, "Instapage form"), mapping)),
  }),
} as const satisfies Connector;
