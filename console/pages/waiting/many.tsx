import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask, type Input } from "../../kit/ask.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { chosen, type Filter, flagsOf } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";
import { shownHere } from "../../kit/works.ts";
import { WorkSeen } from "../works/seen.tsx";
import { Left, Whom, WhomLater } from "./whom.tsx";

/** One act on all that a filter matches: first what would come of it, then the act with its progress, then its counts. */

export type Act = Input<"waiting/plan">["act"];
type Plan = Answer<"waiting/plan">;

const commands: Readonly<Record<Act, string>> = {
  release: "bridge leads release",
  cancel: "bridge leads cancel",
  replay: "bridge replay",
};

const titles: Readonly<Record<Act, string>> = {
  release: "Call those who are held",
  cancel: "End these leads",
  replay: "Try again now",
};

const usualMost = 500;
const largestMost = 5_000;

export function ManyDialog({
  act,
  filter: { reason, ...filter },
  onClose,
}: {
  readonly act: Act;
  readonly filter: Filter & { readonly reason: string };
  readonly onClose: () => void;
}) {
  const [limit, setLimit] = useState(usualMost);
  const [typed, setTyped] = useState(String(usualMost));
  const [workId, setWorkId] = useState<string>();
  const { isBusy, problem, act: carry } = useAct();
  const input: Input<"waiting/plan"> = { ...chosen(filter), act, reason: [reason], limit };
  const known = useAnswer("waiting/plan", workId === undefined ? input : undefined);
  const plan = known.answer;
  const words = plan && actWords(act, plan);

  const carryOut = async (proof: string) => {
    const isBegun = await carry(async () => {
      setWorkId(await shownHere((await ask("waiting/do", { proof })).work));
    });
    // What was answered once does not stand any more.
    if (!isBegun) known.again();
  };

  return (
    <Dialog
      title={titles[act]}
      onClose={onClose}
      leave={workId === undefined ? "Leave it" : "Close"}
      actions={
        workId === undefined &&
        plan?.proof &&
        words && (
          <button
            type="button"
            class={act !== "cancel" && plan.people + plan.later_people > 0 ? "danger" : "primary"}
            disabled={isBusy || known.isAsking}
            onClick={() => carryOut(plan.proof ?? "")}
          >
            {words}
          </button>
        )
      }
    >
      {workId !== undefined ? (
        <WorkSeen id={workId} />
      ) : (
        <>
          <label>
            How many leads at most
            <input
              type="number"
              min={1}
              max={largestMost}
              value={typed}
              // Kept as it is typed: the plan's answer may come in between, and must not put the old number back.
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
              onChange={({ currentTarget }) => {
                const most = Math.min(largestMost, Math.max(1, Math.round(currentTarget.valueAsNumber) || usualMost));
                setLimit(most);
                setTyped(String(most));
              }}
            />
          </label>
          <Answered known={known} rows={4}>
            {(answer) => <Intended act={act} plan={answer} />}
          </Answered>
        </>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      {workId === undefined && <Twin command={`${commands[act]}${flagsOf({ reason, ...filter, limit })}`} />}
    </Dialog>
  );
}

/** The button names how many people it calls now. Undefined where there is nothing to do. */
function actWords(act: Act, { count, people, results, beside, asks }: Plan): string | undefined {
  if (act === "cancel") return count > 0 ? `End ${counted(count, "lead")}` : undefined;
  if (people === 0 && count > 0)
    return act === "release" ? `Release ${counted(count, "lead")}` : `Try ${counted(count, "lead")} again`;
  if (people > 0) return `Call ${counted(people, "person", "people")}`;
  if (results + beside > 0) return `Try ${counted(results + beside, "result")} again`;
  return asks ? "Ask Callingly now" : undefined;
}

function Intended({ act, plan }: { readonly act: Act; readonly plan: Plan }) {
  const { count, leads, more, people, people_words, later, later_more, later_people } = plan;
  const { results, beside, asks, left, stand_in } = plan;
  const isNobody = people + later_people + results + beside === 0;
  const what =
    act === "cancel"
      ? count > 0
        ? `${counted(count, "lead")} will never be called:`
        : "No lead would end."
      : people > 0
        ? `${people_words} called:`
        : isNobody && "Nobody would be called.";
  return (
    <>
      {what && (
        <p>
          <strong>{what}</strong>
        </p>
      )}
      <Whom leads={leads} more={more} />
      {later_people > 0 && (
        <>
          <p>
            <strong>{counted(later_people, "person is", "people are")} called later:</strong>
          </p>
          <WhomLater later={later} more={later_more} />
        </>
      )}
      {results > 0 && <p>{counted(results, "result is", "results are")} tried again.</p>}
      {beside > 0 && <p>{counted(beside, "item is", "items are")} looked after again.</p>}
      {asks && <p>Callingly is asked first whether the cause is fixed; nobody rings before that.</p>}
      <Left left={left} />
      {stand_in && <p class="quiet">{stand_in}</p>}
    </>
  );
}
