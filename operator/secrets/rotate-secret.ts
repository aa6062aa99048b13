import { keysOfSource, SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { type Json, newSeed, objectIn, readOrNothing, SINCE } from "./entries.ts";
import { refuseUnmoved, refuseUsed } from "./still-used.ts";

/** New keys in two steps: first both count, so that nothing is lost while senders change over; then only the new one. */
export interface Rotation {
  /** The command that begins it. */
  readonly command: string;
  /** @throws Problem while an earlier one is under way: its old key would stop at once */
  begin(): Promise<void>;
  /**
   * @throws Overridable when something still comes with the old key
   * @throws Problem when there is nothing to finish
   */
  refuseFinish(options: FinishOptions): Promise<void>;
  /** From now on only the new key counts. */
  finish(): Promise<void>;
}

export interface FinishOptions {
  /** False: nobody is asked whether they have changed over. */
  readonly check: boolean;
  /** The old key may end though senders still use it. */
  readonly anyway?: true | undefined;
}

/** Secrets that the bridge makes itself. */
export const made = ["source-keys", "callback-tokens", "origin-header"] as const;
export type Made = (typeof made)[number];

export const isMade = (purpose: SecretPurpose): purpose is Made => (made as readonly SecretPurpose[]).includes(purpose);

/** @throws Problem when the bridge does not make this secret itself */
export function madeHere(purpose: SecretPurpose): Made {
  if (isMade(purpose)) return purpose;
  throw new Problem(`${purpose} come from elsewhere: get new ones there, then \`bridge secrets set ${purpose}\`.`);
}

/**
 * The rotation of one source's key, or of a whole secret.
 * @throws Problem as {@link rotationOfSource}, or when a source is named beside another secret than the sources' keys
 */
export function rotationNamed(stage: Stage, purpose: Made, source: string | undefined): Promise<Rotation> {
  if (source === undefined) return rotationOf(stage, purpose);
  if (purpose !== "source-keys") throw new Problem("--source goes with source-keys.");
  return rotationOfSource(stage, source);
}

/** The rotation of a whole secret, as things stand. */
async function rotationOf(stage: Stage, purpose: Made): Promise<Rotation> {
  const before = await readOrNothing(stage, purpose);
  const { previous_seed: old, [SINCE]: since, ...rest } = before;
  const command = `bridge secrets rotate ${purpose}`;
  return {
    command,
    async begin() {
      if (old !== undefined) throw underWay(command);
      const { seed } = before;
      const kept = typeof seed === "string" && { previous_seed: seed, [SINCE]: stage.now().toISOString() };
      await stage.secrets.write(purpose, { ...before, seed: newSeed(), ...kept });
    },
    async refuseFinish({ check, anyway }) {
      if (old === undefined) throw nothingToFinish(command);
      if (check) await refuseUnmoved(stage, purpose, before);
      if (purpose === "source-keys" && !anyway)
        await refuseUsed(stage, Object.keys(stage.config.sources), since, command);
    },
    finish: () => stage.secrets.write(purpose, rest),
  };
}

/**
 * The rotation of one source's key, as things stand.
 * @throws Problem when there is no such source, or no seed that its key could come from
 */
async function rotationOfSource(stage: Stage, source: string): Promise<Rotation> {
  if (!Object.hasOwn(stage.config.sources, source))
    throw new Problem(
      `The configuration has no source "${source}". It has: ${Object.keys(stage.config.sources).join(", ")}.`,
    );
  const before = await stage.secrets.read("source-keys");
  const keys = SourceKeysSchema.safeParse(before);
  if (!keys.success)
    throw new Problem("The secret source-keys has no seed: make one with `bridge secrets rotate source-keys`.");
  const command = `bridge secrets rotate source-keys --source ${source}`;
  const sources = objectIn(before.sources);
  const { previous_key: old, [SINCE]: since, ...own } = objectIn(sources[source]);
  const write = (entry: Json) =>
    stage.secrets.write("source-keys", { ...before, sources: { ...sources, [source]: entry } });
  return {
    command,
    async begin() {
      if (old !== undefined || (own.key === undefined && keys.data.previous_seed !== undefined))
        throw underWay(command);
      const [current = ""] = keysOfSource(keys.data, source);
      await write({ ...own, key: newSeed(), previous_key: current, [SINCE]: stage.now().toISOString() });
    },
    async refuseFinish({ anyway }) {
      if (old === undefined) throw nothingToFinish(command);
      if (!anyway) await refuseUsed(stage, [source], since, command);
    },
    finish: () => write(own),
  };
}

const underWay = (command: string): Problem =>
  new Problem(`A rotation is under way: end it first with \`${command} --finish\`, or the old one would stop at once.`);

const nothingToFinish = (command: string): Problem =>
  new Problem(`No rotation is under way: there is nothing to finish. Begin one: ${command}`);
