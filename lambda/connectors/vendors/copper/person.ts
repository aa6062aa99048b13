import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { DoNotCallTagsSetting, hasRefusingTag, isRefusal } from "../../kit/in/refused-calls.ts";
import { type CopperRecord, emailsOf, fieldsOf, isId } from "./objects.ts";

/** A lead or person of Copper as a lead. */

export const personSettings = {
  /** Custom fields by which somebody wants no call, by the ids of their definitions: each that is neither empty nor a no. */
  doNotCall: z._default(
    z.array(z.string().check(z.refine(isId, "write a custom field by the id of its definition, a number"))),
    [],
  ),
  doNotCallTags: DoNotCallTagsSetting,
};

const PersonSettingsSchema = z.object(personSettings);
export type PersonSettings = z.output<typeof PersonSettingsSchema>;

export function readPerson(record: CopperRecord, { doNotCall, doNotCallTags }: PersonSettings): LeadDraft {
  const { name, first_name, last_name, company_name, status, tags, phone_numbers } = record;
  const hasParts = isText(first_name) || isText(last_name);
  const fields = fieldsOf(record);
  const extra = Object.entries({ status, tags: tags.join(", ") }).filter((entry): entry is [string, string] =>
    isText(entry[1]),
  );
  const isRefused = hasRefusingTag(tags, doNotCallTags) || doNotCall.some((id) => isRefusal(fields[id]));
  return {
    ...(hasParts ? { firstName: textOf(first_name), lastName: textOf(last_name) } : { fullName: textOf(name) }),
    phone: phone_numbers.map(({ number }) => number).find(isText),
    email: emailsOf(record).find(isText),
    company: textOf(company_name),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
    ...(isRefused && { callsRefused: true }),
  };
}

const isText = (text: unknown): text is string => typeof text === "string" && text.trim() !== "";

const textOf = (text: unknown): string | undefined => (isText(text) ? text : undefined);
