import { createHash } from "node:crypto";
import { isUuid, ownId } from "../../kit/out/own-id.ts";

/** Ids of rows that we make. */

/** What Microsoft calls them. */
export const isGuid = isUuid;

/** One call may be told on the records of several leads: each has a phone call of its own. */
export const phoneCallId = (callId: string, recordId: string): string => ownId(callId, recordId.toLowerCase());

/** The note that holds what is too long for a phone call. */
export const noteId = (activityId: string): string => ownId("note", activityId);

/**
 * The lead that is made of one of ours. The end of the id follows from its beginning, so that it is known as our own
 * when Dataverse tells of it: it must not ring a second time.
 */
export const newLeadId = (leadId: string): string => signed(ownId("lead", leadId));

export const isOwnLead = (id: string): boolean => isUuid(id) && signed(id) === id.toLowerCase();

/** Characters of the last group. */
const END = 12;

const signed = (id: string): string => {
  const beginning = id.toLowerCase().slice(0, -END);
  const end = createHash("sha1").update("callingly's own lead ").update(beginning).digest("hex");
  return beginning + end.slice(0, END);
};
