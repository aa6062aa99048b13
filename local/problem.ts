/** Something that the person at the keyboard can mend. The message is one sentence that says how. */
export class Problem extends Error {
  override readonly name = "Problem";
}

/** What went wrong, in one line for a person. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : String(error)).split(
    "\n",
  )[0] ?? "";
