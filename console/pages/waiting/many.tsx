import { useEffect, useRef, useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask, type Input } from "../../kit/ask.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { chosen, type Filter, flagsOf } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";
import { Left, Whom } from "./whom.tsx";

/** One act on all that a filter matches: first what would come of it, then the act with its progress, then its counts. */

export type Act = Input<"waiting/plan">["act"];
type Plan = Answer<"waiting/plan">;
type Done = Answer<"waiting/do">;
interface Progress {
  readonly done: number;
  readonly of: number;
}

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
  const [progress, setProgress] = useState<Progress>();
  const [done, setDone] = useState<Done>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const input: Input<"waiting/plan"> = { ...chosen(filter), act, reason: [reason], limit };
  const known = useAnswer("waiting/plan", input);
  const plan = known.answer;
  const isBusy = progress !== undefined && !done && problem === undefined;

  const carryOut = async (seen: string[]) => {
    setProblem(undefined);
    setProgress({ done: 0, of: seen.length });
    try {
      const part = (value: unknown) => setProgress(value as Progress);
      setDone(await ask("waiting/do", { ...input, seen }, { part, signal: stop.current.signal }));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };

  return (
    <Dialog
      title={titles[act]}
      onClose={onClose}
      leave={done || problem ? "Close" : isBusy ? (act === "replay" ? "Close" : "Stop here") : "Leave it"}
      actions={
        plan &&
        !done &&
        !isBusy &&
        actWords(act, plan) && (
          <button
            type="button"
            class={act !== "cancel" && plan.people > 0 ? "danger" : "primary"}
            onClick={() => carryOut(plan.seen)}
          >
            {actWords(act, plan)}
          </button>
        )
      }
    >
      {done ? (
        <Outcome act={act} done={done} />
      ) : progress !== undefined && problem === undefined ? (
        <p role="status">
          <progress max={progress.of || 1} value={progress.done} aria-label="How many are through" /> {progress.done} of{" "}
          {progress.of}
        </p>
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
      {!done && <Twin command={`${commands[act]}${flagsOf({ reason, ...filter, limit })}`} />}
    </Dialog>
  );
}

/** The button names how many people it calls. Undefined where there is nothing to do. */
function actWords(act: Act, { seen, people, results, beside, asks }: Plan): string | undefined {
  if (act === "cancel") return seen.length > 0 ? `End ${counted(seen.length, "lead")}` : undefined;
  if (people > 0) return `Call ${counted(people, "person", "people")}`;
  if (results + beside > 0) return `Try ${counted(results + beside, "result")} again`;
  return asks ? "Ask Callingly now" : undefined;
}

function Intended({ act, plan }: { readonly act: Act; readonly plan: Plan }) {
  const { seen, leads, people_words, results, beside, asks, left, stand_in } = plan;
  const what = [
    seen.length > 0 &&
      (act === "cancel" ? `${counted(seen.length, "lead")} will never be called:` : `${people_words} called:`),
    seen.length === 0 &&
      results + beside === 0 &&
      (act === "cancel" ? "No lead would end." : "Nobody would be called."),
  ];
  return (
    <>
      <p>
        <strong>{what.filter(Boolean).join(" ")}</strong>
      </p>
      <Whom leads={leads} more={seen.length - leads.length} />
      {results > 0 && <p>{counted(results, "result is", "results are")} tried again.</p>}
      {beside > 0 && <p>{counted(beside, "item is", "items are")} looked after again.</p>}
      {asks && <p>Callingly is asked first whether the cause is fixed; nobody rings before that.</p>}
      <Left left={left} />
      {stand_in && <p class="quiet">{stand_in}</p>}
    </>
  );
}

function Outcome({ act, done }: { readonly act: Act; readonly done: Done }) {
  const { people, refused, moved_on, results, beside, left } = done;
  const words = [
    act === "cancel" && `${counted(done.done, "lead")} ended.`,
    act !== "cancel" && `${counted(people, "person is", "people are")} called from now on, at the usual pace.`,
    results > 0 && `${counted(results, "result is", "results are")} tried again now.`,
    beside > 0 && `${counted(beside, "item is", "items are")} looked after at the next tick.`,
    moved_on > 0 && `${counted(moved_on, "lead")} of those you saw moved on meanwhile, or stay held.`,
    refused.length > 0 && `${counted(refused.length, "lead")} refused it:`,
  ];
  return (
    <div role="status" class="outcome">
      <p>{words.filter(Boolean).join(" ")}</p>
      {refused.length > 0 && (
        <ul class="left">
          {refused.slice(0, 20).map(({ lead_id, why }) => (
            <li key={lead_id}>{why}</li>
          ))}
        </ul>
      )}
      <Left left={left} />
    </div>
  );
}
