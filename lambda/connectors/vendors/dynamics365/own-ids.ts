import { createHash } from "node:crypto";

/**
 * Ids of rows that we make. They follow from what a row is about, so that whoever makes it again meets it.
 * https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */

/** https://www.rfc-editor.org/rfc/rfc9562#section-6.6 */
const NAMESPACE_URL = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

const digestOf = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha1")).digest();

const idOf = (...name: readonly string[]): string =>
  written(digestOf(NAMESPACE_URL, ["callingly", ...name].join(":")), 5);

/** Sixteen bytes as an id of this version. */
function written(digest: Buffer, version: number): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isGuid = (text: string): boolean => GUID.test(text);

/** One call may be told on the records of several leads: each has a phone call of its own. */
export const phoneCallId = (callId: string, recordId: string): string => idOf(callId, recordId.toLowerCase());

/** The note that holds what is too long for a phone call. */
export const noteId = (activityId: string): string => idOf("note", activityId);

/**
 * The lead that is made of one of ours. The end of the id follows from its beginning, so that it is known as our own
 * when Dataverse tells of it: it must not ring a second time.
 */
export const newLeadId = (leadId: string): string => signed(idOf("lead", leadId));

export const isOwnLead = (id: string): boolean => isGuid(id) && signed(id) === id.toLowerCase();

/** Characters of the last group. */
const END = 12;

const signed = (id: string): string => {
  const beginning = id.toLowerCase().slice(0, -END);
  return beginning + digestOf("callingly's own lead ", beginning).toString("hex").slice(0, END);
};
