import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer, Input } from "../kit/ask.ts";
import { Page, Twin } from "../kit/page.tsx";
import { Empty } from "../kit/parts.tsx";
import { pasted } from "../kit/playground.ts";
import { shellWord } from "../kit/shell-word.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { Given } from "./playground/given.tsx";
import { Result } from "./playground/result.tsx";
import { Settings } from "./playground/settings.tsx";
import "./playground.css";

type Wanted = Input<"preview">;

/** What the bridge would make of a request, before anybody sends it. */
export function Playground() {
  const choices = useAnswer("preview/choices", {});
  return (
    <Page
      title="Playground"
      about="What the bridge would make of a request: the lead, why each field is read so, whether it may ring, the answer. Nothing is stored, and nobody is rung."
    >
      <Answered known={choices} rows={8}>
        {(answer) => <Desk {...answer} />}
      </Answered>
    </Page>
  );
}

function Desk({ sources, connectors }: Answer<"preview/choices">) {
  const { request, encoding, source: wished = sources[0]?.source } = pasted.value;
  // A request at the door may have named a source that there is not.
  const source = sources.some((each) => each.source === wished) ? wished : "";
  const [connector, setConnector] = useState("");
  const [at, setAt] = useState("");
  const chosen = sources.find((each) => each.source === source);
  const [settings, setSettings] = useState<string>();
  const [asked, setAsked] = useState<Wanted>();
  const known = useAnswer("preview", asked);

  const wanted = (changed: string | undefined): Wanted => ({
    request,
    ...(encoding && { encoding }),
    ...(source ? { source } : connector && { connector }),
    ...(at && { at: new Date(at).toISOString() }),
    ...(source && changed !== undefined && { settings: changed }),
  });
  const show = (changed = settings) => {
    if (request.trim() === "") return;
    setAsked(wanted(changed));
    known.again();
  };

  return (
    <>
      <div class="playground">
        <Given
          sources={sources}
          connectors={connectors}
          source={source ?? ""}
          connector={connector}
          at={at}
          isBusy={known.isAsking}
          onSource={(next) => {
            pasted.value = { ...pasted.value, source: next };
            setSettings(undefined);
          }}
          onConnector={setConnector}
          onAt={setAt}
          onShow={() => show()}
        />
        <div class="shown">
          {asked === undefined ? (
            <section class="panel" aria-label="Result">
              <Empty>
                Paste a request, a curl command or a body at the side, or drop a file there; then press “Show what
                becomes of it”.
              </Empty>
            </section>
          ) : (
            <Answered known={known} rows={12}>
              {(result) => <Result {...result} />}
            </Answered>
          )}
          {chosen && asked !== undefined && (
            <Settings
              key={chosen.source}
              source={chosen}
              text={settings ?? JSON.stringify(chosen.settings, null, 2)}
              forConfig={known.answer?.for_config ?? null}
              extras={known.answer?.leads.flatMap(({ extra }) => Object.keys(extra)) ?? []}
              onText={setSettings}
              onShow={show}
            />
          )}
        </div>
      </div>
      <Twin command={`bridge preview FILE${source ? ` --source ${shellWord(source)}` : ""}`} isOfConfig={!source} />
    </>
  );
}
