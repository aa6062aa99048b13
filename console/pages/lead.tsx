import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { isReadOnly } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Copy, Facts, Panel, State, When } from "../kit/parts.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { DecisionDialog, type DecisionKind, decisionsOn, decisionWords } from "./lead/decision.tsx";

type Whole = Answer<"lead">;

/** Everything that is known of one lead, and what an operator can decide about it. */
export function LeadPage({ id }: { readonly id: string }) {
  const known = useAnswer("lead", { who: id }, { every: 5_000 });
  return (
    <Page title="A lead" command={`bridge leads show ${id}`}>
      <Answered known={known} rows={10}>
        {(lead) => <Shown lead={lead} again={known.again} />}
      </Answered>
    </Page>
  );
}

function Shown({ lead, again }: { readonly lead: Whole; readonly again: () => void }) {
  const [asked, setAsked] = useState<DecisionKind>();
  return (
    <>
      <section class="panel lead-head" aria-label="State">
        <p class="who">
          <strong>{lead.name ?? "A lead"}</strong> <span>{lead.phone ?? "no number that can be called"}</span>
        </p>
        <p>
          <State state={lead.state} /> {lead.reason_words}
        </p>
        <p class="next">{lead.next_step}</p>
        {!isReadOnly.value && (
          <div class="actions">
            {decisionsOn(lead.state).map((kind) => (
              <button type="button" key={kind} onClick={() => setAsked(kind)}>
                {decisionWords[kind].button}
              </button>
            ))}
          </div>
        )}
      </section>
      {asked && (
        <DecisionDialog
          kind={asked}
          lead={lead}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            again();
          }}
        />
      )}
      <Panel title="Timeline">
        <Table
          caption="What happened to the lead"
          rows={lead.history}
          keyOf={({ at, state }) => `${at} ${state}`}
          columns={[
            { name: "When", cell: ({ at }) => <When at={at} /> },
            { name: "State", cell: ({ state }) => <State state={state} /> },
            { name: "Why", cell: ({ reason }) => reason ?? "" },
            { name: "By", cell: ({ by }) => by ?? "" },
          ]}
        />
      </Panel>
      <Panel title="Facts">
        <Facts
          facts={[
            ["Lead", <Copied text={lead.id} />],
            ["Received", <When at={lead.received_at} />],
            ["Source", `${lead.source}, account ${lead.account}`],
            ["E-mail", lead.person.email],
            ["Company", lead.person.company],
            ["Phone as given", lead.person.phone_as_given],
            ["Call", lead.call_id],
            ["Record", lead.record && `${lead.record.type} ${lead.record.id}`],
            ...Object.entries(lead.extra).map(([name, value]) => [name, value] as const),
          ]}
        />
      </Panel>
    </>
  );
}

const Copied = ({ text }: { readonly text: string }) => (
  <>
    <code>{text}</code> <Copy text={text} />
  </>
);
