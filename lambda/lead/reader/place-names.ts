import type { Field } from "./field.ts";
import { COUNTRY } from "./phone-signs.ts";
import { type FoundPart, type FoundParts, type PartMapping, readPart, type StatedPart } from "./stated-place.ts";
import { reasonOf } from "./why.ts";
import { FILLER, type Words } from "./words.ts";

/** By which names a request says where its person is. */

/**
 * The parts among the fields of the person, but for those that the mapping has.
 * @param beside where the phone stands: of two addresses the one beside it is the person's
 */
export function partsAmong(fields: readonly Field[], mapping: PartMapping, beside: string | undefined): FoundParts {
  const found: { [part in StatedPart]?: FoundPart & { readonly score: number } } = {};
  for (const field of fields) {
    const named = partNamed(field);
    if (named === undefined || mapping[named.part] !== undefined) continue;
    const { part, isTheirOwn } = named;
    const score = (isTheirOwn ? 2 : 1) + (isAt(field, beside) ? 0.5 : 0);
    if (score <= (found[part]?.score ?? 0)) continue;
    const text = readPart(part, field.text);
    if (text !== undefined)
      found[part] = { text, why: { path: field.path, by: "name", reason: reasonOf(field, "name") }, score };
  }
  return found;
}

const isAt = ({ container }: Field, beside: string | undefined): boolean =>
  beside !== undefined && (beside === "" || container === beside || container.startsWith(`${beside}.`));

/** Without blanks, accents and digits. */
const CALLED: ReadonlyMap<string, StatedPart> = new Map(
  Object.entries({
    zip: "zip zipcode zippostal zippostalcode ziporpostalcode postal postalcode postalzip postcode plz postleitzahl codepostal cp codigopostal cep cap codicepostale postnummer postnr pincode",
    state:
      "state statecode usstate stateprovince stateorprovince stateregion stateprovinceregion stateterritory province provincecode provinceterritory region bundesland kanton provincia",
    zone: "zone timezone tz zoneinfo tzname tzid timezonename timezoneid ianatimezone usertimezone browsertimezone zeitzone fuseauhoraire zonahoraria fusohorario",
  }).flatMap(([part, names]) => names.split(" ").map((name) => [name, part as StatedPart] as const)),
);

/** Beside the word for a country, that its code is meant or its name. */
const OF_COUNTRY: ReadonlySet<string> = new Set("code name iso short long alpha".split(" "));

/** The person's own, and what a question is made of. */
const OWN: ReadonlySet<string> = new Set(
  "address addr home mailing billing bill residence residential reside live living located based street physical where which are primary default mail user".split(
    " ",
  ),
);
/** Where something is that the person wants done, which is mostly where they are. */
const THEIRS: ReadonlySet<string> = new Set(
  "property service project job site installation work shipping delivery pickup from moving".split(" "),
);

/** Nothing that asks for a part of an address is longer. */
const MOST_WORDS = 10;

function partNamed({ names }: Field): { readonly part: StatedPart; readonly isTheirOwn: boolean } | undefined {
  for (const words of names) {
    if (words.length === 0 || words.length > MOST_WORDS) continue;
    const part = CALLED.get(words.join("")) ?? countryCalled(words);
    if (part !== undefined) return { part, isTheirOwn: true };
    const bare = words.filter((word) => !FILLER.has(word) && !OWN.has(word));
    const rest = bare.filter((word) => !THEIRS.has(word));
    if (rest.length === words.length) continue;
    const left = CALLED.get(rest.join("")) ?? countryCalled(rest);
    if (left !== undefined) return { part: left, isTheirOwn: rest.length === bare.length };
  }
  return undefined;
}

const countryCalled = (words: Words): "country" | undefined =>
  words.some((word) => COUNTRY.has(word)) && words.every((word) => COUNTRY.has(word) || OF_COUNTRY.has(word))
    ? "country"
    : undefined;
