import type { Mapping } from "../../lead/reader/fields.ts";
import { textAt } from "../../lead/reader/fields.ts";
import { looksLikePhone } from "../../lead/reader/values.ts";
import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, isWordPress, surely } from "../kit/in/recognise.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Gravity Forms, Webhooks add-on. "Select Fields" sends names that the owner chose; "All Fields" sends the whole entry,
 * whose keys are numbers without labels: https://docs.gravityforms.com/entry-object/
 */
export const gravityForms = {
  key: "gravity-forms",
  title: "Gravity Forms",
  recognises: (request) =>
    surely(isWordPress(request) && bodyMentions(request, "form_id", "source_url", "date_created")),
  intake: machineSender({
    relaysStrangers: true,
    methods: ["POST", "PUT", "PATCH", "GET"],
    read(body, mapping, _request, country) {
      const fields = inShape(FieldsSchema, body, "Gravity Forms entry");
      return oneLead(
        isEntry(fields)
          ? readFreeForm(fields, { ...placesIn(fields), ...mapping }, country)
          : readFreeForm(fields, mapping, country),
      );
    },
  }),
} as const satisfies Connector;

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (fields: Entry): boolean => "form_id" in fields && Object.keys(fields).some((name) => INPUT.test(name));

/** `3`, or `1.6` for an input of a field with several. */
const INPUT = /^\d+(\.\d+)?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** How the add-on stores a phone in the format "standard". */
const STANDARD_PHONE = /^\(\d{3}\) \d{3}-\d{4}$/;

/** Where an entry has what: nothing but the ids of inputs and the look of their values tells. */
function placesIn(entry: Entry): Mapping {
  const inputs = Object.keys(entry).filter((name) => INPUT.test(name));
  const named = inputs.find((name) => name.endsWith(".3") && isNameField(entry, name.slice(0, -2)));
  const answers = inputs.flatMap((name) => {
    const text = textAt(entry, name);
    return text === undefined ? [] : [{ name, text }];
  });
  const placeOf = (...looks: ((text: string) => boolean)[]) =>
    looks.map((look) => answers.find(({ text }) => look(text))?.name).find((name) => name !== undefined);
  const email = placeOf((text) => EMAIL.test(text));
  const phone = placeOf((text) => STANDARD_PHONE.test(text), looksLikePhone);
  return {
    externalId: "id",
    ...(named && { firstName: named, lastName: named.replace(/3$/, "6") }),
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

/** A name has first (`.3`) and last (`.6`); an address has these too, and a consent the first of them, but both begin with `.1`. */
const isNameField = (entry: Entry, id: string): boolean => `${id}.6` in entry && !(`${id}.1` in entry);
