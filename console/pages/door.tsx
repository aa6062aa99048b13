import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { Answered } from "../kit/answered.tsx";
import { type Answer, ask } from "../kit/ask.ts";
import { Page } from "../kit/page.tsx";
import { Code, Empty, Problem, When } from "../kit/parts.tsx";
import { pasted } from "../kit/playground.ts";
import { saveFile } from "../kit/save-file.ts";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";

type Knock = Answer<"local/door">["requests"][number];

/** The last requests at the door of this machine's bridge: the refused ones first, each with what to do. */
export function Door() {
  const known = useAnswer("local/door", {}, { every: 3_000 });
  return (
    <Page
      title="At the door"
      about="The last requests that came to this bridge. Those that were refused are first."
      command="bridge sources --refused"
    >
      <Answered known={known} rows={6}>
        {({ requests }) => {
          const refused = requests.filter((each) => each.refused);
          const taken = requests.filter((each) => !each.refused);
          return requests.length === 0 ? (
            <Empty>
              Nobody has come yet. <a href="/console/">Send a lead.</a>
            </Empty>
          ) : (
            <>
              <ol class="refused">
                {refused.map((each) => (
                  <Refused key={each.id} knock={each} />
                ))}
              </ol>
              {taken.length > 0 && (
                <Table
                  caption="Requests that were taken"
                  rows={taken}
                  keyOf={({ id }) => String(id)}
                  columns={[
                    { name: "When", cell: ({ at }) => <When at={at} /> },
                    { name: "Answer", cell: ({ status }) => status },
                    { name: "Source", cell: ({ source }) => source ?? "Callingly, or nobody's" },
                    { name: "Request", cell: ({ id, source }) => <Request id={id} source={source} /> },
                  ]}
                />
              )}
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

const Refused = ({ knock: { id, at, source, status, why, next } }: { readonly knock: Knock }) => (
  <li class="panel">
    <p>
      <span class="chip bad">{status}</span> <strong>{source ?? "no source"}</strong> {why}. <When at={at} />
    </p>
    <p class="quiet">{next}</p>
    <Request id={id} source={source} />
  </li>
);

/** As it came, but for its key: to look at, to keep, or to try in the playground. */
function Request({ id, source }: { readonly id: number; readonly source: string | null }) {
  const { route } = useLocation();
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const read = (use: (text: string) => void) => () => {
    setProblem(undefined);
    ask("local/request", { id }).then(
      ({ text }) => use(text),
      (error: Error) => setProblem(error.message),
    );
  };
  return (
    <>
      <div class="actions">
        <button type="button" class="small" onClick={read(setText)}>
          Show the request
        </button>
        <button type="button" class="small" onClick={read((text) => saveFile(text, `refused-${id}.http`))}>
          Save as .http
        </button>
        <button
          type="button"
          class="small"
          onClick={read((request) => {
            pasted.value = { request, ...(source !== null && { source }) };
            route("/console/preview");
          })}
        >
          Try it in the playground
        </button>
      </div>
      {problem && <Problem>{problem}</Problem>}
      {text !== undefined && <Code text={text} />}
    </>
  );
}
