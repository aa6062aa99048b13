import type { Watcher } from "../leads/waiting.ts";
import type { Listener } from "../leads/whole-table.ts";
import type { Context } from "./route.ts";

/** Tells the page how far the reading of the table or its index is, and what could not be read. */
export const watching = ({ progress, note }: Pick<Context, "progress" | "note">): Listener & Watcher => ({
  progress: (count) => progress(`Reading the table: ${count}`),
  looked: (count) => progress(`Looking through what waits: ${count}`),
  read: (count, of) => progress(`Reading ${count} of ${of}`),
  unread: (names) =>
    note(`${names.length} items were written by another version of the bridge and are not shown: ${names.join(", ")}`),
});
