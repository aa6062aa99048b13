import type { CrmCall } from "./crm.ts";

/** How a call ended, in Callingly's words, by those of a note's first line. */
export const resultOf: Readonly<Record<string, string>> = {
  Connected: "contacted",
  Voicemail: "voicemail",
  "No answer": "missed",
  Busy: "busy",
  "Asked not to be called": "removed",
};

/**
 * The call that a note is about, for a CRM that shows nothing of a call but its note.
 * @param written what the CRM says of the note: its id, when it was written, and all that it keeps
 * @returns undefined for a note that somebody else wrote
 */
export function callInNote(
  note: string,
  written: Pick<CrmCall, "id" | "kept"> & { readonly at: string },
): CrmCall | undefined {
  const [, callId, outcome = ""] = /^Callingly call (\w+) - ([^\n]*?)(?: - |\n|$)/.exec(note) ?? [];
  if (callId === undefined) return undefined;
  const [, minutes = "0", seconds = "0"] = / - (\d+)m (\d\d)s/.exec(note) ?? [];
  const [, moment] = /, (\d{4}-\d\d-\d\d \d\d:\d\d) UTC$/m.exec(note) ?? [];
  return {
    id: written.id,
    callId,
    outcome,
    seconds: Number(minutes) * 60 + Number(seconds),
    startedAt: moment === undefined ? written.at : `${moment.replace(" ", "T")}:00.000Z`,
    recordingUrl: /^Recording: (\S+)$/m.exec(note)?.[1],
    kept: written.kept,
    transcript: /\nTranscript:\n([\s\S]*)$/.exec(note)?.[1],
  };
}
