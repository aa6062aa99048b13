import { textAt } from "../../lead/reader/fields.ts";
import { parseJson } from "../../runtime/json.ts";
import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Unbounce's form webhook: the visitor's answers are JSON in the field `data.json`, or the whole body, and every value
 * is a list. https://documentation.unbounce.com/hc/en-us/articles/203510044
 */
export const unbounce = {
  key: "unbounce",
  title: "Unbounce",
  recognises: (request) =>
    surely(bodyMentions(request, "page_id=", "data.json=") || bodyMentions(request, '"page_uuid"', '"variant"')),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const form = inShape(FieldsSchema, body, "Unbounce form");
      // Relays written in PHP turn the dot into an underscore.
      const packed = textAt(form, "data.json") ?? textAt(form, "data_json");
      const answers = packed === undefined ? form : inShape(FieldsSchema, parseJson(packed), "Unbounce form");
      return oneLead(readFreeForm(answers, mapping, country));
    },
  }),
} as const satisfies Connector;
