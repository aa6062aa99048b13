import type { Kept } from "./kept.ts";

/** Things of several kinds in one map: an id is one thing's alone, whatever its kind. */

interface Thing {
  readonly kind: string;
  readonly id: string | number;
}

type Of<Things extends Thing, Kind extends Things["kind"]> = Extract<Things, { kind: Kind }>;

export interface ByKind<Things extends Thing> {
  /** The oldest first. */
  all<Kind extends Things["kind"]>(kind: Kind): Of<Things, Kind>[];
  find<Kind extends Things["kind"]>(kind: Kind, id: string | number): Of<Things, Kind> | undefined;
  /** Keeps a thing in the place of what had its id before. */
  put<Each extends Things>(thing: Each): Each;
  /** How many ids there are: the next is counted from it. */
  size(): number;
}

/** @param kept by their ids */
export function byKind<Things extends Thing>(kept: Kept<Things>): ByKind<Things> {
  return {
    all: <Kind extends Things["kind"]>(kind: Kind) =>
      kept.entries().flatMap(([, thing]) => (thing.kind === kind ? [thing as Of<Things, Kind>] : [])),
    find<Kind extends Things["kind"]>(kind: Kind, id: string | number) {
      const thing = kept.get(String(id));
      return thing?.kind === kind ? (thing as Of<Things, Kind>) : undefined;
    },
    put(thing) {
      kept.set(String(thing.id), thing);
      return thing;
    },
    size: () => kept.entries().length,
  };
}
