/** The refused requests of a source, by the hour: a form that "does nothing" leaves a trace. */
export interface SourceHourStore {
  /** Adds to what is known of an hour. */
  note(news: SourceNews): Promise<void>;
  /** The hours since a moment of which anything is known, oldest first. */
  since(source: string, from: Date): Promise<SourceHour[]>;
}

export interface SourceNews {
  /** {@link NO_SOURCE} for requests that named none of ours. */
  readonly source: string;
  readonly at: Date;
  /** Refused requests by the status that they were answered with. */
  readonly refusals?: Readonly<Record<number, number>> | undefined;
  /** A key that is being replaced was used. */
  readonly formerKey?: boolean | undefined;
}

/** A source name that the sender made up is not kept. No source has this name. */
export const NO_SOURCE = "(none)";

export interface SourceHour {
  /** In UTC: `2026-06-15T12`. */
  readonly hour: string;
  readonly refusals: Readonly<Record<string, number>>;
  readonly refusedAt?: string | undefined;
  readonly formerKeyAt?: string | undefined;
}
