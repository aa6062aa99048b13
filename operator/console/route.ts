import * as z from "zod";
import type { Typed } from "../../lib/program/typed.ts";
import type { PlayCrm } from "../results/preview/played-crm.ts";
import type { Stage } from "../stage/stage.ts";
import type { Works } from "./works.ts";

/** What a page asks for, or has done, by one name. It calls what the command of the same purpose calls. */
export interface Route<Schema extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly input: Schema;
  /** Refused where the console was opened with `--read-only`. */
  readonly changes: boolean;
  /** What is asked before it, as it may ring somebody: without the proof of that it is not done. */
  readonly question?: object;
  /** @throws Problem whose words are for the operator; NotAsked */
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
  /** What goes on although its page may go. */
  readonly works: Works;
  /** Of this session. */
  readonly proofs: {
    readonly give: (question: object, agreed: unknown) => string;
    readonly take: (question: object, proof: string) => { readonly agreed: unknown } | undefined;
  };
}

export interface TypedHere extends Typed {
  /** What stands for `bridge` before a command. */
  readonly bridge: string;
}

/** How the console was opened. */
export interface ConsoleFacts {
  readonly isReadOnly: boolean;
  readonly isMasked: boolean;
  /** Flags with which a command reaches the same bridge; empty where none is needed. */
  readonly flags: string;
  /** Begins to play a CRM, for what would be written there. */
  readonly playCrm: PlayCrm;
  /** The bridge.config.ts beside which the console runs; it need not be there. */
  readonly configFile: string;
  /** How what is told is typed where the operator is. */
  readonly typed: TypedHere;
  /** Address of the demo page of `npm start`; undefined for a deployed bridge. */
  readonly local: string | undefined;
}

/** A route that only reads. */
export const reads = <Schema extends z.ZodType, Answer>(
  input: Schema,
  run: (input: z.output<Schema>, context: Context) => Promise<Answer>,
): Route<Schema, Answer> => ({ input, changes: false, run });

/** A route that changes something, and has nobody rung. */
export const changes = <Schema extends z.ZodType, Answer>(
  input: Schema,
  run: (input: z.output<Schema>, context: Context) => Promise<Answer>,
): Route<Schema, Answer> => ({ input, changes: true, run });

/** A question, which changes nothing; its answer carries the proof that it was asked, null where there is nothing to do. */
export interface Question<Schema extends z.ZodType, Answer, Agreed>
  extends Route<Schema, Answer & { readonly proof: string | null }> {
  /** For the compiler alone: what the act is given. */
  readonly agreed?: Agreed;
}

/** @param run gives what is shown, and what the operator agrees to by it; undefined where that is nothing */
export function asks<Schema extends z.ZodType, Answer extends object, Agreed>(
  input: Schema,
  run: (
    input: z.output<Schema>,
    context: Context,
  ) => Promise<{ readonly shown: Answer; readonly agreed: Agreed | undefined }>,
): Question<Schema, Answer, Agreed> {
  const question: Question<Schema, Answer, Agreed> = {
    input,
    changes: false,
    async run(given, context) {
      const { shown, agreed } = await run(given, context);
      return { ...shown, proof: agreed === undefined ? null : context.proofs.give(question, agreed) };
    },
  };
  return question;
}

const ProofSchema = z.object({ proof: z.string().max(200) });

/** An act that may ring somebody. It takes the proof of its question and nothing else, and does what that showed. */
export const rings = <Agreed, Answer>(
  question: Question<z.ZodType, unknown, Agreed>,
  run: (agreed: NonNullable<Agreed>, context: Context) => Promise<Answer>,
): Route<typeof ProofSchema, Answer> => ({
  input: ProofSchema,
  changes: true,
  question,
  async run({ proof }, context) {
    const taken = context.proofs.take(question, proof);
    if (taken === undefined) throw new NotAsked();
    return run(taken.agreed as NonNullable<Agreed>, context);
  },
});

/** Somebody was about to be rung without a question, or with one that does not stand any more. Nothing was done. */
export class NotAsked extends Error {
  override readonly name = "NotAsked";

  constructor() {
    super("What you were asked does not stand any more, or was answered already: nothing was done. Look again.");
  }
}
