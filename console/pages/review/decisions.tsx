import { commandHere } from "../../kit/bridge.ts";
import { Panel } from "../../kit/parts.tsx";
import { Command } from "../../kit/remedy.tsx";
import type { Decision, Evidence } from "./of-case.ts";

/** What can be decided, what comes of it, and by which key. */

const buttons: Readonly<Record<Decision, { readonly words: string; readonly key: string; readonly tone: string }>> = {
  "it-rang": { words: "It rang", key: "r", tone: "primary" },
  redial: { words: "Call again …", key: "c", tone: "danger" },
  cancel: { words: "End it", key: "x", tone: "" },
};

/** The likeliest first; what rings is not the one beside it. */
const order = Object.keys(buttons) as Decision[];

export function Decisions({
  evidence: { decisions, stand_in },
  mayDecide,
  isBusy,
  acts,
  skip,
}: {
  readonly evidence: Evidence;
  readonly mayDecide: boolean;
  readonly isBusy: boolean;
  readonly acts: Readonly<Record<Decision, () => void>>;
  readonly skip: () => void;
}) {
  const inOrder = order.flatMap((kind) => decisions.filter(({ decision }) => decision === kind));
  return (
    <Panel title="Your decision">
      <ul class="decisions">
        {inOrder.map(({ decision, command, effect }) => {
          const { words, key, tone } = buttons[decision];
          return (
            <li key={decision}>
              {mayDecide && (
                <button type="button" class={tone} disabled={isBusy} onClick={acts[decision]}>
                  {words} <kbd>{key}</kbd>
                </button>
              )}
              <div>
                <p>{effect}</p>
                <Command text={commandHere(command)} />
              </div>
            </li>
          );
        })}
        <li>
          <button type="button" onClick={skip}>
            Skip <kbd>s</kbd>
          </button>
          <p>Nothing is decided; the next case comes. This one waits as it did.</p>
        </li>
      </ul>
      {stand_in && <p class="quiet">{stand_in}</p>}
    </Panel>
  );
}
