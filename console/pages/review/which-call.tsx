import { useState } from "preact/hooks";
import { Dialog } from "../../kit/dialog.tsx";
import { whole } from "../../kit/words.ts";
import type { Evidence } from "./of-case.ts";

/** Where not exactly one call fits, only the operator knows which it was. */
export function WhichCall({
  calls,
  onClose,
  onChosen,
}: {
  readonly calls: Evidence["callingly"]["calls"];
  readonly onClose: () => void;
  /** Undefined: the bridge goes on looking. */
  readonly onChosen: (callId: string | undefined) => void;
}) {
  const [callId, setCallId] = useState("");
  const choices = [
    ...calls.map(({ call_id, started_at }) => [
      call_id,
      `Call ${call_id}, ${started_at ? whole(started_at) : "no time"}`,
    ]),
    ["", "I do not know: the bridge looks for its call for three days more"],
  ] as const;
  return (
    <Dialog
      title={calls.length === 0 ? "It rang, and no call is found" : "Which call was it?"}
      onClose={onClose}
      actions={
        <button type="button" class="primary" onClick={() => onChosen(callId || undefined)}>
          It rang
        </button>
      }
    >
      {calls.length === 0 ? (
        <p>
          Nobody is rung. The bridge looks for the call for three days more, and its result goes to the CRM. This cannot
          be taken back before that is over.
        </p>
      ) : (
        <fieldset class="choices">
          <legend class="unseen">Which call it was</legend>
          {choices.map(([value = "", words]) => (
            <label key={value}>
              <input
                type="radio"
                name="call"
                value={value}
                checked={callId === value}
                onChange={() => setCallId(value)}
              />
              {words}
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
