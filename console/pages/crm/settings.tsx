import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer } from "../../kit/ask.ts";
import { BringIn } from "../../kit/bring-in.tsx";
import { Code, Empty, Panel } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { useSettled } from "../../kit/use-settled.ts";

type Outcomes = Answer<"crm">["by_outcome"];

/** Which status, stage or tag a record gets after each outcome, defaults included; other settings can be tried. */
export function ByOutcome({
  crm,
  settings,
  outcomes,
}: {
  readonly crm: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly outcomes: Outcomes;
}) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(() => JSON.stringify(settings, null, 2));
  const wanted = useSettled(text);
  const known = useAnswer("crm/try", isOpen ? { crm, settings: wanted } : undefined);
  return (
    <Panel title="After each outcome" aside={<code class="quiet">{`crms.${crm}.settings`}</code>}>
      {!isOpen && <Outcomes outcomes={outcomes} />}
      <div class="actions">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Leave the settings as they are" : "Try other settings"}
        </button>
        <span class="quiet">Nothing is written from here.</span>
      </div>
      {isOpen && (
        <>
          <label>
            Settings, as JSON
            <textarea
              spellcheck={false}
              rows={8}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <Answered known={known} rows={6}>
            {({ by_outcome, diff, for_config }) => (
              <>
                <Outcomes outcomes={by_outcome} />
                {diff === null ? (
                  <p class="quiet">It is so already.</p>
                ) : (
                  <>
                    <p>
                      What would change in bridge.config.ts; then <BringIn />:
                    </p>
                    <Code text={diff} label="Copy the difference" />
                    <Code text={for_config} label="Copy for bridge.config.ts" />
                  </>
                )}
              </>
            )}
          </Answered>
        </>
      )}
    </Panel>
  );
}

const Outcomes = ({ outcomes }: { readonly outcomes: Outcomes }) =>
  outcomes.length === 0 ? (
    <Empty>No setting of this CRM changes by outcome: the call itself says how it ended.</Empty>
  ) : (
    <Table
      caption="What is set after each outcome"
      rows={outcomes}
      keyOf={({ setting }) => setting}
      columns={[
        { name: "Setting", cell: ({ setting }) => <code>{setting}</code> },
        ...[...new Set(outcomes.flatMap(({ values }) => Object.keys(values)))].map((outcome) => ({
          name: outcome,
          cell: ({ values }: Outcomes[number]) => values[outcome] ?? <span class="quiet">–</span>,
        })),
      ]}
    />
  );
