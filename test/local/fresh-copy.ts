import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const isMade = /[\\/](?:node_modules|\.git|dist|cdk\.out|coverage|\.bridge)$/;

export interface FreshCopy {
  readonly folder: string;
  remove(): void;
}

/** The project as git would hand it out, and what `npm ci` would put into it. */
export function freshCopy(): FreshCopy {
  const folder = mkdtempSync(join(tmpdir(), "bridge-clone-"));
  cpSync(root, folder, { recursive: true, filter: (path) => !isMade.test(path) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
