import type * as z from "zod";
import type { PlayCrm } from "../results/preview/played-crm.ts";
import type { Stage } from "../stage/stage.ts";

/** What a page asks for, or has done, by one name. It calls what the command of the same purpose calls. */
export interface Route<Schema extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly input: Schema;
  /** Refused where the console was opened with `--read-only`. */
  readonly changes: boolean;
  /** @throws Problem whose words are for the operator */
  run(input: z.output<Schema>, context: Context): Promise<Answer>;
}

export interface Context {
  readonly stage: Stage;
  /** The operator's name, as it is written into a lead's history. */
  readonly operator: string;
  /** Whether names and whole numbers are shown: the operator asked for it, and the console is not `--masked`. */
  readonly personal: boolean;
  /** How far long work is, for a person. */
  readonly progress: (text: string) => void;
  /** What the operator should know beside the answer. */
  readonly note: (text: string) => void;
  /** A part of the answer that is known already, for pages that follow something. */
  readonly part: (value: unknown) => void;
  /** Aborted when the page has gone. */
  readonly signal: AbortSignal;
  readonly console: ConsoleFacts;
}

/** How the console was opened. */
export interface ConsoleFacts {
  readonly isReadOnly: boolean;
  readonly isMasked: boolean;
  /** Flags with which a command reaches the same bridge; empty where none is needed. */
  readonly flags: string;
  /** Begins to play a CRM, for what would be written there. */
  readonly playCrm: PlayCrm;
  /** Address of the demo page of `npm start`; undefined for a deployed bridge. */
  readonly local: string | undefined;
}

/** A route that only reads. */
export const reads = <Schema extends z.ZodType, Answer>(
  input: Schema,
  run: (input: z.output<Schema>, context: Context) => Promise<Answer>,
): Route<Schema, Answer> => ({ input, changes: false, run });

/** A route that changes something. */
export const changes = <Schema extends z.ZodType, Answer>(
  input: Schema,
  run: (input: z.output<Schema>, context: Context) => Promise<Answer>,
): Route<Schema, Answer> => ({ input, changes: true, run });
