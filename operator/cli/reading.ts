import type { Watcher } from "../leads/waiting.ts";
import type { Listener } from "../leads/whole-table.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Says at the terminal how far the reading of the table or its index is, and what could not be read. */
export const readingAloud = (terminal: Terminal): Listener & Watcher => ({
  progress: (count) => terminal.progress(`Reading the table: ${count}`),
  looked: (count) => terminal.progress(`Looking through what waits: ${count}`),
  read: (count, of) => terminal.progress(`Reading ${count} of ${of}`),
  unread: (names) =>
    terminal.note(
      `${names.length} items were written by another version of the bridge and are not shown: ${names.join(", ")}`,
    ),
});
