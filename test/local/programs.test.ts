import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** What npm's scripts start. */

const root = join(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const programs = Object.entries(scripts).flatMap(([script, command]) => {
  const [, file] = /^node (?:--\S+ (?:tsx )?)*(\S+\.m?ts|bin\/bridge\.mjs)/.exec(command) ?? [];
  // What runs there was built from this.
  return file === undefined ? [] : [{ script, file: file.replace("bridge.mjs", "bridge.ts") }];
});
const sources = ["bin", "operator", "stand-ins", "local", "bench", "lib", "test"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.(ts|mjs)$/.test(file))
    .map((file) => join(folder, file)),
);

const waits = /^(?:(?:const|let) .*= )?(?:try \{|await )/;
/** A function, class or value with a name that is only there once its line is reached. */
const isMade =
  /^(?:export )?(?:class |(?:const|let) \w+(?:: [^=]+)? = (?:(?:async )?(?:\([^()]*\)|\w+)(?:: [^=]+)? =>|["'`\d/]|new ))/;

function madeTooLate(text: string): string[] {
  const lines = text.split("\n");
  const begins = lines.findIndex((line) => waits.test(line));
  return begins < 0 ? [] : lines.slice(begins).filter((line) => isMade.test(line));
}

describe("a program", () => {
  it("begins its work when everything that the work may need has been made", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(madeTooLate("await run();\nconst greeting = (): string => `\nHello`;")).toHaveLength(1);
    const late = sources.flatMap((file) =>
      madeTooLate(readFileSync(join(root, file), "utf8")).map((line) => `${file}: ${line}`),
    );
    expect(late).toEqual([]);
  });

  it.each(programs)("ends with the npm that started it: npm run $script", ({ file }) => {
    const text = readFileSync(join(root, file), "utf8");
    // The pages are written in a moment.
    const isQuick = file.startsWith("test/") && file.includes("/write-");
    expect(isQuick || /^\s*(?:onEnd|endWithNpm|await program)\(/m.test(text), file).toBe(true);
  });
});
