import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Platform, thisPlatform } from "../../lib/program/platform.ts";
import type { EnginePackage } from "./engine-package.ts";

/** Longer than a slow line needs for five megabytes. */
const patienceMs = 180_000;

/**
 * Has npm put a package into a folder that is nobody else's. None of the package's programs is run.
 * @throws Error with npm's own words when it could not
 */
export async function fetchPackage(
  { name, version }: EnginePackage,
  folder: string,
  platform: Platform = thisPlatform,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Without one npm would look for a project further up, and change that.
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
  const { program, words, shell } = platform.script("npm", ["install", `${name}@${version}`, ...quiet]);
  const npm = spawn(program, words, {
    cwd: folder,
    shell,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: patienceMs,
    windowsHide: true,
  });
  let complaint = "";
  npm.stderr.on("data", (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(0, 2_000);
  });
  await new Promise<void>((resolve, reject) => {
    npm.once("error", ({ message }) => reject(new Error(message)));
    npm.once("close", (code, signal) =>
      code === 0 ? resolve() : reject(new Error(firstLine(complaint) ?? `npm ended with ${code ?? signal}`)),
    );
  });
}

/** "npm error code E404" says less than the lines after it. */
const firstLine = (complaint: string): string | undefined =>
  complaint
    .split("\n")
    .map((line) => line.replace(/^npm (?:error|ERR!)\s*/, "").trim())
    .find((line) => line !== "" && !/^(?:code|syscall|errno) /.test(line));
