import { CallinglyError } from "../../lambda/callingly/error.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { Problem } from "../../lib/program/problem.ts";
import { awsProblem } from "../stage/aws-problem.ts";

/** One thing that was looked at. */
export interface Finding {
  /** The thing that was checked, such as `stream mapping`. */
  readonly check: string;
  /** Which one, such as an account or a source. */
  readonly of?: string | undefined;
  readonly status: Status;
  /** The finding, in plain words. */
  readonly found: string;
  /** The remedy. */
  readonly remedy?: string | undefined;
  /** Names people in `found` and `remedy`: what stands there instead, where people are not to be seen. */
  readonly unnamed?: string | undefined;
}

/** Skipped: it could not be looked at, or does not exist here. */
export type Status = "ok" | "warning" | "fault" | "skipped";

export const ok = (check: string, of: string | undefined, found: string): Finding => ({
  check,
  of,
  status: "ok",
  found,
});

export const skipped = (check: string, of: string | undefined, found: string): Finding => ({
  check,
  of,
  status: "skipped",
  found,
});

/** Leads or results suffer from it now, or nobody would notice if they did. */
export const fault = (check: string, of: string | undefined, found: string, remedy: string): Finding => ({
  check,
  of,
  status: "fault",
  found,
  remedy,
});

/** Somebody should look at it. */
export const warning = (check: string, of: string | undefined, found: string, remedy: string): Finding => ({
  check,
  of,
  status: "warning",
  found,
  remedy,
});

/** A failure on the way is a finding too: one sick part must not hide the others. */
export async function guarded(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (failure) {
    const error = awsProblem(failure) ?? failure;
    return [fault(check, undefined, wordsOf(error), remedyOf(error))];
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof Problem || error instanceof StatedError) return error.message;
  // Its message may quote what was asked for.
  return `It cannot be looked at (${error instanceof Error ? error.name : "unknown"})`;
};

const remedyOf = (error: unknown): string =>
  error instanceof CallinglyError || error instanceof Problem
    ? "Mend that, then look again."
    : "Look again in a minute; if it stays, look at your connection and credentials.";
