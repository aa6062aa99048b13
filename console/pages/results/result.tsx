import { useState } from "preact/hooks";
import { isReadOnly } from "../../kit/bridge.ts";
import { State, When, Worded } from "../../kit/parts.tsx";
import { type ResultAct, ResultDialog } from "./result-dialog.tsx";
import type { Row } from "./row.ts";

/** One call's result: why it waits, in the CRM's own words, who lacks it, and what can be done. */

export function Result({ row, again }: { readonly row: Row; readonly again: () => void }) {
  const [act, setAct] = useState<ResultAct>();
  const { call_id, account, state, reason_words, detail, lead_id, reports, heard_at, due_at, faults } = row;
  const written = reports.filter((report) => report.written);
  return (
    <li>
      <p class="head">
        <State state={state} /> <strong>Call {call_id}</strong> <span class="quiet">{account}</span>
        {lead_id && <a href={`/console/leads/${lead_id}`}>its lead</a>}
        <span class="quiet">
          heard of <When at={heard_at} />
          {due_at && (
            <>
              , next try <When at={due_at} />
            </>
          )}
        </span>
      </p>
      <p>
        <Worded text={reason_words} />
        {faults > 0 && ` (the bridge failed on this ${faults === 1 ? "once" : `${faults} times`} in a row)`}
      </p>
      {detail && <blockquote>{detail}</blockquote>}
      <p class="quiet">
        {lackWords(row)}{" "}
        {written.map(({ crm, record }) => `${crm} has it${record ? `, on ${record.type} ${record.id}` : ""}. `)}
        {what(row)}
      </p>
      {!isReadOnly.value && (
        <div class="actions">
          <button type="button" class="small" onClick={() => setAct("retry")}>
            Write it now …
          </button>
          {mayBeDropped(row) && (
            <button type="button" class="small quietly" onClick={() => setAct("drop")}>
              Give it up …
            </button>
          )}
        </div>
      )}
      {act && (
        <ResultDialog
          act={act}
          row={row}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined);
            again();
          }}
        />
      )}
    </li>
  );
}

const mayBeDropped = ({ is_parked, is_read, lacks }: Row): boolean => is_parked && (!is_read || lacks.length > 0);

const lackWords = ({ lacks, is_read }: Row): string => {
  if (lacks.length > 0) return `Lacked by ${lacks.join(", ")}.`;
  return is_read ? "Nobody lacks it any more." : "Who is to get it is known when it is read.";
};

/** What came of the call, as far as it was read. */
const what = ({ outcome, status, seconds }: Row): string => {
  const words = [outcome ?? status, seconds ? `${seconds} s` : undefined].filter(Boolean).join(", ");
  return words && `The call: ${words}.`;
};
