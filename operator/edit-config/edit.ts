import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type BridgeConfig, ConfigError } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import { refuseTwoConfigs } from "../../lib/synth/config-path.ts";
import { addEntry, type Entry, entryText, TakenName } from "./add-entry.ts";
import { configOf } from "./checked.ts";
import { diffOf } from "./diff.ts";
import { NotEditable } from "./find-section.ts";

/** A new entry in a bridge.config.ts: thought of, checked and shown first, then written. */

export interface Edit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** What changes, as a patch shows it. */
  readonly diff: string;
}

/** A configuration in a file, as it is before anything is changed. */
export interface OpenConfig {
  readonly file: string;
  readonly text: string;
  readonly config: BridgeConfig;
}

/** @throws Problem, ConfigError when there is none, or it cannot work as it is */
export async function openConfig(file: string): Promise<OpenConfig> {
  if (!existsSync(file))
    throw new Problem(`${file} is not there: \`bridge init\` writes one, or name yours with --file.`);
  refuseTwoConfigs(file);
  const text = readFileSync(file, "utf8");
  return { file, text, config: await configOf(file, text) };
}

const nouns = { accounts: "account", crms: "CRM", sources: "source" } as const;

/**
 * @throws Problem when the name is taken, the file cannot be edited safely, or the configuration could not work with the
 *   entry. Nothing is written then.
 */
export async function editWith({ file, text, config }: OpenConfig, entry: Entry): Promise<Edit> {
  const { section, name } = entry;
  const noun = nouns[section];
  const after = edited(file, text, entry);
  // What a file takes in from elsewhere is seen only when it is loaded.
  if (isTaken(config, entry))
    throw new Problem(`${basename(file)} has the ${noun} “${name}” already: choose another name.`);
  const changed = await configOf(file, after).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(`${error.message}\nNothing was written.`);
  });
  if (!isTaken(changed, entry) || !isDeepStrictEqual(without(changed, entry), without(config, entry)))
    throw new Problem(
      `${basename(file)} would not have this ${noun}, or other things would change with it. Nothing was written. ${byHand(entry)}`,
    );
  return { file, before: text, after, diff: diffOf(basename(file), text, after) };
}

/**
 * Whole or not at all: the new text takes the file's place once it is written. One that is a link stays a link.
 * @throws Problem when somebody has changed the file since it was read
 */
export function writeEdit({ file, before, after }: Edit): void {
  if (readFileSync(file, "utf8") !== before)
    throw new Problem(`${file} was changed in the meantime: nothing was written. Try again.`);
  const place = realpathSync(file);
  const next = `${place}.${process.pid}.next`;
  try {
    writeFileSync(next, after, { mode: statSync(place).mode });
    renameSync(next, place);
  } finally {
    rmSync(next, { force: true });
  }
}

function edited(file: string, text: string, entry: Entry): string {
  const { section, name } = entry;
  try {
    return addEntry(text, entry);
  } catch (error) {
    if (error instanceof TakenName)
      throw new Problem(
        `${basename(file)} has the ${nouns[section]} “${name}” already; it is changed by hand:\n\n  ${error.there}`,
      );
    if (error instanceof NotEditable) {
      const where = error.line === undefined ? "" : `, line ${error.line}`;
      throw new Problem(
        `${basename(file)}${where}: ${error.message}, so it is not edited for you. Nothing was written. ${byHand(entry)}`,
      );
    }
    throw error;
  }
}

const byHand = (entry: Entry): string => `Put this into ${entry.section} yourself:\n\n${entryText(entry)}`;

/** An account may be filed under another name than the one it has in the file. */
function isTaken(config: BridgeConfig, { section, name }: Entry): boolean {
  if (section !== "accounts") return Object.hasOwn(config[section], name);
  return Object.values(config.accounts).some((account) => account.id === name || account.name === name);
}

function without(config: BridgeConfig, { section, name }: Entry): unknown {
  const others = Object.entries(config[section]).filter(([key]) => key !== name);
  return { ...config, [section]: Object.fromEntries(others) };
}
