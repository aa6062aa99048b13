import { Answered } from "../../kit/answered.tsx";
import { ask } from "../../kit/ask.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import type { Row } from "./row.ts";

/** What is asked before a result is written once more, or given up. No phone rings for either. */

export type ResultAct = "retry" | "drop";

export function ResultDialog({
  act,
  row: { call_id, account, reason },
  onClose,
  onDone,
}: {
  readonly act: ResultAct;
  readonly row: Row;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { isBusy, problem, act: carry } = useAct();
  const input = { call_id, account };
  const asked = useAnswer("results/ask-drop", act === "drop" ? input : undefined);
  const refused = act === "drop" && asked.answer?.refused;

  const carryOut = () =>
    carry(async () => {
      await ask(act === "drop" ? "results/drop" : "results/retry", input);
      onDone();
    });

  const words = act === "drop" ? `Give up call ${call_id}` : `Write call ${call_id} now`;
  return (
    <Dialog
      title={act === "drop" ? `Give up the result of call ${call_id}` : `Write the result of call ${call_id} once more`}
      onClose={onClose}
      actions={
        !refused && (
          <button
            type="button"
            class={act === "drop" ? "danger" : "primary"}
            disabled={isBusy || (act === "drop" && !asked.answer)}
            onClick={carryOut}
          >
            {words}
          </button>
        )
      }
    >
      {act === "drop" ? (
        <Answered known={asked} rows={2}>
          {({ whom, refused }) => <p>{refused ?? `${whom}, now and later. Who has it keeps it.`}</p>}
        </Answered>
      ) : (
        <p>
          It is read from Callingly and written once more. No phone rings, and no CRM gets it twice.
          {reason === "report-unclear" && (
            <strong>
              {" "}
              This CRM cannot say whether it has the result: look there first. By writing it you say that it has not.
            </strong>
          )}
        </p>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin command={`bridge results ${act} ${shellWord(call_id)}`} />
    </Dialog>
  );
}
