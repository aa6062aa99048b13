import * as z from "zod";
import { Problem } from "../../../lib/program/problem.ts";
import { purposeOf } from "../../secrets/entries.ts";
import { entriesToWrite } from "../../secrets/entries-to-write.ts";
import { Overridable } from "../../secrets/overridable.ts";
import { made, madeHere, rotationNamed } from "../../secrets/rotate-secret.ts";
import { endQuestion, finishedWords, stepsOf } from "../../secrets/rotation-words.ts";
import { rotations } from "../../secrets/rotations.ts";
import { setSecret, settable } from "../../secrets/set-secret.ts";
import { changes, reads } from "../route.ts";

/** Keys, tokens and credentials: which there are, new ones, and their change. No answer holds a value. */

/** `bridge secrets list`, with where each value is found and which keys are being replaced. */
export const secrets = reads(z.object({}), async (_, { stage }) => {
  const [entries, under] = await Promise.all([entriesToWrite(stage), rotations(stage)]);
  return {
    entries: entries.map(({ purpose, entry, state, label, how, isWritable }) => ({
      purpose,
      entry,
      state,
      label: label ?? null,
      how: how ?? null,
      writable: isWritable,
    })),
    rotations: under.map(({ purpose, source, isUnderWay, since, lastUse }) => ({
      purpose,
      source: source ?? null,
      under_way: isUnderWay,
      since: since ?? null,
      old_key_used: lastUse ?? null,
    })),
  };
});

const EntrySchema = z.object({
  purpose: z.string().max(40),
  entry: z.string().min(1).max(200),
  value: z.string().max(20_000),
  /** False: without asking the vendor whether it is right. */
  check: z.boolean().default(true),
});

/** `bridge secrets set`. What may be overruled is an answer, and no failure: `refused` says why it was not written. */
export const setOne = changes(EntrySchema, async ({ purpose, entry, value, check }, { stage }) => {
  const text = value.trim();
  if (text === "") throw new Problem("The value is empty. Paste or type it.");
  const hidden = (words: string) => withoutValue(words, text);
  try {
    const said = await setSecret(stage, purposeOf(purpose, settable), { path: entry, text, check });
    return { written: true, said: said.map(hidden), refused: null };
  } catch (error) {
    if (error instanceof Overridable) return { written: false, said: [], refused: hidden(error.why) };
    if (error instanceof Problem) throw new Problem(hidden(error.message));
    throw error;
  }
});

/** A vendor's words may quote what it was asked with. */
function withoutValue(words: string, value: string): string {
  const parts = [value, ...partsIn(value)].filter((part) => part.length >= 6);
  return parts.reduce((left, part) => left.replaceAll(part, "…"), words);
}

/** All fields may be given at once, as one JSON object. */
function partsIn(value: string): string[] {
  try {
    return Object.values(JSON.parse(value) as object).map(String);
  } catch {
    return [];
  }
}

const RotationSchema = z.object({ purpose: z.string().max(40), source: z.string().max(200).optional() });

/** The first half of `bridge secrets rotate`: new keys, beside which the old ones count. */
export const rotate = changes(RotationSchema, async ({ purpose: text, source }, { stage }) => {
  const purpose = madeHere(purposeOf(text, made));
  const rotation = await rotationNamed(stage, purpose, source);
  await rotation.begin();
  return { steps: stepsOf[purpose](`${rotation.command} --finish`) };
});

/** What is asked before the old keys end, and why they should not, as things stand. Changes nothing. */
export const askFinish = reads(RotationSchema, async ({ purpose: text, source }, { stage }) => {
  const purpose = madeHere(purposeOf(text, made));
  const rotation = await rotationNamed(stage, purpose, source);
  const question = endQuestion(purpose, source);
  try {
    await rotation.refuseFinish({ check: true });
    return { question, refused: null };
  } catch (error) {
    if (error instanceof Overridable) return { question, refused: error.why };
    throw error;
  }
});

/** The second half: `bridge secrets rotate --finish`. */
export const finish = changes(
  RotationSchema.extend({
    /** The old key may end though something still comes with it. */
    anyway: z.boolean().default(false),
  }),
  async ({ purpose: text, source, anyway }, { stage }) => {
    const rotation = await rotationNamed(stage, madeHere(purposeOf(text, made)), source);
    try {
      await rotation.refuseFinish(anyway ? { check: false, anyway } : { check: true });
    } catch (error) {
      if (error instanceof Overridable) throw new Problem(error.why);
      throw error;
    }
    await rotation.finish();
    return { said: finishedWords };
  },
);
