import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import { type Answer, ask } from "../kit/ask.ts";
import { bridge, isReadOnly } from "../kit/bridge.ts";
import { Document } from "../kit/document.tsx";
import { Page } from "../kit/page.tsx";
import { Code, Empty, Facts, Panel, Problem, When } from "../kit/parts.tsx";
import { Remedy } from "../kit/remedy.tsx";
import { shellWord } from "../kit/shell-word.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { counted } from "../kit/words.ts";
import { Look } from "./source/look.tsx";
import { Origins } from "./source/origins.tsx";
import { Snippet } from "./source/snippet.tsx";
import { TestLead } from "./source/test-lead.tsx";
import "./source.css";

type Details = Answer<"source">;

/** One source: its address, its key, how its sender is connected, what it refuses, and a lead to try it with. */
export function Source({ source }: { readonly source: string }) {
  const known = useAnswer("source", { source });
  return (
    <Page title={`Source ${source}`} command={`bridge sources --show ${shellWord(source)}`}>
      <Answered known={known} rows={12}>
        {(details) => <Shown {...details} />}
      </Answered>
    </Page>
  );
}

function Shown(details: Details) {
  const { source, connector, account, team, country, report, page, key, old_key_used_at: usedAt } = details;
  return (
    <>
      <div class="columns">
        <Panel title="What it is">
          <Facts
            facts={[
              ["Connector", connector],
              ["Account", account],
              ["Team that rings", team],
              ["Numbers are at home in", country],
              ["Results go to", report.length > 0 ? report.map((crm) => <CrmLink key={crm} crm={crm} />) : "nobody"],
              ["Leads are fetched with", details.fetched_with],
              ["Category", details.category],
              ["Captcha", details.captcha],
              [
                "Settings",
                Object.keys(details.settings).length > 0 ? <code>{JSON.stringify(details.settings)}</code> : null,
              ],
            ]}
          />
        </Panel>
        <Panel title="Address and key">
          <Address source={source} />
          <Facts
            facts={[
              [
                "Key",
                key.being_replaced ? (
                  <>
                    <span class="chip wait">being replaced</span>{" "}
                    {key.since && (
                      <>
                        since <When at={key.since} />
                      </>
                    )}
                  </>
                ) : (
                  <span class="chip good">one, and in force</span>
                ),
              ],
              ["Old key", usedAt ? <>last used {<When at={usedAt} />}</> : "no use of one is noted"],
              ["Replace it", <a href="/console/secrets">under Secrets</a>],
            ]}
          />
        </Panel>
      </div>
      <Refusals refusals={details.refusals} lastAt={details.refused_within_a_day?.last_at ?? null} />
      {!isReadOnly.value && <TestLead source={source} />}
      <Snippet source={source} connector={connector} captcha={details.captcha} languages={details.languages} />
      {connector === "html-form" && <Look source={source} settings={details.settings} languages={details.languages} />}
      {connector === "html-form" && <Origins source={source} origins={details.allowed_origins} />}
      <Guide source={source} page={page} />
    </>
  );
}

const CrmLink = ({ crm }: { readonly crm: string }) => (
  <>
    <a href={`/console/crms/${crm}`}>{crm}</a>{" "}
  </>
);

/** It holds a key: asked for by hand, kept nowhere, and gone when it is hidden. */
function Address({ source }: { readonly source: string }) {
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (bridge.value?.masked) return <p class="quiet">A masked console shows no address, as it holds a key.</p>;
  const show = () =>
    ask("source/address", { source }).then(
      (answer) => setUrl(answer.url),
      (error: Error) => setProblem(error.message),
    );
  return (
    <>
      {url !== undefined && <Code text={url} label="Copy address" />}
      {problem !== undefined && <Problem again={show}>{problem}</Problem>}
      <div class="actions">
        <button type="button" onClick={url === undefined ? show : () => setUrl(undefined)}>
          {url === undefined ? "Show the address" : "Hide the address"}
        </button>
        <span class="quiet">It holds the key: whoever has it can send leads.</span>
      </div>
    </>
  );
}

const Refusals = ({ refusals, lastAt }: { readonly refusals: Details["refusals"]; readonly lastAt: string | null }) => (
  <Panel
    title="Refused within 24 hours"
    aside={
      lastAt && (
        <span class="quiet">
          the last <When at={lastAt} />
        </span>
      )
    }
  >
    {refusals.length === 0 ? (
      <Empty>Nothing was refused.</Empty>
    ) : (
      <ul class="findings">
        {refusals.map(({ status, count, cause, remedy }) => (
          <li key={status}>
            <span class="chip wait">{status}</span>
            <div>
              <p>
                <strong>{counted(count, "request")}</strong> with {cause}
              </p>
              {remedy !== null && <Remedy text={remedy} />}
            </div>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

/** Opened when it is wanted: it is long, and most days nobody needs it. */
function Guide({ source, page }: { readonly source: string; readonly page: string }) {
  const [isOpen, setOpen] = useState(false);
  const known = useAnswer("source/guide", isOpen ? { source } : undefined);
  return (
    <Panel title="How to connect" aside={<code class="quiet">{page}</code>}>
      <div class="actions">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide the guide" : "Show the guide"}
        </button>
      </div>
      {isOpen && <Answered known={known}>{({ blocks }) => <Document blocks={blocks} />}</Answered>}
    </Panel>
  );
}
