import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Platform, thisPlatform } from "../../../lib/program/platform.ts";

/**
 * Opens a page in the person's browser, as far as this machine has one.
 * @param address of this machine; everybody on it may see the arguments of a program
 * @returns whether there was a program for it
 */
export function openPage(address: string, { opener }: Platform = thisPlatform): Promise<boolean> {
  const [program, ...words] = opener;
  return new Promise((resolve) => {
    const started = spawn(program, [...words, address], { stdio: "ignore", detached: true });
    started.once("error", () => resolve(false));
    started.once("spawn", () => {
      started.unref();
      resolve(true);
    });
  });
}

/** How long a browser may take to start and read a file, in milliseconds. */
const READ_WITHIN_MS = 30_000;

/**
 * Opens an address that nobody else may see: it stands in a file that only this user can read, and which leads the
 * browser on.
 * @returns whether there was a program for it
 */
export async function openPrivately(address: string, open: typeof openPage = openPage): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "callingly-bridge-"));
  const file = join(folder, "open.html");
  const remove = () => rm(folder, { recursive: true, force: true });
  await writeFile(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${address}"><title>Opening</title>`, {
    mode: 0o600,
  });
  const opened = await open(pathToFileURL(file).href);
  if (opened) setTimeout(remove, READ_WITHIN_MS).unref();
  else await remove();
  return opened;
}
