import { purposeOf } from "../../../secrets/entries.ts";
import { type Made, made, madeHere, rotationNamed } from "../../../secrets/rotate-secret.ts";
import { endQuestion, finishedWords, stepsOf } from "../../../secrets/rotation-words.ts";
import type { Stage } from "../../../stage/stage.ts";
import { agreed, type Cli, type Result, type StageOptions } from "../../command.ts";

export interface RotateOptions extends StageOptions {
  readonly source?: string;
  readonly finish?: true;
  readonly check: boolean;
  /** The former key may end though senders still use it. */
  readonly anyway?: true;
  readonly yes?: true;
}

/** Begins the rotation of a secret, or of one source's key; with --finish asks, and ends it. */
export async function secretRotate(
  cli: Cli,
  stage: Stage,
  [purposeText = ""]: readonly string[],
  { source, finish, check, anyway, yes }: RotateOptions,
): Promise<Result> {
  const purpose = madeHere(purposeOf(purposeText, made));
  const rotation = await rotationNamed(stage, purpose, source);
  if (!finish) {
    await rotation.begin();
    return begun(purpose, `${rotation.command} --finish`);
  }
  await rotation.refuseFinish({ check, anyway });
  if (!(await agreed(cli, yes, endQuestion(purpose, source)))) return unchanged;
  await rotation.finish();
  return finished(purpose);
}

const unchanged: Result = { data: { written: false }, text: "Nothing was changed.", ok: false };

const begun = (purpose: Made, finish: string): Result => ({
  data: { purpose, step: "begun", next: finish },
  text: stepsOf[purpose](finish).join("\n"),
});

const finished = (purpose: string): Result => ({
  data: { purpose, step: "finished", next: null },
  text: finishedWords,
});
