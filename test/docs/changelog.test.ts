import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { releasesIn, sectionOf } from "../../bin/release/changelog.ts";
import { table } from "../../lambda/store/table.ts";
import { version } from "../../lib/version.ts";
import { compareVersions } from "../../operator/stage/compare-versions.ts";

/** Whether CHANGELOG.md has, of each release, what an upgrade needs beside a deployment. */

const text = readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8");
const releases = releasesIn(text);

describe("CHANGELOG.md", () => {
  it.each(releases)("says of $name what changes for who has deployed before", ({ deployedBefore }) => {
    expect(deployedBefore).toMatch(/\w{2,}.*\.$/s);
  });

  it("has the newest first, each with its day, and what is not released above", () => {
    const numbers = releases.flatMap(({ number }) => number ?? []);
    expect(numbers.toSorted((one, other) => compareVersions(other, one))).toEqual(numbers);
    expect(releases.slice(1).filter(({ number, day }) => number === undefined || day === undefined)).toEqual([]);
    // Either this version is being prepared, or it is the newest that was released.
    const [newest = "0.0.0"] = numbers;
    expect(compareVersions(version, newest)).toBeGreaterThanOrEqual(0);
    if (version !== newest) expect(releases[0]?.name).toBe("Unreleased");
  });

  it("names each index that the table has got since the first, as AWS adds one in a deployment and fills it for minutes", () => {
    const since = [table.arrivedIndex.name].filter(
      (index) => !releases.some(({ deployedBefore }) => deployedBefore.includes(index)),
    );
    expect(since).toEqual([]);
  });
});

describe("the section of a release", () => {
  const some = `# Changelog

## Unreleased

**Deployed before?** Nothing.

## 1.1.0 - 2026-12-01

**Deployed before?** Give each account its \`id\`.
It is quick.

### Added

- A thing.

## 1.0.0 - 2026-11-01

**Deployed before?** This is the first.
`;

  it("is what GitHub shows of it, and nothing of the others", () => {
    expect(sectionOf(some, "1.1.0")).toBe(
      "**Deployed before?** Give each account its `id`.\nIt is quick.\n\n### Added\n\n- A thing.",
    );
    expect(releasesIn(some).map(({ name, deployedBefore }) => [name, deployedBefore])).toEqual([
      ["Unreleased", "Nothing."],
      ["1.1.0 - 2026-12-01", "Give each account its `id`.\nIt is quick."],
      ["1.0.0 - 2026-11-01", "This is the first."],
    ]);
  });

  it("is asked for in vain where there is none, and the remedy is named", () => {
    expect(() => sectionOf(some, "1.2.0")).toThrow(
      'CHANGELOG.md has no section "## 1.2.0 - YYYY-MM-DD": name what is under "Unreleased" so,',
    );
  });
});
