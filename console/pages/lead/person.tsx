import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { ask } from "../../kit/ask.ts";
import { bridge, isReadOnly } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Twin } from "../../kit/page.tsx";
import { Panel, Problem } from "../../kit/parts.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { shellWord } from "../../kit/shell-word.ts";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";

/** The person's rights: a copy of what is kept, the evidence of their consent, and to be forgotten. */
export function PersonRights({ id, onForgotten }: { readonly id: string; readonly onForgotten: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const { act, problem } = useAct();
  const save = (route: "person/consent" | "person/export", name: string) => () =>
    act(async () => {
      const data = await ask(route, { lead_id: id });
      saveFile(`${JSON.stringify(data, null, 2)}\n`, name, "application/json");
    });
  return (
    <Panel title="The person's rights">
      <div class="actions">
        <button type="button" onClick={save("person/consent", `consent-${id}.json`)}>
          Evidence of consent
        </button>
        {bridge.value?.masked === false && (
          <button type="button" onClick={save("person/export", `person-${id}.json`)}>
            A copy of what is kept
          </button>
        )}
        {!isReadOnly.value && (
          <button type="button" onClick={() => setAsking(true)}>
            Forget this person …
          </button>
        )}
      </div>
      {problem && <Problem>{problem}</Problem>}
      <p role="status">{said}</p>
      {isAsking && (
        <Forget
          id={id}
          onClose={() => setAsking(false)}
          onDone={(words) => {
            setAsking(false);
            setSaid(words);
            onForgotten();
          }}
        />
      )}
    </Panel>
  );
}

function Forget({
  id,
  onClose,
  onDone,
}: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}) {
  const known = useAnswer("person/to-forget", { lead_id: id });
  const [digits, setDigits] = useState("");
  const [mentions, setMentions] = useState(false);
  const [progress, setProgress] = useState("");
  const { act, isBusy, problem } = useAct();
  const forget = () =>
    act(async () => {
      const done = await ask("person/forget", { lead_id: id, digits, mentions }, { progress: setProgress });
      const left = done.unfinished.map((each) => ` Not done: ${each}`).join("");
      onDone(
        `${counted(done.leads, "lead")} and ${counted(done.calls, "call")} hold nothing of the person any more.${left}`,
      );
    });
  return (
    <Dialog
      title="Forget this person"
      onClose={onClose}
      actions={
        <button type="button" class="danger" disabled={isBusy || digits.trim().length !== 4} onClick={forget}>
          Forget them for good
        </button>
      }
    >
      <Answered known={known} rows={3}>
        {({ account, leads, calls, at_callingly, mentions: others, digits_of }) => (
          <>
            <p>
              {counted(leads, "lead")}, {counted(calls, "call")} and {counted(at_callingly, "lead")} at Callingly, in
              the account {account}. This cannot be undone. CRM records keep their own and get a note. Nobody calls them
              again.
            </p>
            {others > 0 && (
              <label class="check">
                <input
                  type="checkbox"
                  checked={mentions}
                  onChange={({ currentTarget }) => setMentions(currentTarget.checked)}
                />
                Also take them out of what other people's leads and calls say ({others})
              </label>
            )}
            <label>
              {digits_of === "phone" ? "The last four digits of their number" : "The last four signs of the lead's id"}
              <input
                value={digits}
                autocomplete="off"
                inputMode="text"
                onInput={({ currentTarget }) => setDigits(currentTarget.value)}
              />
            </label>
          </>
        )}
      </Answered>
      {isBusy && <p role="status">{progress}</p>}
      {problem && <Problem>{problem}</Problem>}
      <Twin command={`bridge leads forget ${shellWord(id)}`} />
    </Dialog>
  );
}
