import { useState } from "preact/hooks";
import { type Answer, ask } from "../../kit/ask.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { useAct } from "../../kit/use-act.ts";

export type Entry = Answer<"secrets">["entries"][number];

/** Takes a value, has it tried and written. It leaves the page in the request's body alone, and the field is emptied. */
export function WriteDialog({
  entry: { purpose, entry, label, how },
  onClose,
}: {
  readonly entry: Pick<Entry, "purpose" | "entry" | "label" | "how">;
  readonly onClose: () => void;
}) {
  const [value, setValue] = useState("");
  const { act, isBusy, problem } = useAct();
  const [refused, setRefused] = useState<string>();
  const [said, setSaid] = useState<readonly string[]>();

  const write = (check: boolean) =>
    act(async () => {
      setRefused(undefined);
      const answer = await ask("secrets/set", { purpose, entry, value, check });
      if (answer.written) {
        setValue("");
        setSaid(answer.said);
      } else setRefused(answer.refused ?? undefined);
    });

  return (
    <Dialog
      title={`Write ${entry}`}
      onClose={onClose}
      actions={
        said === undefined && (
          <>
            {refused !== undefined && (
              <button type="button" class="danger" disabled={isBusy} onClick={() => write(false)}>
                Write it all the same
              </button>
            )}
            <button type="button" class="primary" disabled={isBusy || value.trim() === ""} onClick={() => write(true)}>
              {isBusy ? "Trying …" : "Try and write"}
            </button>
          </>
        )
      }
    >
      {said ? (
        <div role="status">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <label>
          {label ?? entry}
          {how && <span class="quiet">{how}</span>}
          <input
            type="password"
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={({ currentTarget }) => setValue(currentTarget.value)}
          />
        </label>
      )}
      {refused !== undefined && <Problem>{refused}</Problem>}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin command={`bridge secrets set ${purpose} ${shellWord(entry)}`} />
    </Dialog>
  );
}
