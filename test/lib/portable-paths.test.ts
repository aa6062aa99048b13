import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Whether the project can be checked out on every system, and is the same there. */

const root = join(import.meta.dirname, "../..");
const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
const parts = files.flatMap((file) => file.split("/"));

describe("the project's files", () => {
  it("have names that differ where capitals do not count", () => {
    const seen = new Set<string>();
    const isRepeat = (file: string) => seen.size === seen.add(file.toLowerCase()).size;
    expect(files.filter(isRepeat)).toEqual([]);
  });

  it("have names that Windows takes", () => {
    const refused = /[<>:"\\|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
    expect([...new Set(parts.filter((part) => refused.test(part)))]).toEqual([]);
    // Of its 260 characters the folder needs some itself.
    expect(files.filter((file) => file.length > 150)).toEqual([]);
  });

  it("keep their line ends, whatever git likes there: recorded requests as they came, all else LF", () => {
    const [first, ...others] = readFileSync(join(root, ".gitattributes"), "utf8").trim().split("\n");
    expect([first, ...others]).toEqual(["* text=auto eol=lf", "*.http -text", "*.secret -text"]);
  });
});
