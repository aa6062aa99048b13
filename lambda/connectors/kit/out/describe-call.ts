import type { CallResult } from "../../../lead/call/call.ts";
import type { LeadOutcome } from "../../../lead/lead.ts";

/** A call in words, for people who read it in their CRM. */

const outcomeWords: Readonly<Record<LeadOutcome, string>> = {
  contacted: "Connected",
  voicemail: "Voicemail",
  missed: "No answer",
  removed: "Asked not to be called",
};

/** Begins the note on every call and names it once and for all: by this text an earlier write is found again. */
export const callMarker = ({ callId }: CallResult): string => `Callingly call ${callId}`;

/** How the call ended, in a word or two. */
export function outcomeOf({ outcome, status, final, unrung }: CallResult): string {
  if (outcome) return outcomeWords[outcome];
  if (unrung) return "Team closed, nobody was called";
  const word = status ?? (final ? "ended" : "in progress");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The note on a call, as lines of plain text. */
export function describeCall(call: CallResult): string {
  const agent = call.agent?.name ?? call.agent?.email;
  const facts = [
    callMarker(call),
    outcomeOf(call),
    ...(call.seconds > 0 ? [durationOf(call.seconds)] : []),
    ...(call.attempt !== undefined && call.attempt > 1 ? [`attempt ${call.attempt}`] : []),
    ...(agent ? [`with ${agent}`] : []),
    ...(call.team ? [`team ${call.team}`] : []),
  ];
  return [
    facts.join(" - "),
    ...(call.remark ? [call.remark] : []),
    ...(call.error ? [`Error: ${call.error}`] : []),
    ...(call.recordingUrl ? [`Recording: ${call.recordingUrl}`] : []),
    ...(call.transcript ? ["", "Transcript:", call.transcript] : []),
  ].join("\n");
}

/** Seconds as `4m 07s`. */
function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
}
