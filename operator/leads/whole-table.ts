import type { ArchivePage } from "../../lambda/store/archive.ts";
import type { Unread } from "./waiting.ts";

/** The operator, who waits while the table is read. */
export interface Listener {
  /** Called with how many were read so far. */
  readonly progress: (count: number) => void;
  readonly unread: Unread;
}

/**
 * Everything of one kind that the table holds, what is over included. It reads the whole table, so it is done only
 * where a person asks for it, or where nothing else leads to what is meant.
 */
export async function wholeTable<T>(
  pages: AsyncIterable<ArchivePage<T>>,
  { progress, unread }: Listener,
): Promise<T[]> {
  const all: T[] = [];
  const names: string[] = [];
  for await (const page of pages) {
    all.push(...page.items);
    names.push(...page.unread);
    progress(all.length);
  }
  if (names.length > 0) unread(names);
  return all;
}
