import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask } from "../../kit/ask.ts";
import { learnBridge } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { flagsOf } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";
import { Left, Whom } from "../waiting/whom.tsx";
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
  const known = useAnswer("gates/ask-resume", scope);
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<Answer<"gates/resume">>();
  const [problem, setProblem] = useState<string>();
  const asked = known.answer;

  const carryOut = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setDone(await ask("gates/resume", scope));
      await learnBridge();
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`Resume ${bars}`}
      onClose={onClose}
      leave={done ? "Close" : "Leave it"}
      actions={
        asked &&
        !asked.refused &&
        !done && (
          <button type="button" class={asked.people > 0 ? "danger" : "primary"} disabled={isBusy} onClick={carryOut}>
            {asked.people > 0 ? `Resume, and call ${counted(asked.people, "person", "people")}` : "Resume"}
          </button>
        )
      }
    >
      {done ? (
        <div role="status" class="outcome">
          <p>
            Resumed.{" "}
            {done.people === 0
              ? "Nobody waited who can be called now."
              : `${counted(done.people, "person is", "people are")} called from now on, at the usual pace.`}
          </p>
          <Left left={done.left} />
        </div>
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
      {isBusy && !done && <p role="status">Resuming …</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
      {!done && <Twin command={`bridge resume${flagsOf({ ...scope })}`} />}
    </Dialog>
  );
}
