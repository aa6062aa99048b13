import { compact } from "../plain.ts";
import { decoys } from "./decoys.ts";
import { person } from "./person.ts";
import { fillers, links, roles } from "./roles.ts";

/**
 * All words together, without what does not count in them. The functions carry the outcome of this file packed, a third
 * of its size; see `lib/bundle.ts`.
 */
export const vocabulary = compacted({ person, decoys, roles, fillers, links });

type Words = string | { readonly [name: string]: Words };

function compacted<Some extends Words>(words: Some): Some {
  if (typeof words === "string") return compact(words) as Some;
  return Object.fromEntries(Object.entries(words).map(([name, inner]) => [name, compacted(inner)])) as Some;
}
