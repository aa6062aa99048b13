import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { statedPlace } from "../../../lead/reader/stated-place.ts";
import type { PipedrivePerson } from "./shapes.ts";

/** The person of a lead, whether the webhook brought them or the API showed them. */

const Word = z.string().check(z.minLength(1));

/** Pipedrive has no field of its own for who wants no call. */
export const refusalSettings = {
  /**
   * Keys of custom fields in which this account keeps that somebody wants no call. Each that is neither empty nor a no
   * holds the lead; of a field with options, whose values are ids, `is` says which.
   */
  doNotCall: z._default(
    z.array(z.union([Word, z.strictObject({ field: Word, is: z.array(Word).check(z.minLength(1)) })])),
    [],
  ),
  /** Ids of labels of persons that mean the same. */
  doNotCallLabels: z._default(z.array(Word), []),
};

const RefusalSettingsSchema = z.object(refusalSettings);
export type RefusalSettings = z.output<typeof RefusalSettingsSchema>;

export function draftOf(person: PipedrivePerson, settings: RefusalSettings): LeadDraft {
  const { name, first_name, last_name, phones, emails } = person;
  const { postal_code: zip, admin_area_level_1: state, country } = person.postal_address ?? {};
  const place = statedPlace({ zip, state, country });
  return {
    ...(place && { place }),
    ...given({
      fullName: name,
      firstName: first_name,
      lastName: last_name,
      phone: chosen(phones),
      email: chosen(emails),
    }),
    ...(refusesCalls(person, settings) && { callsRefused: true }),
  };
}

const given = (fields: Readonly<Record<string, string | null | undefined>>): LeadDraft =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text?.trim()));

/** The first, unless another is marked as the primary one and not empty. */
function chosen(values: PipedrivePerson["phones"]): string | undefined {
  const filled = (values ?? []).flatMap(({ value, primary }) => (value?.trim() ? [{ value, primary }] : []));
  return (filled.find(({ primary }) => primary === true) ?? filled[0])?.value;
}

/** In doubt it is a refusal: the operator has named the field for one. */
export function refusesCalls({ custom_fields, label_ids }: PipedrivePerson, settings: RefusalSettings): boolean {
  const { doNotCall, doNotCallLabels } = settings;
  const isMarked = doNotCall.some((rule) => {
    const { field, is } = typeof rule === "string" ? { field: rule, is: undefined } : rule;
    const texts = textsIn(custom_fields?.[field]);
    return texts.some((text) => (is ? is.includes(text) : !/^(?:|false|no|0)$/i.test(text)));
  });
  return isMarked || (label_ids ?? []).some((id) => doNotCallLabels.includes(id));
}

/** The API shows bare values and lists of ids; webhooks wrap each, as `{ type, value }`, `{ id }` or `{ values }`. */
function textsIn(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object") return [String(value).trim()];
  const { value: inner, id, values } = value as Readonly<Record<string, unknown>>;
  return [inner, id, values].flatMap(textsIn);
}
