import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import { ask } from "../kit/ask.ts";
import { Page } from "../kit/page.tsx";
import { Code, Panel, Problem } from "../kit/parts.tsx";
import { shellWord } from "../kit/shell-word.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { Paths } from "./start/paths.tsx";
import { Planned } from "./start/planned.tsx";
import { Records } from "./start/records.tsx";
import { TryIt, type Way, waysOf } from "./start/try-it.tsx";
import "./start.css";

/** Where `npm start` begins: send a lead, and watch it go. */
export function Start() {
  const known = useAnswer("local/demo", {});
  const [at, setAt] = useState(0);
  const way = known.answer && waysOf(known.answer)[at];
  return (
    <Page
      title="Send a lead and watch it"
      about="Form or CRM → bridge → Callingly → back to the CRM. Everything here runs as it is deployed."
      command={twinOf(way)}
    >
      <div class="columns wide-right">
        <div class="stack">
          <Answered known={known} rows={8}>
            {(demo) => (
              <>
                <TryIt demo={demo} at={at} choose={setAt} />
                {demo.stand_in && <Rehearsal />}
                <Doors sources={demo.sources} />
              </>
            )}
          </Answered>
        </div>
        <div class="stack">
          <Paths />
          {known.answer && <Planned demo={known.answer} />}
          <Records />
        </div>
      </div>
    </Page>
  );
}

/** What saves a contact in a CRM is no command: its source is looked at instead. */
const twinOf = (way: Way | undefined): string => {
  if (way === undefined) return "bridge sources";
  return way.crm === "" ? `bridge send ${shellWord(way.source)}` : `bridge sources --show ${shellWord(way.source)}`;
};

function Rehearsal() {
  const [said, setSaid] = useState<{ id?: string; problem?: string }>();
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setSaid(undefined);
    try {
      setSaid({ id: (await ask("local/review-case", {})).lead_id });
    } catch (error) {
      setSaid({ problem: (error as Error).message });
    }
    setBusy(false);
  };
  return (
    <Panel title="Practise a decision">
      <p class="quiet">
        A dial whose answer gets lost, and of which Callingly shows no call, waits for you. In life that takes forty
        minutes.
      </p>
      <div class="actions">
        <button type="button" disabled={isBusy} onClick={make}>
          Make a review case
        </button>
      </div>
      <p role="status">
        {isBusy && "The dial gets lost, and Callingly is asked …"}
        {said?.id && (
          <>
            It waits for a decision: <a href="/console/review">review it</a>.
          </>
        )}
      </p>
      {said?.problem && <Problem>{said.problem}</Problem>}
    </Panel>
  );
}

function Doors({
  sources: all,
}: {
  readonly sources: readonly { readonly source: string; readonly url: string | null; readonly connector: string }[];
}) {
  const sources = all.flatMap(({ url, ...source }) => (url === null ? [] : [{ ...source, url }]));
  if (sources.length === 0) return null;
  const machine =
    sources.find(({ connector }) => connector === "json") ?? sources.find(({ connector }) => connector === "html-form");
  const lead = '{"first_name": "Grace", "last_name": "Lake", "phone": "+1 206 555 0100"}';
  return (
    <Panel title="Anything else posts here">
      {machine && <Code text={`curl '${machine.url}' \\\n  -H 'content-type: application/json' \\\n  -d '${lead}'`} />}
      <details>
        <summary>The address of each source</summary>
        {sources.map(({ source, url }) => (
          <div key={source}>
            <h3>{source}</h3>
            <Code text={url} />
          </div>
        ))}
      </details>
    </Panel>
  );
}
