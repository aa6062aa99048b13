import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer } from "../../kit/ask.ts";
import { commandHere, isReadOnly } from "../../kit/bridge.ts";
import { Findings } from "../../kit/findings.tsx";
import { Panel } from "../../kit/parts.tsx";
import { Command } from "../../kit/remedy.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { type Entry, WriteDialog } from "../secrets/write.tsx";

type Known = Answer<"crm">;

/** Whether the CRM lets the bridge in, and how it is let in. It is asked when somebody wants to know. */
export function Access({ crm, ways, again }: Known & { readonly again: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const [writing, setWriting] = useState<Pick<Entry, "purpose" | "entry" | "label" | "how">>();
  const known = useAnswer("crm/access", isAsked ? { crm } : undefined);
  return (
    <Panel title="How the bridge is let in">
      <div class="actions">
        <button type="button" onClick={() => (isAsked ? known.again() : setAsked(true))} disabled={known.isAsking}>
          {known.isAsking ? "Asking …" : `Ask ${crm} now`}
        </button>
        <span class="quiet">Reads what may be read; writes nothing.</span>
      </div>
      {isAsked && (
        <Answered known={known} rows={2}>
          {({ findings }) => (
            <div role="status">
              <Findings findings={findings} />
            </div>
          )}
        </Answered>
      )}
      <h3>To let it in, or in again</h3>
      <p>
        <Command text={commandHere(`bridge connect ${crm}`)} />
      </p>
      {ways.map(({ title, fields, by_browser }) => (
        <div class="way" key={title}>
          <h3>By {title}</h3>
          {by_browser && <p class="quiet">The command does this with your browser.</p>}
          <ul class="list">
            {fields.map(({ name, label, how }) => (
              <li key={name}>
                <strong>{label}</strong> <span class="quiet">{how}</span>{" "}
                {!isReadOnly.value && (
                  <button
                    type="button"
                    class="small"
                    aria-label={`Write ${crm}.${name}`}
                    onClick={() => setWriting({ purpose: "crm-credentials", entry: `${crm}.${name}`, label, how })}
                  >
                    Write
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {writing && (
        <WriteDialog
          entry={writing}
          onClose={() => {
            setWriting(undefined);
            again();
          }}
        />
      )}
    </Panel>
  );
}
