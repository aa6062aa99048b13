import { describe, expect, it } from "vitest";
import { page as english, form as englishForm } from "../../../lambda/connectors/kit/words/en.ts";
import { words } from "../../../lambda/connectors/kit/words/index.ts";
import { languages, meantLanguage, wanted } from "../../../lambda/connectors/kit/words/languages.ts";
import type { FormWords, Words } from "../../../lambda/connectors/kit/words/words.ts";

const others = languages.filter((language) => language !== "en");
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
/** Words of one letter case and spelling in several languages. */
const alike = new Set(["Name", "E-mail", "E-Mail"]);

describe("the words for visitors", () => {
  it("are there in all languages", () => {
    expect(Object.keys(words).sort()).toEqual([...languages].sort());
  });

  it.each(others)(
    "say in %s all that they say in English, with the same placeholders, and nothing in English",
    async (language) => {
      const { page, form } = (await import(`../../../lambda/connectors/kit/words/${language}.ts`)) as {
        page: Words;
        form: FormWords;
      };
      expect(words[language]).toBe(page);
      for (const [own, theirs] of [
        [page, english],
        [form, englishForm],
      ] as const) {
        expect(Object.keys(own)).toEqual(Object.keys(theirs));
        for (const [key, text] of Object.entries(own)) {
          const said = (theirs as unknown as Record<string, string>)[key] ?? "";
          expect(placeholders(text), key).toEqual(placeholders(said));
          expect(text.trim(), key).toBe(text);
          expect(text, key).not.toBe("");
          if (!alike.has(text)) expect(text, key).not.toBe(said);
          // A sentence that ends there ends here, and a heading does not.
          expect(/[.。]$/.test(text), key).toBe(said.endsWith("."));
        }
      }
    },
  );

  it("differ from language to language", () => {
    expect(new Set(languages.map((language) => words[language]?.thanks)).size).toBe(languages.length);
  });
});

describe("a language", () => {
  it("is wanted by weight, then by order, and not at all with a weight of nothing", () => {
    expect(wanted("de;q=0.5, es-MX, *;q=0.1, fr;q=0, tlh, it;q=0.9")).toEqual(["es", "it", "de"]);
    expect(wanted("")).toEqual([]);
    expect(wanted("de;q=x")).toEqual(["de"]);
  });

  it("is understood by its tag, its English name and its own", () => {
    expect(["pt_BR", "Portuguese", "português", "ger", "chinese", ""].map(meantLanguage)).toEqual([
      "pt",
      "pt",
      "pt",
      undefined,
      "zh",
      undefined,
    ]);
  });
});
