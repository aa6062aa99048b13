import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFile } from "../../lib/program/places.ts";

const folder = packageFile("docs/sources");

/** The page that says how a connector's vendor is connected: the one that has it in a heading or a table. */
export function pageOf(connector: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  const isAbout = (name: string): boolean =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .some((line) => /^[#|]/.test(line) && line.includes(`\`${connector}\``));
  return `docs/sources/${names.find(isAbout) ?? "README.md"}`;
}
