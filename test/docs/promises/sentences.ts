/** A sentence of a page, or a part of one, and its tests as `file: title` without `test/` and `.test.ts`. */
export type Sentences = Readonly<Record<string, readonly string[]>>;
