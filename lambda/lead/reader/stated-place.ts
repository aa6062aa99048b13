import type { StatedPlace } from "../lead.ts";
import { textAt } from "./at-path.ts";
import { countrySign } from "./country-sign.ts";
import type { Why } from "./draft.ts";
import { cleanLine } from "./names.ts";
import { textOf } from "./text.ts";

/** Where the person is, as a request says it. Nothing of it is proven: it is for rules that are the stricter for it. */

export const statedParts = ["zip", "state", "country", "zone"] as const;
export type StatedPart = (typeof statedParts)[number];

export type PartMapping = { readonly [part in StatedPart]?: string | undefined };

export interface FoundPart {
  readonly text: string;
  readonly why: Why;
}
export type FoundParts = { readonly [part in StatedPart]?: FoundPart };

/** The parts from where the mapping has them, and the zone that the browser told. */
export const mappedParts = (value: unknown, mapping: PartMapping): FoundParts =>
  Object.fromEntries(
    statedParts.flatMap((part) => {
      const path = mapping[part] ?? (part === "zone" ? OF_BROWSER : "");
      const text = readPart(part, textAt(value, path));
      const by = mapping[part] === undefined ? ofBrowser : ofMapping;
      return text === undefined ? [] : [[part, { text, why: { path, ...by } }]];
    }),
  );

/** Where `form.js` writes the zone of the browser. */
const OF_BROWSER = "_zone";
const ofBrowser = { by: "name", reason: "the browser’s zone, as the script for forms sends it" } as const;
const ofMapping = { by: "mapping", reason: "the mapping says so" } as const;

export const placeOf = (parts: FoundParts): StatedPlace =>
  Object.fromEntries(statedParts.flatMap((part) => (parts[part] ? [[part, parts[part].text]] : [])));

/**
 * The place as a vendor has it, whose names for it are known.
 * @returns undefined where none of it can be read
 */
export function statedPlace(given: { readonly [part in StatedPart]?: unknown }): StatedPlace | undefined {
  const parts = statedParts.flatMap((part) => {
    const text = readPart(part, textOf(given[part]));
    return text === undefined ? [] : [[part, text] as const];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** What a text says of a part; undefined where it says nothing of that kind. */
export const readPart = (part: StatedPart, text: string | undefined): string | undefined =>
  text === undefined || text.length > LONGEST ? undefined : readers[part](text);

/** What is longer is a text about a place. */
const LONGEST = 60;

const readers: { readonly [part in StatedPart]: (text: string) => string | undefined } = {
  zip(text) {
    const zip = cleanLine(text.normalize("NFKC"))?.toUpperCase();
    return zip !== undefined && /^(?=.*\d)[A-Z\d][A-Z\d -]{2,10}$/.test(zip) ? zip : undefined;
  },
  state(text) {
    const state = cleanLine(text);
    if (state === undefined || state.length > MOST_LETTERS || !/^\p{L}[^\d@<>{}]*\p{L}\.?$/u.test(state)) return;
    if (NO_STATE.test(state)) return undefined;
    // As ISO 3166-2 has it.
    return /^(?:US|CA|AU)-([A-Z]{2,3})$/i.exec(state)?.[1]?.toUpperCase() ?? state;
  },
  country: (text) => countrySign(text, false)?.country,
  zone(text) {
    const name = text.trim();
    if (!/^[A-Z][A-Z_]+(?:\/[A-Z\d_+-]+){1,2}$/i.test(name) || /^etc\//i.test(name)) return undefined;
    try {
      return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
    } catch {
      // No zone of the world is called so.
      return undefined;
    }
  },
};

/** Of a state; the longest are those of a list that says the code as well. */
const MOST_LETTERS = 40;

/** What else a thing called `state` or `region` may say. */
const NO_STATE =
  /^(?:new|open|closed?|won|lost|(?:in)?active|pending|draft|(?:in)?completed?|done|failed|success|error|ok|(?:in)?valid|\w+ed|on|off|yes|no|true|false|none|null|n\/?a|other|unknown|all|(?:select|choose|please).*|emea|apac|latam|dach|global|europe|asia|.* america)$/i;
