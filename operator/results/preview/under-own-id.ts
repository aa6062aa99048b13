/**
 * A record that a person names stands in the played CRM under another id. What is sent and answered is translated, so that
 * the requests show the id that was named.
 */
export interface Translation {
  /** The record was named so, and stands there so. */
  learn(named: string, there: string): void;
  toThere(text: string): string;
  fromThere(text: string): string;
}

/** A shorter id may be anything else, such as a length in seconds. */
const SHORTEST = 5;

export function translation(): Translation {
  const pairs: { readonly named: string; readonly there: string }[] = [];
  return {
    learn(named, there) {
      const isTold = named === there || Math.min(named.length, there.length) < SHORTEST;
      if (!isTold && !pairs.some((pair) => pair.named === named)) pairs.push({ named, there });
    },
    toThere: (text) => pairs.reduce((all, { named, there }) => exchanged(all, named, there), text),
    fromThere: (text) => pairs.reduce((all, { named, there }) => exchanged(all, there, named), text),
  };
}

/** Only where it stands by itself. */
const exchanged = (text: string, id: string, other: string): string =>
  text.replace(new RegExp(`(?<![\\w-])${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "g"), () => other);
