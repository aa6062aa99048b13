import { parseJson } from "../../runtime/json.ts";
import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, isWordPress, surely } from "../kit/in/recognise.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Ninja Forms, Webhooks add-on: names typed by the owner, as a form, as JSON, as JSON inside one field of a form, and
 * unless the owner changes it in the query of a GET. https://ninjaforms.com/docs/webhooks/
 */
export const ninjaForms = {
  key: "ninja-forms",
  title: "Ninja Forms",
  recognises: (request) => surely(isWordPress(request) && bodyMentions(request, "json=%7B")),
  intake: machineSender({
    relaysStrangers: true,
    methods: ["POST", "GET"],
    read(body, mapping, _request, country) {
      const fields = inShape(FieldsSchema, body, "Ninja Forms submission");
      return oneLead(readFreeForm(inShape(FieldsSchema, unpacked(fields), "Ninja Forms submission"), mapping, country));
    },
  }),
} as const satisfies Connector;

/** The whole submission may be JSON in one field, whose name is the owner's choice. */
function unpacked(fields: Readonly<Record<string, unknown>>): unknown {
  const [only, ...others] = Object.values(fields);
  return others.length === 0 && typeof only === "string" && only.trim().startsWith("{") ? parseJson(only) : fields;
}
