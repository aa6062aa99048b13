import { page as ar } from "./ar.ts";
import { page as de } from "./de.ts";
import { page as en } from "./en.ts";
import { page as es } from "./es.ts";
import { page as fr } from "./fr.ts";
import { page as it } from "./it.ts";
import { page as ko } from "./ko.ts";
import type { Language } from "./languages.ts";
import { page as nl } from "./nl.ts";
import { page as pl } from "./pl.ts";
import { page as pt } from "./pt.ts";
import { page as vi } from "./vi.ts";
import type { Words } from "./words.ts";
import { page as zh } from "./zh.ts";

/** The words of all languages. A function carries those that its configuration names, and English (`lib/bundling/bundle.ts`). */
export const words: Partial<Record<Language, Words>> & { readonly en: Words } = {
  ar,
  de,
  en,
  es,
  fr,
  it,
  ko,
  nl,
  pl,
  pt,
  vi,
  zh,
};
