import { Answered } from "../../kit/answered.tsx";
import { typedHere } from "../../kit/bridge.ts";
import { chosen, type Filter } from "../../kit/filter.tsx";
import { LeadRows } from "../../kit/lead-rows.tsx";
import { Empty, Panel, When, Worded } from "../../kit/parts.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";
import { countWords, type ForReason, halves, Remedies } from "./reason.tsx";

/** All that waits for one reason. */
export function Group({
  reason,
  filter,
  group,
  again,
  leave,
}: {
  readonly reason: string;
  readonly filter: Filter;
  /** Undefined where nothing waits for it any more. */
  readonly group: ForReason | undefined;
  readonly again: () => void;
  readonly leave: () => void;
}) {
  const [what, then] = halves(group?.reason_words ?? reason);
  return (
    <Panel
      title={what}
      aside={
        <button type="button" class="small" onClick={leave}>
          All reasons
        </button>
      }
    >
      {group ? (
        <>
          {then && (
            <p>
              <Worded text={then} />
            </p>
          )}
          <p class="quiet">
            {countWords(group)}; the oldest came <When at={group.oldest_at} />. Reason <code>{reason}</code>
          </p>
          <Remedies group={group} filter={filter} again={again} />
          {group.remedies.includes("release-with-phone") && (
            <p class="note">
              A lead that needs another number is released on its own page: open it, and put in the number.
            </p>
          )}
          <Elsewhere commands={group.commands} />
          {group.leads + group.for_a_person > 0 && <Leads reason={reason} filter={filter} />}
        </>
      ) : (
        <Empty>Nothing waits for this any more.</Empty>
      )}
    </Panel>
  );
}

/** What is done at a terminal, as it takes a file or a sentence. */
function Elsewhere({ commands }: { readonly commands: readonly string[] }) {
  const only = commands.filter((command) => /bridge (?:dnc|unsuppress|leads allow)/.test(command));
  return only.length === 0 ? null : (
    <p>
      At a terminal: <code>{only.map(typedHere).join(", or ")}</code>
    </p>
  );
}

function Leads({ reason, filter }: { readonly reason: string; readonly filter: Filter }) {
  const known = useAnswer("leads/waiting", { ...chosen(filter), reason: [reason] }, { every: 30_000 });
  return (
    <Answered known={known} rows={6}>
      {({ leads, left }) => (
        <>
          <LeadRows caption="Leads that wait for it" leads={leads} />
          {left > 0 && <p class="quiet">… and {counted(left, "lead")} more.</p>}
        </>
      )}
    </Answered>
  );
}
