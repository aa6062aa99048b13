import * as z from "zod/mini";
import type { FoundFields } from "../../lead/reader/fields.ts";
import type { Connector } from "../contract/connector.ts";
import { type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, isAgent, surely } from "../kit/in/recognise.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/**
 * Wix Automations, the action that sends a form's answers by HTTP. Wix describes their shape nowhere; receivers in public
 * code read it so. The same answer stands there up to four times: with its question, by the field's key, and in the contact.
 */
export const wix = {
  key: "wix",
  title: "Wix",
  recognises: (request) =>
    surely(isAgent(request, /^Wix\b/) || bodyMentions(request, '"submissions"', '"formName"', '"submissionTime"')),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const { data } = inShape(EventSchema, body, "Wix form");
      return oneLead({
        externalId: data.submissionId,
        ...withContact(readAnswers(answersOf(data), mapping, { formName: data.formName }, country), data),
      });
    },
  }),
} as const satisfies Connector;

const Text = ifPresent(z.string());

const ContactSchema = z.object({
  name: ifPresent(z.object({ first: Text, last: Text })),
  email: Text,
  phone: Text,
  phones: ifPresent(listOf(z.object({ e164Phone: Text, primary: ifPresent(z.boolean()) }))),
});

const DataSchema = z.looseObject({
  submissionId: Text,
  formName: Text,
  submissions: ifPresent(listOf(z.object({ label: z.string(), value: Anything }))),
  contact: ifPresent(ContactSchema),
});
const EventSchema = z.object({ data: DataSchema });
type Data = z.output<typeof DataSchema>;

/** `field:phone_4c77`: what follows the last underscore differs from form to form. */
const FIELD = /^field:(.+?)(?:_[\da-f]{4})?$/;

function answersOf({ submissions, ...data }: Data): LabelledAnswer[] {
  if (submissions && submissions.length > 0) return submissions;
  return Object.entries(data).flatMap(([key, value]) => {
    const label = FIELD.exec(key)?.[1];
    return label === undefined ? [] : [{ label, value }];
  });
}

/** The contact is whom Wix took the visitor for: it fills what the form did not ask. */
function withContact(found: FoundFields, { contact }: Data): FoundFields {
  if (!contact) return found;
  const { phones = [], name = {} } = contact;
  const phone = (phones.find(({ primary }) => primary) ?? phones[0])?.e164Phone ?? contact.phone;
  const hasName = found.fullName !== undefined || found.firstName !== undefined || found.lastName !== undefined;
  return {
    ...found,
    ...(!hasName && { firstName: name.first, lastName: name.last }),
    email: found.email ?? contact.email,
    phone: found.phone ?? phone,
  };
}
