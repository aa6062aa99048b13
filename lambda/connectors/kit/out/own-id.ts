import { createHash } from "node:crypto";

/**
 * Ids of records that we make, for CRMs that let us choose them. They follow from what a record is about, so that whoever
 * makes it again meets it. https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */

/** https://www.rfc-editor.org/rfc/rfc9562#section-6.6 */
const NAMESPACE_URL = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");
const VERSION = 5;

/** @param name what the record is about, the same in all parts for the same record alone */
export function ownId(...name: readonly string[]): string {
  const digest = createHash("sha1")
    .update(NAMESPACE_URL)
    .update(["callingly", ...name].join(":"))
    .digest();
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (VERSION << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);
