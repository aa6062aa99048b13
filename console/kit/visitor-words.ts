/** The text of a page that the bridge gave a visitor, as it would be read aloud: nothing of it is run or shown as markup. */
export function visitorWords(page: string) {
  // Its sheet is not ours, and the console's policy would complain of it.
  const parsed = new DOMParser().parseFromString(page.replace(/<style[\s\S]*?<\/style>/gi, ""), "text/html");
  const texts = [...parsed.querySelectorAll("h1, h2, p, li")].map(({ textContent }) => textContent?.trim() ?? "");
  const lines = texts.filter((text) => text !== "");
  return {
    /** Whose page it is. */
    head: parsed.querySelector("header")?.textContent?.trim() || undefined,
    lines: lines.length > 0 ? lines : [parsed.body.textContent?.trim() ?? ""],
    language: parsed.documentElement.lang,
    direction: parsed.documentElement.dir === "rtl" ? ("rtl" as const) : ("ltr" as const),
  };
}
