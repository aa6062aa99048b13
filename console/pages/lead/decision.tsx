import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask, type Input } from "../../kit/ask.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Problem } from "../../kit/parts.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { useSettled } from "../../kit/use-settled.ts";

/** A decision of the operator about one lead, and the question before it. */

export type DecisionKind = Input<"lead/ask">["decision"];
type Whole = Answer<"lead">;

interface Words {
  readonly button: string;
  readonly title: string;
  /** What comes of it. */
  readonly effect: string;
  /** The button that does it names the act. */
  readonly act: (name: string) => string;
}

export const decisionWords: Readonly<Record<DecisionKind, Words>> = {
  release: {
    button: "Release",
    title: "Release this lead",
    effect: "It is called from now on, at the usual pace.",
    act: (name) => `Call ${name} now`,
  },
  reschedule: {
    button: "Another time",
    title: "Call at another time",
    effect: "The lead waits until then, and all rules are asked again at that moment.",
    act: (name) => `Call ${name} then`,
  },
  "call-again": {
    button: "Call again",
    title: "Call this person again",
    effect: "The phone rings once more, whatever may have rung before.",
    act: (name) => `Call ${name} now`,
  },
  "it-rang": {
    button: "It rang",
    title: "It rang",
    effect: "Nobody is rung. The bridge waits for the call's result, and the lead does not ring again.",
    act: () => "It rang",
  },
  cancel: {
    button: "Cancel",
    title: "End this lead",
    effect: "Nobody is rung. What has rung already is still reported.",
    act: () => "End it",
  },
};

/** In which states a lead can be decided upon, as the bridge has it; it is asked again before anything is done. */
const states: Readonly<Record<DecisionKind, readonly string[]>> = {
  release: ["held"],
  reschedule: ["ready", "held"],
  "call-again": ["review", "completed", "failed", "suppressed", "cancelled"],
  "it-rang": ["unknown", "review"],
  cancel: ["ready", "held", "unknown", "review"],
};

const kinds = Object.keys(states) as DecisionKind[];

/** Who waits for the time that they asked for may be called now. */
const isReleasable = ({ state, reason }: Decidable): boolean => state === "ready" && reason === "asked-time";

type Decidable = Pick<Whole, "state" | "reason">;

export const decisionsOn = (lead: Decidable): DecisionKind[] =>
  kinds.filter((kind) => states[kind].includes(lead.state) || (kind === "release" && isReleasable(lead)));

export function DecisionDialog({
  kind,
  lead,
  onClose,
  onDone,
}: {
  readonly kind: DecisionKind;
  readonly lead: Pick<Whole, "id" | "revision" | "name"> & { readonly person: Pick<Whole["person"], "phone_number"> };
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [phone, setPhone] = useState("");
  const [time, setTime] = useState("");
  const { act, isBusy, problem } = useAct();
  const { title, effect, act: words } = decisionWords[kind];
  const settled = useSettled(phone.trim());
  const settledTime = useSettled(time.trim());
  const input: Input<"lead/ask"> = {
    lead_id: lead.id,
    revision: lead.revision,
    decision: kind,
    ...(settled && { phone: settled }),
    ...(settledTime && { time: settledTime }),
  };
  const needsNumber = kind === "release" && lead.person.phone_number === null;
  const isMissing = (needsNumber && settled === "") || (kind === "reschedule" && settledTime === "");
  const asked = useAnswer("lead/ask", isMissing ? undefined : input);
  const refused = asked.answer?.refused;
  // What is done is what was asked about, and nothing else: not a number that was typed since.
  const isAsked =
    asked.answer !== undefined &&
    asked.problem === undefined &&
    !asked.isAsking &&
    settled === phone.trim() &&
    settledTime === time.trim();

  const carryOut = async () => {
    const { lead_id, revision } = input;
    const proof = asked.answer?.proof ?? "";
    const isDone = await act(async () => {
      if (kind === "it-rang" || kind === "cancel") await ask("lead/settle", { lead_id, revision, decision: kind });
      else await ask("lead/call", { proof });
      onDone();
    });
    // What was answered once does not stand any more.
    if (!isDone) asked.again();
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        !refused && (
          <button
            type="button"
            class={asked.answer?.rings ? "danger" : "primary"}
            disabled={isBusy || !isAsked}
            onClick={carryOut}
          >
            {words(lead.name ?? "this person")}
          </button>
        )
      }
    >
      {isMissing ? (
        <p>{effect}</p>
      ) : (
        <Answered known={asked} rows={2}>
          {({ question, refused }) => <p>{refused ?? question ?? effect}</p>}
        </Answered>
      )}
      {kind === "release" && !refused && (
        <label>
          {needsNumber ? "Number to call" : "Another number, if this one is wrong"}
          <input
            type="tel"
            autocomplete="off"
            value={phone}
            placeholder="+12125550123"
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
      )}
      {kind === "reschedule" && !refused && (
        <label>
          When, by the person’s clocks
          <input
            type="text"
            autocomplete="off"
            value={time}
            placeholder="tomorrow at 9, or 2026-06-16 14:30"
            onInput={({ currentTarget }) => setTime(currentTarget.value)}
          />
        </label>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
    </Dialog>
  );
}
