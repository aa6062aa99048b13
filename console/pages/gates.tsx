import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { bringIn, isReadOnly } from "../kit/bridge.ts";
import { now } from "../kit/clock.ts";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, When } from "../kit/parts.tsx";
import { Remedy } from "../kit/remedy.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { PauseDialog } from "./gates/pause-dialog.tsx";
import { ResumeDialog } from "./gates/resume-dialog.tsx";
import { ManyDialog } from "./waiting/many.tsx";
import { ReasonWords } from "./waiting/reason.tsx";
import "./gates.css";

type All = Answer<"gates">;
type Gate = All["gates"][number];

/** What keeps many back at once: pauses, gates that a fault closed, and what the configuration says. */
export function Gates() {
  const known = useAnswer("gates", {}, { every: 15_000 });
  return (
    <Page
      title="Gates and pauses"
      about="What keeps calls or results back as a whole, since when, and what ends it."
      command="bridge gates"
    >
      <Answered known={known} rows={8}>
        {(all) => (
          <>
            <Pauses gates={all.gates.filter(({ is_pause }) => is_pause)} again={known.again} />
            <Closed gates={all.gates.filter(({ is_pause }) => !is_pause)} again={known.again} />
            <Configured all={all} />
          </>
        )}
      </Answered>
    </Page>
  );
}

function Pauses({ gates, again }: { readonly gates: readonly Gate[]; readonly again: () => void }) {
  const [isPausing, setPausing] = useState(false);
  const [ended, setEnded] = useState<Gate>();
  return (
    <Panel
      title="Pauses"
      aside={
        !isReadOnly.value && (
          <button type="button" class="small" onClick={() => setPausing(true)}>
            Pause calls …
          </button>
        )
      }
    >
      {gates.length === 0 ? (
        <Empty>No operator has paused calls.</Empty>
      ) : (
        <Table
          caption="Pauses, and who made them"
          rows={gates}
          keyOf={({ on }) => on}
          columns={[
            { name: "Paused", cell: ({ bars }) => <strong>{bars}</strong> },
            { name: "Why", cell: ({ detail }) => detail ?? <span class="quiet">no reason given</span> },
            { name: "By", cell: ({ by }) => by ?? "" },
            { name: "Since", cell: ({ since }) => <When at={since} /> },
            {
              name: "Then",
              cell: (gate) =>
                !isReadOnly.value && (
                  <button type="button" class="small" onClick={() => setEnded(gate)}>
                    Resume …
                  </button>
                ),
            },
          ]}
        />
      )}
      {isPausing && (
        <PauseDialog
          onClose={() => {
            setPausing(false);
            again();
          }}
        />
      )}
      {ended && (
        <ResumeDialog
          gate={ended}
          onClose={() => {
            setEnded(undefined);
            again();
          }}
        />
      )}
    </Panel>
  );
}

function Closed({ gates, again }: { readonly gates: readonly Gate[]; readonly again: () => void }) {
  const [retried, setRetried] = useState<Gate>();
  return (
    <Panel title="Gates">
      {gates.length === 0 ? (
        <Empty>Every gate is open: no fault keeps more than its own lead back.</Empty>
      ) : (
        <Table
          caption="Gates that a fault closed"
          rows={gates}
          keyOf={({ on }) => on}
          columns={[
            {
              name: "Kept back",
              cell: ({ bars, is_closed }) => (
                <>
                  <strong>{bars}</strong> {!is_closed && <span class="chip good">open again</span>}
                </>
              ),
            },
            { name: "Why", cell: (gate) => <Why gate={gate} /> },
            { name: "Since", cell: ({ since }) => <When at={since} /> },
            { name: "Then", cell: (gate) => <Then gate={gate} retry={() => setRetried(gate)} /> },
          ]}
        />
      )}
      {retried && (
        <ManyDialog
          act="replay"
          filter={{ reason: retried.reason }}
          onClose={() => {
            setRetried(undefined);
            again();
          }}
        />
      )}
    </Panel>
  );
}

const Why = ({ gate: { reason, reason_words, detail } }: { readonly gate: Gate }) => (
  <ReasonWords words={reason_words} href={`/console/waiting?reason=${reason}`}>
    {detail && <blockquote>{detail}</blockquote>}
  </ReasonWords>
);

function Then({ gate, retry }: { readonly gate: Gate; readonly retry: () => void }) {
  const { is_closed, opens_at, asks_at, tries, remedies } = gate;
  if (!is_closed) return <span class="quiet">The next call shows whether it stays open.</span>;
  return (
    <div class="why">
      <p>
        {opens_at ? (
          <>
            Opens by itself <When at={opens_at} />
          </>
        ) : asks_at && Date.parse(asks_at) <= now.value.getTime() ? (
          "Callingly is asked within a minute"
        ) : asks_at ? (
          <>
            Callingly is asked <When at={asks_at} />
          </>
        ) : (
          "Nothing before somebody ends it"
        )}
        {tries > 0 && <span class="quiet">; {tries === 1 ? "one try" : `${tries} tries`} in vain so far</span>}
      </p>
      {!isReadOnly.value && remedies.includes("replay") && (
        <p>
          <button type="button" class="small" onClick={retry}>
            Try now …
          </button>
        </p>
      )}
    </div>
  );
}

function Configured({ all: { configured, paused_regions, switches } }: { readonly all: All }) {
  const nothing = configured.length + paused_regions.length + switches.length === 0;
  return (
    <Panel title="In the configuration">
      {nothing ? (
        <Empty>
          Nothing in <code>bridge.config.ts</code> keeps calls back.
        </Empty>
      ) : (
        <ul class="switches">
          {switches.map(({ name, found, remedy }) => (
            <li key={name}>
              <p>
                <code>{name}</code> {found}
              </p>
              {remedy && <Remedy text={remedy} />}
            </li>
          ))}
          {configured
            .filter((path) => path !== "policies.paused")
            .map((path) => (
              <li key={path}>
                <p>
                  <code>{path}</code> Paused by the configuration.
                </p>
                <Remedy text={`Set it to false and ${bringIn.value}.`} />
              </li>
            ))}
          {paused_regions.length > 0 && (
            <li>
              <p>
                <code>policies.hours.pausedRegions</code> Nobody is called who may be in {paused_regions.join(", ")}.
              </p>
              <Remedy text={`Take the region out of the list and ${bringIn.value}.`} />
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
