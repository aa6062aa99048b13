import { compact } from "../plain.ts";
import { decoys } from "./decoys.ts";
import { person } from "./person.ts";
import { fillers, links, roles } from "./roles.ts";

/**
 * All words together, without what does not count in them. The functions carry the outcome of this file packed, a third
 * of its size; see `lib/bundling/packed-data.ts`.
 */
export const vocabulary = compacted({ person, decoys, roles, fillers, links });

type Words = string | { readonly [name: string]: Words };

function compacted<Some extends Words>(words: Some, language?: string): Some {
  if (typeof words === "string") return compact(language === "de" ? withDigraphs(words) : words) as Some;
  return Object.fromEntries(Object.entries(words).map(([name, inner]) => [name, compacted(inner, name)])) as Some;
}

/** Keys are often written without an umlaut: `rueckruf`. */
function withDigraphs(phrases: string): string {
  const digraphs: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };
  const written = (phrase: string) => phrase.replace(/[äöü]/g, (sign) => digraphs[sign] ?? sign);
  return [...new Set(phrases.split("|").flatMap((phrase) => [phrase, written(phrase)]))].join("|");
}
