import type { CallResult } from "../../../lead/call/call.ts";
import type { LeadOutcome } from "../../../lead/lead.ts";
import { cutText } from "../../../runtime/text.ts";
import type { ReportJob } from "../../contract/reporter.ts";
import { secondsToRing } from "./speed.ts";

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

/** Characters that every CRM takes in a line. */
const MOST_LINE = 255;

/** What a list of calls shows: the tag that the agent gave the call, else how it ended. */
export const titleOf = (call: CallResult, ended = outcomeOf(call)): string =>
  cutText(`Callingly call - ${call.tag ?? ended}`, MOST_LINE);

export type ToldCall = Pick<ReportJob, "call" | "lead">;

export interface NoteOptions {
  /** The CRM shows nothing of a call but its note, which then says when it was, and who rang whom. Default: false. */
  readonly standsAlone?: boolean;
}

/** The note on a call, as lines of plain text. */
export function describeCall(job: ToldCall, { standsAlone = false }: NoteOptions = {}): string {
  const { call } = job;
  const agent = call.agent?.name ?? call.agent?.email;
  const facts = [
    callMarker(call),
    outcomeOf(call),
    ...(call.tag ? [`tag ${call.tag}`] : []),
    ...(call.seconds > 0 ? [durationOf(call.seconds)] : []),
    ...(call.attempt !== undefined && call.attempt > 1 ? [`attempt ${call.attempt}`] : []),
    ...(agent ? [`with ${agent}`] : []),
    ...(call.team ? [`team ${call.team}`] : []),
  ];
  return [
    facts.join(" - "),
    ...(standsAlone ? circumstancesOf(call) : []),
    ...speedIn(job),
    ...(call.remark ? [call.remark] : []),
    ...(call.error ? [`Error: ${call.error}`] : []),
    ...(call.recordingUrl ? [`Recording: ${call.recordingUrl}`] : []),
    ...(call.transcript ? ["", "Transcript:", call.transcript] : []),
  ].join("\n");
}

/** Such as `Outbound from +12125550100 to +12125550123, 2026-06-15 14:31 UTC`. */
function circumstancesOf({ direction, phone, fromPhone, startedAt, remark }: CallResult): string[] {
  if (remark !== undefined) return [];
  const isInbound = direction === "inbound";
  const [caller, called] = isInbound ? [phone, fromPhone] : [fromPhone, phone];
  const words = [isInbound ? "Inbound" : "Outbound", caller && `from ${caller}`, called && `to ${called}`];
  const moment = startedAt && `${new Date(startedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return [[words.filter(Boolean).join(" "), moment].filter(Boolean).join(", ")];
}

/** Said of the first attempt: those that follow are Callingly's own redials. */
function speedIn(job: ToldCall): string[] {
  const { direction, attempt = 1, unrung, remark } = job.call;
  const seconds = secondsToRing(job);
  const isFirst = direction !== "inbound" && attempt === 1 && unrung !== true && remark === undefined;
  return isFirst && seconds !== undefined ? [`Called ${waitOf(seconds)} after the lead came in`] : [];
}

/** A wait as people say it: `4 s`, `12 min`, `3 h`. */
function waitOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Seconds as `4m 07s`. */
function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
}
