import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { ask, type Input } from "../../kit/ask.ts";
import { isReadOnly } from "../../kit/bridge.ts";
import { useKeys } from "../../kit/keys.ts";
import { Problem } from "../../kit/parts.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { DecisionDialog } from "../lead/decision.tsx";
import { Decisions } from "./decisions.tsx";
import { Calls, Known } from "./evidence.tsx";
import type { Decision, Evidence } from "./of-case.ts";
import { WhichCall } from "./which-call.tsx";

/** One case: the bridge's own knowledge on the left, Callingly's calls on the right, what can be decided under them. */
export function Case({
  id,
  skip,
  onDecided,
}: {
  readonly id: string;
  readonly skip: () => void;
  readonly onDecided: (words: string) => void;
}) {
  const known = useAnswer("review/case", { lead_id: id });
  return (
    <Answered known={known} rows={10}>
      {(evidence) => <Shown evidence={evidence} skip={skip} onDecided={onDecided} />}
    </Answered>
  );
}

/** What is asked before a decision: whether somebody may ring once more, and which of several calls it was. */
type Asked = "call-again" | "which-call";

function Shown({
  evidence,
  skip,
  onDecided,
}: {
  readonly evidence: Evidence;
  readonly skip: () => void;
  readonly onDecided: (words: string) => void;
}) {
  const [asked, setAsked] = useState<Asked>();
  const { act, isBusy, problem } = useAct();
  const { lead, revision, callingly } = evidence;
  const fitting = callingly.calls.filter(({ fits }) => fits);

  const decide = (decision: Input<"lead/settle">["decision"], words: string, callId?: string) =>
    act(async () => {
      const call = callId === undefined ? {} : { call_id: callId };
      await ask("lead/settle", { lead_id: lead.id, revision, decision, ...call });
      onDecided(words);
    });
  const itRang = (callId?: string) =>
    decide("it-rang", callId === undefined ? "it rang" : `it rang, call ${callId}`, callId);
  const acts: Readonly<Record<Decision, () => void>> = {
    redial: () => setAsked("call-again"),
    // Where one call fits it is that; else the operator says which, or that they do not know.
    "it-rang": () => (fitting.length === 1 ? itRang(fitting[0]?.call_id) : setAsked("which-call")),
    cancel: () => decide("cancel", "ended"),
  };
  const named = lead.name === undefined ? {} : { name: lead.name };
  const mayDecide = !isReadOnly.value;
  const possible = evidence.decisions.map(({ decision }) => decision);
  const onKey = (decision: Decision) => () => mayDecide && possible.includes(decision) && acts[decision]();
  useKeys({ r: onKey("it-rang"), c: onKey("redial"), x: onKey("cancel") });

  return (
    <>
      <div class="columns">
        <Known evidence={evidence} />
        <Calls callingly={callingly} />
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Decisions evidence={evidence} mayDecide={mayDecide} isBusy={isBusy} acts={acts} skip={skip} />
      {asked === "call-again" && (
        <DecisionDialog
          kind="call-again"
          lead={{ id: lead.id, revision, ...named, person: { phone_number: lead.phone } }}
          onClose={() => setAsked(undefined)}
          onDone={() => onDecided("called again")}
        />
      )}
      {asked === "which-call" && (
        <WhichCall
          calls={fitting}
          onClose={() => setAsked(undefined)}
          onChosen={(callId) => {
            setAsked(undefined);
            itRang(callId);
          }}
        />
      )}
    </>
  );
}
