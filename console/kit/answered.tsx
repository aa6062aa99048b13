import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { now } from "./clock.ts";
import { Problem } from "./parts.tsx";
import type { Known } from "./use-answer.ts";
import { span } from "./words.ts";

const skeletonAfterMs = 200;

/** Older than any page that somebody looks at lets its answer become. */
const isLong = (at: Date): boolean => now.value.getTime() - at.getTime() > 3 * 60_000;

/**
 * A part of a page that is made of one answer, in each state that it can be in: asked for, there, old because asking
 * again failed, or not to be had, with the words for what to do.
 */
export function Answered<T>({
  known,
  rows = 4,
  children,
}: {
  readonly known: Known<T>;
  /** How much room to keep, so that nothing jumps when the answer comes. */
  readonly rows?: number;
  readonly children: (answer: T) => ComponentChildren;
}) {
  const { answer, at, problem, progress, notes, again, isFollowed } = known;
  const isLate = useLate(answer === undefined && problem === undefined);
  return (
    <>
      {problem !== undefined && (
        <Problem again={again}>
          {problem}
          {answer !== undefined && at && ` What is shown is ${span(now.value.getTime() - at.getTime())} old.`}
        </Problem>
      )}
      {answer !== undefined && problem === undefined && isFollowed && at && isLong(at) && (
        <p class="quiet" role="status">
          As of {at.toLocaleTimeString([], { timeStyle: "short" })}: nobody sat here, and each look costs.{" "}
          <button type="button" class="small" onClick={again}>
            Look again
          </button>
        </p>
      )}
      {notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
      {isLate && progress !== undefined && (
        <p class="quiet" role="status">
          {progress}
        </p>
      )}
      {answer !== undefined ? children(answer) : problem === undefined && <Skeleton rows={rows} isShown={isLate} />}
    </>
  );
}

const Skeleton = ({ rows, isShown }: { readonly rows: number; readonly isShown: boolean }) => (
  <div class={`skeleton${isShown ? " shown" : ""}`} aria-hidden="true">
    {Array.from({ length: rows }, (_, at) => (
      <div key={at} />
    ))}
  </div>
);

/** What comes at once should not flash. */
function useLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return setLate(false);
    const timer = setTimeout(() => setLate(true), skeletonAfterMs);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isLate;
}
