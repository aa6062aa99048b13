import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import type { Candidate } from "../../kit/out/find-person.ts";

/**
 * A person as Twenty keeps them. A number is split into its calling code and the national part.
 * https://github.com/twentyhq/twenty/blob/main/packages/twenty-server/src/engine/core-modules/record-transformer/utils/transform-phones-value.util.ts
 */

const Text = ifPresent(z.nullable(z.string()));
const AdditionalPhone = z.object({ number: Text, callingCode: Text });

const PersonSchema = z.object({
  name: ifPresent(z.object({ firstName: Text, lastName: Text })),
  emails: ifPresent(z.object({ primaryEmail: Text, additionalEmails: ifPresent(z.array(z.string())) })),
  phones: ifPresent(
    z.object({
      primaryPhoneNumber: Text,
      primaryPhoneCallingCode: Text,
      additionalPhones: ifPresent(z.array(AdditionalPhone)),
    }),
  ),
});

type Values = Readonly<Record<string, unknown>>;

function partsOf(values: Values) {
  const { name, emails, phones } = z.parse(PersonSchema, values);
  const { primaryPhoneNumber, primaryPhoneCallingCode, additionalPhones = [] } = phones ?? {};
  const all = [{ number: primaryPhoneNumber, callingCode: primaryPhoneCallingCode }, ...additionalPhones];
  return {
    firstName: name?.firstName || undefined,
    lastName: name?.lastName || undefined,
    emails: [emails?.primaryEmail, ...(emails?.additionalEmails ?? [])].filter((each) => each),
    phones: all.map(wholeNumber).filter((each) => each !== undefined),
  };
}

/** One without a calling code is left as somebody wrote it. */
function wholeNumber({ number, callingCode }: z.output<typeof AdditionalPhone>): string | undefined {
  if (!number) return undefined;
  const code = callingCode?.replace(/\D/g, "");
  return number.startsWith("+") || !code ? number : `+${code}${number.replace(/\D/g, "")}`;
}

/** As it is compared with a lead of ours. */
export const candidate = (values: Values): Candidate => partsOf(values);

/** @param doNotCall fields by which somebody wants no call */
export function personIn(values: Values, doNotCall: readonly string[]): LeadDraft {
  const { emails, phones, ...name } = partsOf(values);
  return {
    ...name,
    phone: phones[0],
    email: emails[0] ?? undefined,
    ...(refusesCalls(values, doNotCall) && { callsRefused: true }),
  };
}

/** In doubt it is a refusal: the operator has named the field for one. */
const refusesCalls = (values: Values, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    return !isEmpty && !/^(?:|false|no|0)$/i.test(String(value).trim());
  });
