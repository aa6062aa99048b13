import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { statedPlace } from "../../../lead/reader/stated-place.ts";
import type { CloseContact, CloseLead } from "./objects.ts";

/** The person of a contact. */

export const FieldId = z
  .string()
  .check(z.regex(/^custom\.cf_\w+$/, "write a custom field of leads or contacts by its id: custom.cf_…"));

/** @param lead whose contact it is, where that was read: its name is the company's, unless it is the person's own */
export function personIn({ name, phones, emails }: CloseContact, lead?: CloseLead): LeadDraft {
  const fullName = name?.trim() || undefined;
  const [address] = lead?.addresses ?? [];
  const place = address && statedPlace({ ...address, zip: address.zipcode });
  const company = lead?.name?.trim() || undefined;
  return {
    fullName,
    phone: first((phones ?? []).map(({ phone }) => phone)),
    email: first((emails ?? []).map(({ email }) => email)),
    ...(place && { place }),
    ...(company !== fullName && { company }),
    ...(lead?.status_label && { extra: { status: lead.status_label } }),
  };
}

const first = (texts: readonly (string | null | undefined)[]): string | undefined =>
  texts.find((text): text is string => typeof text === "string" && text.trim() !== "");

const ObjectSchema = z.record(z.string(), z.unknown());

/** In doubt it is a refusal: the operator has named the field for one. */
export const refusesCalls = (doNotCall: readonly string[], ...objects: readonly unknown[]): boolean =>
  objects.some((object) => {
    const fields = z.safeParse(ObjectSchema, object).data ?? {};
    return doNotCall.some((name) => {
      const value = fields[name];
      return value !== undefined && value !== null && !/^(?:|false|no|0)$/i.test(String(value).trim());
    });
  });
