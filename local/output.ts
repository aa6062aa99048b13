import { type Reason, reasonWords } from "../lambda/lead/reasons.ts";
import { asTyped, type Typed, typedIn } from "../lib/program/typed.ts";

/** The lines shown to the person who started the bridge. */
export interface Output {
  say(text: string): void;
  /** Something went wrong, in one line. */
  warn(text: string): void;
  /** The lines of functions that are shown. */
  readonly shows: RegExp;
  /** A line that a function wrote. */
  log(name: string, line: string): void;
}

/**
 * @param options.quiet nothing but warnings, and those on stderr
 * @param options.verbose functions' logs too, as they are; otherwise only the errors among them, in plain words
 */
export function terminalOutput(
  { quiet, verbose }: { quiet: boolean; verbose: boolean },
  typed: Typed = typedIn(process.cwd()),
): Output {
  const isNews = repeats();
  const warn = (text: string) => void process.stderr.write(`${asTyped(text, typed)}\n`);
  return {
    say: (text) => void (quiet || process.stdout.write(`${asTyped(text, typed)}\n`)),
    warn,
    shows: verbose ? anyLine : errorLine,
    log(name, line) {
      if (verbose) return warn(`${name}  ${line}`);
      const plain = plainLine(name, line);
      if (isNews(plain)) warn(plain);
    },
  };
}

/** Metrics are log lines too, meant for CloudWatch; so do durations, for programs that measure them. */
const anyLine = /^(?!\{"_aws":|REPORT )/;
/** The functions log one JSON object per line, as Lambda's own log does. */
const errorLine = /^\{.*"level":"(error|critical|fatal)"/i;

/** A failure that repeats for many items and with every tick is shown once a minute. */
function repeats(): (text: string) => boolean {
  const saidAt = new Map<string, number>();
  return (text) => {
    const now = Date.now();
    if (now - (saidAt.get(text) ?? Number.NEGATIVE_INFINITY) < 60_000) return false;
    if (saidAt.size > 1_000) saidAt.clear();
    saidAt.set(text, now);
    return true;
  };
}

type Fields = Readonly<Record<string, string | number | undefined>>;

/** An error that a function logged, for a person: whom it is about, what is wrong, and what says more. */
function plainLine(name: string, line: string): string {
  const { message, error, reason, count, ...fields } = parsed(line);
  const about = aboutWhom(fields);
  const refusal = /^CallinglyError (401|403)\b/.test(String(error))
    ? "Callingly refuses its token (npm run --silent bridge -- doctor --local says more)"
    : undefined;
  const words = reason === undefined ? undefined : (reasonWords[reason as Reason] ?? String(reason));
  const what = refusal ?? [message, words, error].filter((part) => part !== undefined).join(": ");
  return about === "" ? `${name}: ${what}` : `${about}: ${what}`;
}

const aboutWhom = ({ account, source, crm, team, leadId, callId }: Fields): string =>
  Object.entries({ account, source, "results for": crm, team, lead: leadId, call: callId })
    .flatMap(([what, value]) => (value === undefined ? [] : [`${what} ${value}`]))
    .join(", ");

function parsed(line: string): Fields {
  try {
    return JSON.parse(line) as Fields;
  } catch {
    return { message: line };
  }
}
