import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BridgeConfig, ConfigError } from "../../lambda/config/schema.ts";
import { isThere } from "../../lib/program/processes.ts";
import { readConfig } from "../../lib/synth/read-config.ts";

let drafts = 0;

/**
 * What a text says as the configuration in a file, which stays as it is: it is read from a file beside that one, so that
 * its imports lead where they will.
 * @throws ConfigError naming the file and each path in it that has to change
 */
export async function configOf(file: string, text: string): Promise<BridgeConfig> {
  removeLeftDrafts(file);
  // A name for each, as Node loads a module once.
  drafts += 1;
  const { stem, kind } = parted(file);
  const draft = `${stem}.${process.pid}-${drafts}.draft${kind}`;
  writeFileSync(draft, text, { flag: "wx" });
  try {
    return await readConfig(draft);
  } catch (error) {
    if (error instanceof ConfigError) throw new ConfigError(error.message.replace(draft, file));
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A run that was ended in the middle leaves its draft behind: the next one takes it away. */
function removeLeftDrafts(file: string): void {
  const beginning = `${basename(parted(file).stem)}.`;
  for (const name of readdirSync(dirname(file))) {
    const [, pid] = (name.startsWith(beginning) && LEFT.exec(name.slice(beginning.length))) || [];
    if (pid !== undefined && !isThere(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}

const LEFT = /^(\d+)-\d+\.draft\.[cm]?[jt]s$/;

/** A file by its ending; one without is taken for TypeScript. */
function parted(file: string): { readonly stem: string; readonly kind: string } {
  const kind = /\.[cm]?[jt]s$/.exec(file)?.[0] ?? "";
  return { stem: file.slice(0, file.length - kind.length), kind: kind || ".ts" };
}
