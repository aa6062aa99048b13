import type { BridgeConfig } from "./schema.ts";

/** How many leads of one hour may have an effect outside; undefined where there is no limit. */
export interface Limits {
  readonly perHour?: number | undefined;
  readonly perVisitor?: number | undefined;
}

export type LimitsOf = (source: string) => Limits;

/** The limits of each source. Those that its connector gives it were filled in when the configuration was checked. */
export const limitsOf =
  ({ sources }: Pick<BridgeConfig, "sources">): LimitsOf =>
  (name) =>
    // Names come from outside: `constructor` is no source.
    Object.hasOwn(sources, name) ? (sources[name]?.limits ?? {}) : {};
