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

/** A shorter id may be anything else, such as a length in seconds: it is exchanged where an id stands alone. */
const SHORT = 5;

export function translation(): Translation {
  const pairs: { readonly named: string; readonly there: string }[] = [];
  return {
    learn(named, there) {
      const isTold = named === there || there.length < SHORT;
      if (!isTold && !pairs.some((pair) => pair.named === named)) pairs.push({ named, there });
    },
    toThere: (text) => pairs.reduce((all, { named, there }) => exchanged(all, named, there), text),
    fromThere: (text) => pairs.reduce((all, { named, there }) => exchanged(all, there, named), text),
  };
}

/** Only where it stands by itself. */
function exchanged(text: string, id: string, other: string): string {
  const literal = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const places = id.length < SHORT ? wholeValues(literal) : `(?<![\\w-])${literal}(?![\\w-])`;
  return text.replace(new RegExp(places, "g"), () => other);
}

/** The value of a field that is named for an id, or a part of a path or query. */
const wholeValues = (literal: string): string =>
  `(?<="\\w*[iI]ds?"\\s*:\\s*\\[?\\s*"?)${literal}(?="?\\s*[,}\\]])|(?<=[/=])${literal}(?=[/?&]|$)`;
