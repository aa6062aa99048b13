import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../docs/sources/", import.meta.url);

/** The page that says how a connector's vendor is connected: the one that has it in a heading or a table. */
export function pageOf(connector: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  const isAbout = (name: string): boolean =>
    readFileSync(new URL(name, folder), "utf8")
      .split("\n")
      .some((line) => /^[#|]/.test(line) && line.includes(`\`${connector}\``));
  return `docs/sources/${names.find(isAbout) ?? "README.md"}`;
}
