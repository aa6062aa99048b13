/** HTTP as a connector has it: address and authorisation are set, so that no connector ever touches a token. */

/** What is sent, as its type says; `jsonContent` and its like in the kit make one. */
export interface Content {
  readonly type: string;
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What the body holds as JSON; undefined when it is empty, no JSON, or did not come whole. */
  readonly body: unknown;
  /** The body as it came. */
  readonly text: string;
  /** The body did not come whole: it is too long, or was cut off. */
  readonly truncated: boolean;
  /** It is too long for us to read, and would be as long again. */
  readonly tooLong?: boolean;
}

/**
 * A request that reads and changes nothing: a path that is got, or for an API that is asked by POST alone, the path and
 * the value that is sent to it as JSON.
 */
export type Question = string | { readonly path: string; readonly posted: unknown };
