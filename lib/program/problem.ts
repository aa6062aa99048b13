/** Something that the person at the keyboard can mend: what is wrong and what to do next, in plain words. */
export class Problem extends Error {
  override readonly name = "Problem";
}

/** What went wrong, in one line for a person. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : String(error)).split(
    "\n",
  )[0] ?? "";
