/**
 * How many requests about items run at once: enough that waiting for the network is shared, few enough that the table
 * answers all of them without throttling.
 */
export const SIDE_BY_SIDE = 25;

/**
 * Works through items in their order, some at a time: the next ones begin when those before are through.
 * @param progress called with how many are done
 * @returns what came of each
 * @throws what the first failure throws; those that were begun with it are not waited for
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<Result>,
  { atOnce = SIDE_BY_SIDE, progress }: { atOnce?: number; progress?: (done: number) => void } = {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += atOnce) {
    const some = items.slice(first, first + atOnce);
    results.push(...(await Promise.all(some.map((item, index) => act(item, first + index)))));
    progress?.(results.length);
  }
  return results;
}
