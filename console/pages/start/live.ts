import { signal } from "@preact/signals";
import type { LivePart } from "../../../operator/console/api/local.ts";
import { ask, personal } from "../../kit/ask.ts";

/** The path of each lead as it goes, newest first; followed as long as a page shows it. */

export type Path = Extract<LivePart, { path: unknown }>["path"];

export const paths = signal<readonly Path[]>([]);
export const followProblem = signal<string | undefined>(undefined);
/** Counts what was refused at the door, for pages that list it. */
const refusals = signal(0);
/** Counts what moved, for pages that show what came of it. */
export const moves = signal(0);

const shownPaths = 50;
const againMs = 3_000;

/** @returns how to stop it */
export function followPaths(): () => void {
  const gone = new AbortController();
  const follow = async (): Promise<void> => {
    try {
      await ask("local/follow", {}, { signal: gone.signal, part: (part) => take(part as LivePart) });
    } catch (error) {
      if (gone.signal.aborted) return;
      followProblem.value = (error as Error).message;
    }
    if (!gone.signal.aborted) setTimeout(follow, againMs);
  };
  follow();
  // What is masked comes from the server: it is asked for anew.
  const stop = personal.subscribe(() => {
    paths.value = [];
  });
  return () => {
    stop();
    gone.abort();
  };
}

function take(part: LivePart): void {
  followProblem.value = undefined;
  if ("refused" in part) {
    refusals.value += 1;
    return;
  }
  moves.value += 1;
  const { path } = part;
  const known = paths.value.findIndex(({ leadId }) => leadId === path.leadId);
  paths.value = known === -1 ? [path, ...paths.value].slice(0, shownPaths) : paths.value.with(known, path);
}
