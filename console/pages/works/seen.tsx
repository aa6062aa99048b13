import { useEffect } from "preact/hooks";
import { Problem } from "../../kit/parts.tsx";
import { inDialog, isOver, putAway, works } from "../../kit/works.ts";
import { StopButton, WorkProgress } from "../works.tsx";
import { OutcomeWords } from "./outcome.tsx";

/** One of what goes on, in the dialog that began it. Who closes the dialog finds it on top of every page. */
export function WorkSeen({ id }: { readonly id: string }) {
  const work = works.value.find((each) => each.id === id);
  const isRead = work !== undefined && isOver(work);
  useEffect(() => {
    inDialog.value = id;
    return () => {
      inDialog.value = undefined;
    };
  }, [id]);
  // Who reads its end here need not read it twice.
  useEffect(() => {
    if (isRead) putAway(id);
  }, [isRead]);
  if (!work) return <p role="status">Begun …</p>;
  const { outcome, problem } = work;
  return (
    <>
      <div role="status">
        {!isOver(work) && (
          <>
            <p>
              <WorkProgress work={work} /> <StopButton work={work} />
            </p>
            <p class="quiet">It goes on when you close this, and stands on top of every page until it is over.</p>
          </>
        )}
        {outcome && <OutcomeWords outcome={outcome} />}
      </div>
      {problem !== null && <Problem>{problem}</Problem>}
    </>
  );
}
