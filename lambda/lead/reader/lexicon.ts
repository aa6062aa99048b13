import { isUnspaced } from "./plain.ts";
import { vocabulary } from "./vocabulary/index.ts";

/** The vocabulary, ready to be asked: from a phrase without blanks, accents and case to what it means. */

type Words = typeof vocabulary;

export type Kind =
  | keyof Words["person"]
  | keyof Words["decoys"]
  | Exclude<keyof Words["roles"], "second" | "places">
  | "link"
  | "filler";

export interface Entry {
  readonly kind: Kind;
  /** Its language says the main word first: `teléfono de la empresa`, where English has `company phone`. */
  readonly isHeadFirst: boolean;
  /** It means so only where hardly anything else is said. */
  readonly isShy: boolean;
}

/** Languages that say first what a thing is, and then whose or of which kind. */
const HEAD_FIRST = new Set("fr es it pt pl cs sl sr ru uk el id vi ar he fa th lt lv ur ro bg".split(" "));
const SHY =
  "first last given family second ad ime nom tel cell portable zap fono natel fon cep handy festnetz contact kontakt contacto contato contatto mail business firm account mei sei mob ort direct betrieb meno ten ho".split(
    " ",
  );

/** Letters of a phrase that tell whether to look further. */
const EDGE = 5;

let built: Lexicon | undefined;

interface Lexicon {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Whether an entry of five letters or more may be the beginning of a text, or its end: asked first, as hardly any is. */
  readonly mayBegin: (text: string) => boolean;
  readonly mayEnd: (text: string) => boolean;
  readonly second: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/** Made when the first lead is read: a function that takes none should not pay for it. */
export function lexicon(): Lexicon {
  built ??= build();
  return built;
}

function build(): Lexicon {
  const entries = new Map<string, Entry>();
  const shy = new Set(SHY);
  const add = (kind: Kind, text: string, isHeadFirst: boolean) => {
    for (const phrase of phrasesOf(text)) {
      const isShy = shy.has(phrase) || (phrase.length <= 2 && /^[a-z]+$/.test(phrase)) || isSingleSign(phrase);
      if (phrase && !entries.has(phrase)) entries.set(phrase, { kind, isHeadFirst, isShy });
    }
  };
  const { person, decoys, roles, fillers, links } = vocabulary;
  const { second, places, ...whose } = roles;
  for (const [kind, byLanguage] of Object.entries({ ...person, ...decoys, ...whose })) {
    for (const [language, text] of Object.entries(byLanguage)) {
      add(kind as Kind, text, HEAD_FIRST.has(language));
    }
  }
  add("link", links, false);
  add("filler", fillers, false);
  const beginnings = new Set([...entries.keys()].map((phrase) => phrase.slice(0, EDGE)));
  const endings = new Set([...entries.keys()].map((phrase) => phrase.slice(-EDGE)));
  return {
    entries,
    mayBegin: (text) => text.length < EDGE || beginnings.has(text.slice(0, EDGE)),
    mayEnd: (text) => text.length < EDGE || endings.has(text.slice(-EDGE)),
    second: new Set(phrasesOf(second.any)),
    places: new Set(phrasesOf(places.any)),
  };
}

const phrasesOf = (text: string): string[] => text.split("|");

const isSingleSign = (phrase: string): boolean => phrase.length === 1 && isUnspaced(phrase);
