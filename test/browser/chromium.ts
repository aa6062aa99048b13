import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Starts the Chromium on the PATH, or the one that `CHROMIUM` names. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? findChromium();
  // Containers run as root, which Chromium's sandbox refuses.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

function findChromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (found === undefined) throw new Error("There is no Chromium: apt-get install chromium, or set CHROMIUM to one");
  return found;
}
