import { Problem } from "../../../../lib/program/problem.ts";
import { purposeOf } from "../../../secrets/entries.ts";
import { type Made, madeHere, rotationOf, rotationOfSource } from "../../../secrets/rotate-secret.ts";
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
  const purpose = madeHere(purposeOf(purposeText));
  if (source !== undefined && purpose !== "source-keys") throw new Problem("--source goes with source-keys.");
  const rotation = source === undefined ? await rotationOf(stage, purpose) : await rotationOfSource(stage, source);
  if (!finish) {
    await rotation.begin();
    return begun(purpose, `${rotation.command} --finish`);
  }
  await rotation.refuseFinish({ check, anyway });
  const only = source === undefined ? onlyTheNew[purpose] : `address opens ${source}`;
  if (!(await agreed(cli, yes, `Only the new ${only} then. Drop the old?`))) return unchanged;
  await rotation.finish();
  return finished(purpose);
}

const onlyTheNew: Readonly<Record<Made, string>> = {
  "source-keys": "addresses open the sources",
  "callback-tokens": "tokens let Callingly report",
  "origin-header": "header opens the doors",
};

const unchanged: Result = { data: { written: false }, text: "Nothing was changed.", ok: false };

const steps: Readonly<Record<Made, (finish: string) => readonly string[]>> = {
  "source-keys": (finish) => [
    "The new and the old keys count, within a minute.",
    "1. Print the new addresses: bridge sources",
    "2. Put them into your forms and CRMs. The old ones stay valid meanwhile.",
    `3. When no sender has an old one any more: ${finish}`,
  ],
  "callback-tokens": (finish) => [
    "The new and the old tokens count, within a minute.",
    "1. Nothing to do: within the hour the bridge registers its webhooks again, under the new token.",
    `2. Then: ${finish}`,
  ],
  "origin-header": (finish) => [
    "The new and the old header count, within a minute.",
    "1. Print the new one: bridge sources --origin",
    "2. Put it into the firewall before the door. The old one stays valid meanwhile.",
    `3. When it is in force there: ${finish}`,
  ],
};

const begun = (purpose: Made, finish: string): Result => ({
  data: { purpose, step: "begun", next: finish },
  text: steps[purpose](finish).join("\n"),
});

const finished = (purpose: string): Result => ({
  data: { purpose, step: "finished", next: null },
  text: "Done: only the new one counts, within a minute.",
});
