import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { isSameText } from "../../kit/same-text.ts";
import type { FubPerson } from "./objects.ts";

/** Somebody in Follow Up Boss as a lead. */

export interface Refusals {
  readonly doNotCall: readonly string[];
  readonly doNotCallTags: readonly string[];
}

export function readPerson(person: FubPerson, refusals: Refusals): LeadDraft {
  const { firstName, lastName, name, stage, source, tags } = person;
  const hasParts = isText(firstName) || isText(lastName);
  const extra = Object.entries({ stage, source, tags: (tags ?? []).join(", ") }).filter(
    (entry): entry is [string, string] => isText(entry[1]),
  );
  return {
    ...(hasParts ? { firstName: textOf(firstName), lastName: textOf(lastName) } : { fullName: textOf(name) }),
    phone: first(person.phones),
    email: first(person.emails),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
    ...(refusesCalls(person, refusals) && { callsRefused: true }),
  };
}

const isText = (text: unknown): text is string => typeof text === "string" && text.trim() !== "";

const textOf = (text: unknown): string | undefined => (isText(text) ? text : undefined);

/** The primary one, if there is one. */
function first(values: FubPerson["phones"]): string | undefined {
  const given = (values ?? []).filter(({ value }) => isText(value));
  return (given.find(({ isPrimary }) => isPrimary === 1 || isPrimary === true) ?? given[0])?.value ?? undefined;
}

/** In doubt it is a refusal: the operator has named the field or the tag for one. */
function refusesCalls(person: FubPerson, { doNotCall, doNotCallTags }: Refusals): boolean {
  const refusing = [...doNotCallTags, OWN_TAGS.removed];
  const byTag = (person.tags ?? []).some((tag) => refusing.some((each) => isSameText(each, tag)));
  const byField = doNotCall.some((name) => !/^(?:|null|undefined|false|no|0)$/i.test(String(person[name]).trim()));
  return byTag || byField;
}
