import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisPlatform } from "../lib/program/platform.ts";

/** Containers often have 64 MB of it, which ten thousand leads would fill. */
const roomyBytes = 2 ** 30;

/** A new folder for data that nobody keeps: in memory where there is room, unless TMPDIR names a place for such data. */
export function scratchFolder(prefix: string): string {
  const { memoryFolder } = thisPlatform;
  if (process.env.TMPDIR === undefined && memoryFolder !== undefined && hasRoom(memoryFolder)) {
    try {
      return mkdtempSync(join(memoryFolder, prefix));
    } catch {
      // It is not ours to write in.
    }
  }
  return mkdtempSync(join(tmpdir(), prefix));
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= roomyBytes;
  } catch {
    return false;
  }
}
