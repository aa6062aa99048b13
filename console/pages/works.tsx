import { useState } from "preact/hooks";
import { Problem } from "../kit/parts.tsx";
import { inDialog, isOver, putAway, seen, stopWork, type Work, works } from "../kit/works.ts";
import { OutcomeWords } from "./works/outcome.tsx";
import "./works.css";

/** What was begun and goes on, and what came of it: on top of every page, until its end was read. */
export function Works() {
  const shown = works.value.filter(({ id }) => !seen.value.has(id) && id !== inDialog.value);
  return (
    <section class="works" aria-label="Under way">
      {shown.map((work) => (
        <OneWork key={work.id} work={work} />
      ))}
    </section>
  );
}

function OneWork({ work }: { readonly work: Work }) {
  const { id, title, outcome, problem } = work;
  return (
    <div class="work">
      <div>
        <strong>{title}</strong> <WorkProgress work={work} />
        <div role="status">{outcome && <OutcomeWords outcome={outcome} />}</div>
        {problem !== null && <Problem>{problem}</Problem>}
      </div>
      {isOver(work) ? (
        <button type="button" class="small" aria-label={`Put away: ${title}`} onClick={() => putAway(id)}>
          Put away
        </button>
      ) : (
        <StopButton work={work} />
      )}
    </div>
  );
}

export const WorkProgress = ({ work: { done, of, state } }: { readonly work: Work }) =>
  state === "runs" || state === "stopping" ? (
    <span>
      <progress max={of || 1} value={done} aria-label="How many are through" /> {done} of {of}
      {state === "stopping" && ", stops after the lead at hand"}
    </span>
  ) : null;

/** The lead at hand is finished. */
export function StopButton({ work: { id, can_stop, state, title } }: { readonly work: Work }) {
  const [problem, setProblem] = useState<string>();
  if (!can_stop) return null;
  return (
    <>
      <button
        type="button"
        class="small"
        disabled={state !== "runs"}
        aria-label={`Stop: ${title}`}
        onClick={() => stopWork(id).catch((error: Error) => setProblem(error.message))}
      >
        Stop
      </button>
      {problem !== undefined && <Problem>{problem}</Problem>}
    </>
  );
}
