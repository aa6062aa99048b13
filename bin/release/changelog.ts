/** CHANGELOG.md as data: what each release says. */

export interface Release {
  /** As the heading has it: `Unreleased`, or the number and the day. */
  readonly name: string;
  readonly number?: string | undefined;
  readonly day?: string | undefined;
  /** Everything below the heading. */
  readonly text: string;
  /** What an upgrade needs beside a deployment; empty where nothing is said. */
  readonly deployedBefore: string;
}

/** Newest first, as the file has them. */
export const releasesIn = (changelog: string): readonly Release[] =>
  changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const text = lines.join("\n").trim();
      const [, number, day] = /^(\d+\.\d+\.\d+\S*) - (\d{4}-\d\d-\d\d)$/.exec(name.trim()) ?? [];
      const [deployedBefore = ""] = text.split("**Deployed before?** ")[1]?.split("\n\n") ?? [];
      return { name: name.trim(), number, day, text, deployedBefore };
    });

/**
 * What a release says of itself.
 * @throws Error naming the remedy, where the file has no such release
 */
export function sectionOf(changelog: string, version: string): string {
  const found = releasesIn(changelog).find(({ number }) => number === version);
  if (found) return found.text;
  throw new Error(
    `CHANGELOG.md has no section "## ${version} - YYYY-MM-DD": name what is under "Unreleased" so, and put an empty "Unreleased" above it.`,
  );
}
