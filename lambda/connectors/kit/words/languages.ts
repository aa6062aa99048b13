/**
 * The languages in which visitors are spoken to: those that most people in the United States speak at home beside
 * English (https://www.census.gov/topics/population/language-use.html) and write better than English, and the largest of
 * the European Union (https://en.wikipedia.org/wiki/Languages_of_the_European_Union). Chinese is in simplified letters.
 */
export const languages = ["en", "es", "zh", "vi", "ar", "ko", "fr", "de", "pt", "it", "nl", "pl"] as const;
export type Language = (typeof languages)[number];

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** The language of a tag such as `pt-BR`, as pages and browsers name it; undefined where it is none of ours. */
export function languageOf(tag: string | undefined): Language | undefined {
  const [base = ""] = (tag ?? "").trim().toLowerCase().split(/[-_]/);
  return isLanguage(base) ? base : undefined;
}

/** What a browser would rather read, the dearest first. https://www.rfc-editor.org/rfc/rfc9110#name-accept-language */
export const wanted = (acceptLanguage = ""): Language[] =>
  acceptLanguage
    .slice(0, MOST_LETTERS)
    .split(",")
    .map((range) => {
      const [tag, weight = ""] = range.split(";");
      return { language: languageOf(tag), weight: Number(/^\s*q=([\d.]+)\s*$/.exec(weight)?.[1] ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .flatMap(({ language }) => language ?? []);

/** No browser names more. */
const MOST_LETTERS = 500;

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** What somebody meant who wrote `de-AT`, `german` or `deutsch`. */
export function meantLanguage(text: string): Language | undefined {
  const said = text.trim().toLowerCase();
  const isNamed = (language: Language) =>
    ["en", language].some((by) => new Intl.DisplayNames(by, { type: "language" }).of(language)?.toLowerCase() === said);
  return languageOf(said) ?? languages.find(isNamed) ?? languages.find((language) => said.startsWith(language));
}

/** As a sentence for who edits the configuration. */
export function noSuchLanguage(text: unknown): string {
  const meant = typeof text === "string" ? meantLanguage(text) : undefined;
  return `write one of ${languages.join(", ")}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}
