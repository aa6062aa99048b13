import type { Reporter } from "../../../lambda/connectors/contract/reporter.ts";

/** Takes credentials out of a request before anybody sees it; they need not be real ones. */

const HIDDEN = "…";

type Credentials = Readonly<Record<string, string>>;

export interface Hiding {
  header(name: string, value: string): string;
  text(text: string): string;
}

/** @param credentials with the access that was renewed, where there is one, as `token` */
export function hiding(reporter: Pick<Reporter, "authorise">, credentials: Credentials): Hiding {
  const secret = secretHeaders(reporter, credentials);
  const words = Object.values(credentials)
    .filter((value) => value !== "" && !/^https?:\/\//.test(value))
    .flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString("base64")]);
  const text = (given: string) => words.reduce((left, word) => left.replaceAll(word, HIDDEN), given);
  return {
    text,
    header: (name, value) => (secret.has(name) ? `${/^[\w-]+ (?=.)/.exec(value)?.[0] ?? ""}${HIDDEN}` : text(value)),
  };
}

/** Those that would be others with other credentials, however these are written into them. */
function secretHeaders(reporter: Pick<Reporter, "authorise">, credentials: Credentials): ReadonlySet<string> {
  const mine = reporter.authorise(credentials);
  const others = reporter.authorise(
    Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, `${value}0`])),
  );
  return new Set(Object.keys(mine).filter((name) => mine[name] !== others[name]));
}
