import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask } from "../../kit/ask.ts";
import { learnBridge } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { flagsOf } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";
import { shownHere } from "../../kit/works.ts";
import { Left, Whom } from "../waiting/whom.tsx";
import { WorkSeen } from "../works/seen.tsx";
import { scopeOf } from "./scope.ts";

/** Ends a pause; first it says whom that calls. */
export function ResumeDialog({
  gate: { kind, name, bars },
  onClose,
}: {
  readonly gate: Answer<"gates">["gates"][number];
  readonly onClose: () => void;
}) {
  const scope = scopeOf(kind, name ?? "");
  const [workId, setWorkId] = useState<string>();
  const known = useAnswer("gates/resume/ask", workId === undefined ? scope : undefined);
  const { act, isBusy, problem } = useAct();
  const asked = known.answer;

  const carryOut = async (proof: string) => {
    const isBegun = await act(async () => {
      setWorkId(await shownHere((await ask("gates/resume", { proof })).work));
      await learnBridge();
    });
    // What was answered once does not stand any more.
    if (!isBegun) known.again();
  };

  return (
    <Dialog
      title={`Resume ${bars}`}
      onClose={onClose}
      leave={workId === undefined ? "Leave it" : "Close"}
      actions={
        workId === undefined &&
        asked?.proof && (
          <button
            type="button"
            class={asked.people > 0 ? "danger" : "primary"}
            disabled={isBusy || known.isAsking}
            onClick={() => carryOut(asked.proof ?? "")}
          >
            {asked.people > 0 ? `Resume, and call ${counted(asked.people, "person", "people")}` : "Resume"}
          </button>
        )
      }
    >
      {workId !== undefined ? (
        <WorkSeen id={workId} />
      ) : (
        <Answered known={known} rows={4}>
          {({ refused, people, people_words, leads, more, left, stand_in }) =>
            refused ? (
              <p>{refused}</p>
            ) : (
              <>
                <p>
                  <strong>{people > 0 ? `${people_words} called now:` : "Nobody waits who can be called now."}</strong>
                </p>
                <Whom leads={leads} more={more} />
                <Left left={left} />
                {stand_in && <p class="quiet">{stand_in}</p>}
              </>
            )
          }
        </Answered>
      )}
      {isBusy && workId === undefined && <p role="status">Resuming …</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
      {workId === undefined && <Twin command={`bridge resume${flagsOf({ ...scope })}`} />}
    </Dialog>
  );
}
