import { bridge } from "./bridge.ts";
import { shellWord } from "./shell-word.ts";

/** The filter of a list of what waits: of which source and account, and since when. It stands in the page's address. */

export interface Filter {
  readonly source?: string | undefined;
  readonly account?: string | undefined;
  readonly since?: string | undefined;
}

const spans = [
  ["2h", "the last 2 hours"],
  ["24h", "the last 24 hours"],
  ["3d", "the last 3 days"],
  ["7d", "the last 7 days"],
  ["30d", "the last 30 days"],
] as const;

export function Filters({
  filter: { source, account, since },
  set,
}: {
  readonly filter: Filter;
  readonly set: (changed: Filter) => void;
}) {
  return (
    <div class="filters">
      <SourceChoice value={source} onChoose={(chosen) => set({ source: chosen })} />
      <AccountChoice value={account} onChoose={(chosen) => set({ account: chosen })} />
      <Choice
        label="Came"
        any="at any time"
        value={since}
        options={spans}
        onChoose={(chosen) => set({ since: chosen })}
      />
    </div>
  );
}

interface Chooses {
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
}

export const SourceChoice = (chooses: Chooses) => (
  <Choice
    label="Source"
    any="all sources"
    options={(bridge.value?.sources ?? []).map(({ source }) => [source, source])}
    {...chooses}
  />
);

/** Only where there is anything to choose. */
export function AccountChoice(chooses: Chooses) {
  const { accounts = [] } = bridge.value ?? {};
  if (accounts.length < 2) return null;
  return <Choice label="Account" any="all accounts" options={accounts.map((each) => [each, each])} {...chooses} />;
}

export function Choice({
  label,
  any,
  value = "",
  options,
  onChoose,
}: {
  readonly label: string;
  /** What nothing chosen means; left out where something has to be chosen. */
  readonly any?: string;
  readonly value?: string | undefined;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string | undefined) => void;
}) {
  // What the address names is shown, whether it is among the usual ones or not.
  const isOdd = value !== "" && !options.some(([each]) => each === value);
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value || undefined)}>
        {any !== undefined && <option value="">{any}</option>}
        {[...options, ...(isOdd ? [[value, value] as const] : [])].map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was chosen, without what was left open: as a route takes it. */
export const chosen = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: Exclude<Values[Name], undefined>;
  };

/** A filter as a command takes it: `--reason stale --source website`. */
export const flagsOf = (filter: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` --${name} ${shellWord(value ?? "")}`)
    .join("");
