import { timing } from "../../lambda/lead/timing.ts";
import type { Stage } from "../stage/stage.ts";

/** The table remembers uses for so long. */
const MEMORY_MS = 7 * 24 * timing.hour;

/**
 * Which source's former key was used last.
 * @param since when the key began to be replaced; what an earlier rotation left does not count
 */
export async function lastFormerKey(
  { store, now }: Stage,
  sources: readonly string[],
  since: string | undefined,
): Promise<{ source: string; at: string } | undefined> {
  const from = new Date(now().getTime() - MEMORY_MS);
  const uses = await Promise.all(
    sources.map(async (source) =>
      (await store.sourceHours.since(source, from)).flatMap(({ formerKeyAt }) =>
        formerKeyAt !== undefined && formerKeyAt >= (since ?? "") ? [{ source, at: formerKeyAt }] : [],
      ),
    ),
  );
  return uses.flat().toSorted((a, b) => (a.at > b.at ? -1 : 1))[0];
}
