import type { Page } from "../../lambda/store/archive.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Everything of one kind that the table holds, what is over included. It reads the whole table, so commands do it only
 * where they are asked to, or where nothing else leads to what is meant.
 */
export async function wholeTable<T>(pages: AsyncIterable<Page<T>>, terminal: Terminal): Promise<T[]> {
  const all: T[] = [];
  const unread: string[] = [];
  for await (const page of pages) {
    all.push(...page.items);
    unread.push(...page.unread);
    terminal.progress(`Reading the table: ${all.length}`);
  }
  if (unread.length > 0) {
    tellUnread(terminal)(unread);
  }
  return all;
}

export const tellUnread = (terminal: Terminal) => (names: readonly string[]) =>
  terminal.note(
    `${names.length} items were written by another version of the bridge and are not shown: ${names.join(", ")}`,
  );
