import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { DoNotCallTagsSetting, hasRefusingTag, isRefusal } from "../../kit/in/refused-calls.ts";
import { isSameText } from "../../kit/same-text.ts";

/** A contact as a lead, as webhooks and automations send one. */

export const personSettings = {
  /** Custom fields by which somebody wants no call, as webhooks name them: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(z.string().check(z.minLength(1))), []),
  /** Tags by which somebody wants no call. That which the bridge adds is always among them. */
  doNotCallTags: DoNotCallTagsSetting,
};

const PersonSettingsSchema = z.object(personSettings);

export interface PersonSettings extends z.output<typeof PersonSettingsSchema> {
  readonly mapping: Mapping;
}

/** Of ActiveCampaign's own book-keeping. */
const NOT_TOLD = ["id", "ip", "ip4", "customer_acct_name", "customer_acct_id"];

/** @param contact by the names of webhooks, with its custom fields as `fields` */
export function readPerson(
  contact: Readonly<Record<string, unknown>>,
  { mapping, ...refusals }: PersonSettings,
  country: Country | undefined,
): LeadDraft {
  const told = Object.fromEntries(Object.entries(contact).filter(([name]) => !NOT_TOLD.includes(name)));
  // Where its own field is empty, a phone may stand in a custom one.
  const phone = textAt(contact, "phone") === undefined ? {} : { phone: "phone" };
  const names = { firstName: "first_name", lastName: "last_name", email: "email", company: "orgname" };
  const draft = readFields(told, { ...names, ...phone, ...mapping }, { country });
  return refusesCalls(contact, refusals) ? { ...draft, callsRefused: true } : draft;
}

type Refusals = Omit<PersonSettings, "mapping">;

/** @param added tags of which the event tells beside the contact */
export function refusesCalls(
  contact: Readonly<Record<string, unknown>>,
  refusals: Refusals,
  added: readonly string[] = [],
): boolean {
  const tags = [...(textAt(contact, "tags") ?? "").split(","), ...added];
  const fields = Object.entries(z.safeParse(z.record(z.string(), z.unknown()), contact.fields).data ?? {});
  return (
    hasRefusingTag(tags, refusals.doNotCallTags) ||
    refusals.doNotCall.some((each) => fields.some(([name, value]) => isSameText(name, each) && isRefusal(value)))
  );
}
