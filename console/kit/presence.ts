/** Whether somebody sits before the page, as far as it can tell. */

/** Nobody has typed, pressed or moved anything for so long: what a page asks for now, it asks by itself. */
const AWAY_AFTER_MS = 60_000;

let lastSeen = Date.now();
const returns = new Set<() => void>();

export const isAway = (): boolean => Date.now() - lastSeen > AWAY_AFTER_MS;

for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"])
  addEventListener(
    sign,
    () => {
      const wasAway = isAway();
      lastSeen = Date.now();
      if (wasAway) for (const hear of returns) hear();
    },
    { passive: true },
  );

/** @returns how to hear of it no more */
export function onReturn(hear: () => void): () => void {
  returns.add(hear);
  return () => returns.delete(hear);
}
