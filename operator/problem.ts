/** Something the operator can mend: what is wrong and what to do next, in plain words. */
export class Problem extends Error {
  override readonly name = "Problem";
}
