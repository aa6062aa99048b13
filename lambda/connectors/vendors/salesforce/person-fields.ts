import type { StatedPlace } from "../../../lead/lead.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { type StatedPart, statedPlace } from "../../../lead/reader/stated-place.ts";
import { cutText } from "../../../runtime/text.ts";
import type { RecordFields } from "./outbound-message.ts";

/** The person of a record, from the names that Salesforce's API gives its fields. */

type Person = Pick<LeadDraft, "firstName" | "lastName" | "fullName" | "phone" | "email" | "company" | "category">;

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm */
const USUAL: Readonly<Record<keyof Person, readonly string[]>> = {
  firstName: ["FirstName"],
  lastName: ["LastName"],
  fullName: ["Name"],
  phone: ["Phone", "MobilePhone", "HomePhone", "OtherPhone"],
  email: ["Email"],
  company: ["Company"],
  category: [],
};

const KINDS = Object.keys(USUAL) as (keyof Person)[];

/** Where each of our fields stands: as the settings say, or in the first of the usual places that holds something. */
function placesIn(fields: RecordFields, mapping: Mapping): Mapping {
  const placeOf = (kind: keyof Person): string | undefined =>
    mapping[kind] ?? USUAL[kind].find((name) => textAt(fields, name) !== undefined);
  const places = Object.fromEntries(
    KINDS.flatMap((kind) => {
      const place = placeOf(kind);
      return place === undefined ? [] : [[kind, place]];
    }),
  );
  const isNamed = places.firstName !== undefined || places.lastName !== undefined;
  const { fullName: _, ...withoutName } = places;
  return isNamed && mapping.fullName === undefined ? withoutName : places;
}

/** What is kept of a record beside its person; an item of the table holds no more of any lead. */
const MOST_EXTRA = { fields: 200, characters: 50_000 } as const;
/** No part of a person is longer; what is, is none. */
const MOST_CHARACTERS = 1_000;

/**
 * A record of an outbound message. Its names are Salesforce's, so nothing has to be recognised, which for a hundred records
 * at once would take too long.
 */
export function readNamed(fields: RecordFields, mapping: Mapping): LeadDraft {
  const places = placesIn(fields, mapping);
  const person = Object.entries(places).map(([kind, place = ""]) => {
    return [kind, cutText(textAt(fields, place) ?? "", MOST_CHARACTERS)];
  });
  const place = placeOf(fields, mapping);
  return {
    ...Object.fromEntries(person),
    ...(place && { place }),
    extra: extraOf(fields, new Set(Object.values(places))),
  };
}

/** Of a lead, or of a contact. Codes are there where the organisation has switched on lists of states and countries. */
const PLACE = {
  zip: ["PostalCode", "MailingPostalCode"],
  state: ["StateCode", "State", "MailingStateCode", "MailingState"],
  country: ["CountryCode", "Country", "MailingCountryCode", "MailingCountry"],
  zone: [],
} as const satisfies Record<StatedPart, readonly string[]>;

function placeOf(fields: RecordFields, mapping: Mapping): StatedPlace | undefined {
  const text = (part: StatedPart): string | undefined =>
    [mapping[part] ?? PLACE[part]]
      .flat()
      .map((name) => textAt(fields, name))
      .find((found) => found !== undefined);
  return statedPlace({ zip: text("zip"), state: text("state"), country: text("country"), zone: text("zone") });
}

function extraOf(fields: RecordFields, taken: ReadonlySet<unknown>): Record<string, string> {
  const extra: Record<string, string> = {};
  let room: number = MOST_EXTRA.characters;
  const names = Object.keys(fields).filter((name) => IS_API_NAME.test(name) && !taken.has(name));
  for (const name of names.slice(0, MOST_EXTRA.fields)) {
    const text = textAt(fields, name);
    room -= name.length + (text?.length ?? 0);
    if (room < 0) break;
    if (text !== undefined) extra[name] = text;
  }
  return extra;
}

/** None of these means anything to JavaScript. */
const IS_API_NAME = /^(?!constructor$)[A-Za-z]\w{0,79}$/;

/** What somebody composed in a flow, under these names or names of their own. */
export const readComposed = (fields: RecordFields, mapping: Mapping, country?: Country): LeadDraft =>
  readFields(fields, { ...placesIn(fields, mapping), ...mapping }, { country });

/** In doubt it is a refusal: these fields are there to say so. */
export const refusesCalls = (fields: RecordFields, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => {
    const text = textAt(fields, name)?.trim() ?? "";
    return !/^(?:|false|no|0)$/i.test(text);
  });
