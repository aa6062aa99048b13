import type { Listener } from "../leads/whole-table.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Says at the terminal how far the reading of the table is, and what could not be read. */
export const readingAloud = (terminal: Terminal): Listener => ({
  progress: (count) => terminal.progress(`Reading the table: ${count}`),
  unread: (names) =>
    terminal.note(
      `${names.length} items were written by another version of the bridge and are not shown: ${names.join(", ")}`,
    ),
});
