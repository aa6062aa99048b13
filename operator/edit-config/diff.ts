/** How many unchanged lines are shown around what changes. */
const around = 3;

/** The lines that differ between two texts of which one was edited in one place, as a patch shows them. */
export function diffOf(file: string, before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  let same = 0;
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) same += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - same && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const from = Math.max(0, same - around);
  const until = (lines: readonly string[]) => Math.min(lines.length, lines.length - tail + around);
  const head = (lines: readonly string[]) => `${from + 1},${until(lines) - from}`;
  const marked = (mark: string, lines: readonly string[]) => lines.map((line) => `${mark}${line}`.trimEnd());
  return [
    `--- ${file}`,
    `+++ ${file}`,
    `@@ -${head(old)} +${head(now)} @@`,
    ...marked(" ", old.slice(from, same)),
    ...marked("-", old.slice(same, old.length - tail)),
    ...marked("+", now.slice(same, now.length - tail)),
    ...marked(" ", old.slice(old.length - tail, until(old))),
  ].join("\n");
}

/** What follows the last line's end is no line. */
const linesOf = (text: string): string[] => text.replace(/\r?\n$/, "").split(/\r?\n/);
