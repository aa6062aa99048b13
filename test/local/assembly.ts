import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfigPath } from "../../lib/read-config.ts";
import { synthesiseInto } from "../../local/stack/synthesise.ts";

let made: Promise<string> | undefined;

/** The default configuration as `npx cdk synth` leaves it, for `--assembly`: made once, and gone when the tests are done. */
export function assembly(): Promise<string> {
  made ??= make();
  return made;
}

function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bridge-assembly-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return synthesiseInto(folder, defaultConfigPath);
}
