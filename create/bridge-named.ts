import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { Refused } from "./refused.ts";

/**
 * Which callingly-bridge somebody has named. A file is named from where the person is, and npm looks for it from the app;
 * `file:` is npm's own word and means what is written.
 * @throws Refused when there is no such file
 */
export function bridgeNamed(said: string, app: string, here: string): string {
  const isFile = said.startsWith("file:");
  if (!isFile && !isPath(said)) return said;
  const file = isFile ? resolve(app, said.slice("file:".length)) : resolve(here, said);
  if (!existsSync(file))
    throw new Refused(
      `--package ${said}: there is no ${file}. \`npm run package\` in the clone makes such a file and prints its name. Nothing was written.`,
    );
  return isFile ? said : `file:${file}`;
}

/** A version, a tag and an address of the web are none. */
const isPath = (said: string): boolean =>
  !/^[a-z+]+:\/\//i.test(said) && (/^\.{1,2}(?:[\\/]|$)/.test(said) || isAbsolute(said) || said.endsWith(".tgz"));
