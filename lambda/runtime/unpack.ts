import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { RejectedError } from "./errors.ts";
import type { HttpRequest } from "./http.ts";

/** What a body may grow to: as much as one that comes as it is. */
export const MAX_BODY_BYTES = 256 * 1024;

const decoders: Readonly<Record<string, typeof gunzipSync>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The request with its body as its sender had it before packing. Signatures are over the bytes that came, so it is
 * unpacked after they were checked.
 * @throws RejectedError 413 when it holds more than a request may, 400 when it is broken, 415 for other encodings
 */
export function unpacked(request: HttpRequest): HttpRequest {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() || "identity";
  if (encoding === "identity" || request.body.length === 0) return request;
  const decode = decoders[encoding];
  if (!decode) throw new RejectedError(415, "Send the body as it is, or packed with gzip");
  // Some senders declare what something before us has unpacked.
  if (decode === gunzipSync && !(request.body[0] === 0x1f && request.body[1] === 0x8b)) return request;
  try {
    return { ...request, body: decode(request.body, { maxOutputLength: MAX_BODY_BYTES }) };
  } catch (error) {
    const isTooMuch = error instanceof RangeError || (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    if (isTooMuch) throw new RejectedError(413, TOO_LARGE);
    throw new RejectedError(400, "The body is not packed as its Content-Encoding says");
  }
}

export const TOO_LARGE =
  "The body is larger than 256 kB; send the fields without files, or links to the files, or fewer leads at a time";
