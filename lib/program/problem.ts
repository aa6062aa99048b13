/** A problem that the operator can fix: what is wrong and what to do next, in plain words. */
export class Problem extends Error {
  override readonly name = "Problem";
}

/** The error in one line, for an operator. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : String(error))
    .trimStart()
    .split("\n")[0] ?? "";
