import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { statedPlace } from "../../../lead/reader/stated-place.ts";
import { hasRefusingTag, isRefusal } from "../../kit/in/refused-calls.ts";
import type { FubPerson } from "./objects.ts";

/** Somebody in Follow Up Boss as a lead. */

export interface Refusals {
  readonly doNotCall: readonly string[];
  readonly doNotCallTags: readonly string[];
}

export function readPerson(person: FubPerson, refusals: Refusals): LeadDraft {
  const { firstName, lastName, name, stage, source, tags } = person;
  const [address] = person.addresses ?? [];
  const place = address && statedPlace({ ...address, zip: address.code });
  const hasParts = isText(firstName) || isText(lastName);
  const extra = Object.entries({ stage, source, tags: (tags ?? []).join(", ") }).filter(
    (entry): entry is [string, string] => isText(entry[1]),
  );
  return {
    ...(hasParts ? { firstName: textOf(firstName), lastName: textOf(lastName) } : { fullName: textOf(name) }),
    phone: first(person.phones),
    email: first(person.emails),
    ...(place && { place }),
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

const refusesCalls = (person: FubPerson, { doNotCall, doNotCallTags }: Refusals): boolean =>
  hasRefusingTag(person.tags ?? [], doNotCallTags) || doNotCall.some((name) => isRefusal(person[name]));
