import { isDeepStrictEqual } from "node:util";
import type { BridgeConfig } from "../../lambda/config/schema.ts";

/** What a new source usually has: what the sources have that are there, as far as they agree. */
export interface UsualSource {
  readonly team: number | undefined;
  readonly country: string;
  /** The CRMs, by name; undefined where the sources differ. */
  readonly report: readonly string[] | undefined;
  /** undefined where the sources differ; null where none has one. */
  readonly group: string | null | undefined;
}

/** The only account that there is, by its name. */
export function usualAccount({ accounts }: BridgeConfig): string | undefined {
  const [only, another] = Object.values(accounts);
  return another === undefined ? only?.name : undefined;
}

/**
 * @param connector of the new source: where it is a CRM's as well, the results go there
 * @param account whose team rings. Sources of another account are other businesses
 */
export function usualSource(
  { accounts, crms, sources }: BridgeConfig,
  connector: string,
  account: string,
): UsualSource {
  const id = Object.values(accounts).find((each) => each.name === account)?.id;
  const besides = Object.values(sources).filter((source) => source.account === id);
  const own = Object.keys(crms).filter((name) => crms[name]?.connector === connector);
  const [firstReport = [], ...otherReports] = besides.map(({ report }) => report);
  return {
    team: agreed(besides.map(({ team }) => team)),
    country: agreed(besides.map(({ country }) => country)) ?? "US",
    report:
      own.length === 1
        ? own
        : otherReports.every((each) => isDeepStrictEqual(each, firstReport))
          ? firstReport
          : undefined,
    group: besides.length === 0 ? null : agreed(besides.map(({ group }) => group ?? null)),
  };
}

const agreed = <T>(values: readonly T[]): T | undefined => (new Set(values).size === 1 ? values[0] : undefined);
