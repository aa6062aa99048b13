/** HTTP as the steps see it: no word about API Gateway, none about leads. */

/** A request as it arrived, body bytes untouched so that signatures can be checked over them. */
export interface HttpRequest {
  readonly method: string;
  /** The public address the sender called, query included, as signatures over the URL need it. */
  readonly url: string;
  /**
   * The same under the address that the operator names for what stands before the door, as a sender may have called it.
   */
  readonly urlBefore?: string | undefined;
  /** Header names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** The sender's IP address, as the front door saw it. */
  readonly ip?: string | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A JSON answer. */
export const jsonReply = (status: number, value: unknown, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
});

/**
 * An error answer in the form of RFC 9457. It never repeats any part of the request.
 * @param fields messages by field name, for forms
 * @param more members beside those of every problem
 */
export const problemReply = (
  status: number,
  title: string,
  fields: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string | undefined>> = {},
): HttpReply => ({
  status,
  headers: { "content-type": "application/problem+json; charset=utf-8" },
  body: JSON.stringify({ title, status, ...more, ...(Object.keys(fields).length > 0 ? { errors: fields } : {}) }),
});
