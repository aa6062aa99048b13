import { createHash } from "node:crypto";

/**
 * Ids of rows that we make. They follow from what a row is about, so that whoever makes it again meets it.
 * https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */

/** https://www.rfc-editor.org/rfc/rfc9562#section-6.6 */
const NAMESPACE_URL = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

const idOf = (...name: readonly string[]): string => {
  const bytes = createHash("sha1")
    .update(NAMESPACE_URL)
    .update(["callingly", ...name].join(":"))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/** One call may be told on the records of several leads: each has a phone call of its own. */
export const phoneCallId = (callId: string, recordId: string): string => idOf(callId, recordId.toLowerCase());

/** The note that holds what is too long for a phone call. */
export const noteId = (activityId: string): string => idOf("note", activityId);

/** The lead that is made of one of ours. */
export const newLeadId = (leadId: string): string => idOf("lead", leadId);
