/** Times for which a call can be planned, from now on. */

const second = 1_000;
const hour = 3_600 * second;

const times = [
  { ms: 5 * second, words: "in a moment" },
  { ms: hour, words: "in an hour" },
  { ms: 24 * hour, words: "tomorrow at this time" },
  { ms: 7 * 24 * hour, words: "in a week" },
] as const;

/** Far enough that one sees the call wait. */
export const usualTime: number = hour;

export const momentIn = (ms: number): string => new Date(Date.now() + ms).toISOString();

export const TimeChoice = ({
  label,
  isSeen = true,
  ms,
  choose,
}: {
  readonly label: string;
  /** Whether it stands there for who sees: in a row, the row says it. */
  readonly isSeen?: boolean;
  readonly ms: number;
  readonly choose: (ms: number) => void;
}) => (
  <label>
    <span class={isSeen ? "" : "unseen"}>{label}</span>
    <select value={ms} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
      {times.map(({ ms, words }) => (
        <option key={ms} value={ms}>
          {words}
        </option>
      ))}
    </select>
  </label>
);
