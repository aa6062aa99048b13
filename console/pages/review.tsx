import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { bridge } from "../kit/bridge.ts";
import { chosen, Filters, flagsOf } from "../kit/filter.tsx";
import { keysAreOn, switchKeys, useKeys } from "../kit/keys.ts";
import { nameOf } from "../kit/lead-rows.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, Panel } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { counted } from "../kit/words.ts";
import { Case } from "./review/case.tsx";
import "./review.css";

/** Leads of which nobody knows whether they rang: one at a time, what speaks for which decision beside it. */
export function Review() {
  const [{ reason, ...filter }, set] = useQuery(["reason", "source", "account", "since"]);
  const known = useAnswer("review", { ...chosen(filter), ...(reason && { reason: [reason] }) });
  return (
    <Page
      title="Review"
      about="Leads of which nobody knows whether they rang. You decide, one after the other."
      command={`bridge review${flagsOf({ reason, ...filter })}`}
      aside={
        <button type="button" class="small" aria-pressed={keysAreOn.value} onClick={switchKeys}>
          Keys {keysAreOn.value ? "on" : "off"}
        </button>
      }
    >
      <Filters filter={filter} set={set} />
      <Answered known={known} rows={10}>
        {({ cases, left }) => <Walk cases={cases} left={left} />}
      </Answered>
    </Page>
  );
}

type Row = Answer<"review">["cases"][number];

/** From one case to the next. What was decided is out; what was skipped comes again at the end. */
function Walk({ cases, left }: { readonly cases: readonly Row[]; readonly left: number }) {
  const [decided, setDecided] = useState<ReadonlyMap<string, string>>(new Map());
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<string>();
  const open = cases.filter(({ id }) => !decided.has(id));
  const at = Math.max(
    0,
    open.findIndex(({ id }) => id === wanted),
  );
  const current = open[at];
  const goTo = (index: number) => setWanted(open[(index + open.length) % open.length]?.id);
  const skip = () => {
    if (!current) return;
    setSkipped(new Set([...skipped, current.id]));
    goTo(at + 1);
  };
  useKeys({ j: () => goTo(at + 1), k: () => goTo(at - 1), s: skip });
  const last = [...decided].at(-1);
  return (
    <>
      <p role="status" class="quiet">
        {[
          last && `${last[1]}.`,
          open.length > 0 && `${counted(open.length, "case is", "cases are")} to be decided.`,
          decided.size > 0 && `${decided.size} decided.`,
          skipped.size > 0 && `${skipped.size} skipped.`,
          left > 0 && `${left} more may follow.`,
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      {current ? (
        <>
          <div class="actions walk">
            <button type="button" class="small" onClick={() => goTo(at - 1)}>
              Previous <kbd>k</kbd>
            </button>
            <span class="quiet">
              {at + 1} of {open.length}
            </span>
            <button type="button" class="small" onClick={() => goTo(at + 1)}>
              Next <kbd>j</kbd>
            </button>
          </div>
          <Case
            key={current.id}
            id={current.id}
            skip={skip}
            onDecided={(words) => {
              const next = open[at + 1] ?? open[at - 1];
              setDecided(new Map([...decided, [current.id, `${nameOf(current)}: ${words}`]]));
              setWanted(next?.id);
            }}
          />
        </>
      ) : (
        <Panel title={decided.size > 0 ? "All are decided" : "No lead waits for a review"}>
          <Empty>
            A lead comes here when Callingly did not say whether it took a call, and no call was found for it. To
            practise:{" "}
            {bridge.value?.is_local ? (
              <a href="/console/">make a review case</a>
            ) : (
              <>
                start <code>{bridge.value?.typed.start ?? "npm start"}</code> and press “Make a review case” on its
                first page
              </>
            )}
            .
          </Empty>
        </Panel>
      )}
    </>
  );
}
