import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Candidate } from "../../kit/out/find-person.ts";
import { textOf } from "./rows.ts";

/**
 * The person of a lead or contact, by EspoCRM's own names. A record has one phone and e-mail address that go before the
 * others; all of them stand in a list where a record is read by itself.
 * https://github.com/espocrm/espocrm/blob/master/application/Espo/Modules/Crm/Resources/metadata/entityDefs/Lead.json
 */

type Values = Readonly<Record<string, unknown>>;

export const entities = ["Lead", "Contact"] as const;
export type Entity = (typeof entities)[number];

/** Beside those that an installation adds. A lead that came to one of these asks for nothing any more. */
export const OVER: readonly string[] = ["Converted", "Recycled", "Dead"];

const PhonesSchema = z.array(z.object({ phoneNumber: z.string() }));
const EmailsSchema = z.array(z.object({ emailAddress: z.string() }));

const phonesOf = (values: Values): string[] =>
  (z.safeParse(PhonesSchema, values.phoneNumberData).data ?? []).map(({ phoneNumber }) => phoneNumber);

const emailsOf = (values: Values): string[] =>
  (z.safeParse(EmailsSchema, values.emailAddressData).data ?? []).map(({ emailAddress }) => emailAddress);

/** A record as it is compared with a lead of ours. */
export const candidate = (row: Values): Candidate => ({
  phones: [textOf(row, "phoneNumber"), ...phonesOf(row)],
  emails: [textOf(row, "emailAddress"), ...emailsOf(row)],
  firstName: textOf(row, "firstName"),
  lastName: textOf(row, "lastName"),
});

export const DoNotCallSetting = z._default(z.array(z.string().check(z.minLength(1))), ["doNotCall"]);

/** @param doNotCall fields by which somebody wants no call */
export const personIn = (values: Values, doNotCall: readonly string[]): LeadDraft => ({
  firstName: textOf(values, "firstName"),
  lastName: textOf(values, "lastName"),
  phone: textOf(values, "phoneNumber") ?? phonesOf(values)[0],
  email: textOf(values, "emailAddress") ?? emailsOf(values)[0],
  company: textOf(values, "accountName"),
  ...(refusesCalls(values, doNotCall) && { callsRefused: true }),
});

/** In doubt it is a refusal: the operator has named the field for one. */
export const refusesCalls = (values: Values, doNotCall: readonly string[]): boolean =>
  ["phoneNumberIsOptedOut", ...doNotCall].some((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    return !isEmpty && !/^(?:|false|no|0)$/i.test(String(value).trim());
  });
