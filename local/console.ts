/** What the person who started the bridge gets to read. */
export interface Console {
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
 * @param options.verbose functions' logs too; otherwise only the errors among them
 */
export function terminal({ quiet, verbose }: { quiet: boolean; verbose: boolean }): Console {
  return {
    say: (text) => void (quiet || process.stdout.write(`${text}\n`)),
    warn: (text) => void process.stderr.write(`${text}\n`),
    shows: verbose ? anyLine : errorLine,
    log: (name, line) => void process.stderr.write(`${name}  ${line}\n`),
  };
}

/** Metrics come by the same way, and are CloudWatch's to read; so do durations, for whoever measures them. */
const anyLine = /^(?!\{"_aws":|REPORT )/;
/** The functions log one JSON object per line, as Lambda's own log does. */
const errorLine = /^\{.*"level":"(error|critical|fatal)"/i;
