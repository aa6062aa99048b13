import { useState } from "preact/hooks";
import { ask } from "../../kit/ask.ts";
import { isReadOnly } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Choice } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { useAct } from "../../kit/use-act.ts";
import { counted } from "../../kit/words.ts";
import type { Row } from "./row.ts";

/** After a fix: all that are parked, or those that one CRM lacks, are written now. */
export function RetryParked({ results, again }: { readonly results: readonly Row[]; readonly again: () => void }) {
  const [isOpen, setOpen] = useState(false);
  if (isReadOnly.value) return null;
  return (
    <>
      <button type="button" class="small" onClick={() => setOpen(true)}>
        Write them now …
      </button>
      {isOpen && (
        <RetryDialog
          crms={[...new Set(results.flatMap(({ lacks }) => lacks))].flatMap(
            (name) => /^CRM (.+)$/.exec(name)?.slice(1) ?? [],
          )}
          onClose={() => {
            setOpen(false);
            again();
          }}
        />
      )}
    </>
  );
}

function RetryDialog({ crms, onClose }: { readonly crms: readonly string[]; readonly onClose: () => void }) {
  const [crm, setCrm] = useState<string>();
  const [done, setDone] = useState<{ readonly retried: number; readonly refused: readonly string[] }>();
  const { act, isBusy, problem } = useAct();
  const carryOut = () => act(async () => setDone(await ask("results/retry-parked", crm === undefined ? {} : { crm })));
  return (
    <Dialog
      title="Write parked results now"
      onClose={onClose}
      leave={done ? "Close" : "Leave it"}
      actions={
        !done && (
          <button type="button" class="primary" disabled={isBusy} onClick={carryOut}>
            {crm === undefined ? "Write all parked results" : `Write those that ${crm} lacks`}
          </button>
        )
      }
    >
      {done ? (
        <div role="status" class="outcome">
          <p>{counted(done.retried, "result is", "results are")} tried again now.</p>
          {done.refused.length > 0 && (
            <ul class="left">
              {done.refused.map((why) => (
                <li key={why}>{why}</li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <>
          <Choice
            label="Which"
            any="all that are parked"
            value={crm}
            options={crms.map((name) => [name, `those that ${name} lacks`])}
            onChoose={setCrm}
          />
          <p>
            No phone rings, and no CRM gets a result twice. Where a CRM cannot say whether it has one, that result stays
            parked: it is written by its own button.
          </p>
          <Twin command={`bridge results retry ${crm === undefined ? "--all" : `--crm ${shellWord(crm)}`}`} />
        </>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
    </Dialog>
  );
}
