import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import { type Answer, ask } from "../kit/ask.ts";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, Problem, When } from "../kit/parts.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";

type Played = Extract<Answer<"local/stand-in">, { stand_in: true }>;

/** The Callingly that rings nobody: what it rang, and the misfortunes that can be tried with it. */
export function StandIn() {
  const known = useAnswer("local/stand-in", {}, { every: 3_000 });
  return (
    <Page
      title="The Callingly stand-in"
      about="It answers as Callingly does, and rings nobody. Make it misbehave, and see what the bridge does."
    >
      <Answered known={known} rows={6}>
        {(answer) =>
          answer.stand_in ? (
            <Shown played={answer} again={known.again} />
          ) : (
            <Empty>This bridge calls through Callingly itself: phones ring.</Empty>
          )
        }
      </Answered>
    </Page>
  );
}

const misfortunes = [
  ["answer-lost", "Lose the answer to the next call", "It rings, and the bridge does not hear of it."],
  ["refuses-calls", "Refuse the next call", "Callingly says that it cannot be called."],
  ["busy", "Ask to slow down", "The next call is answered 429."],
  ["down", "Be down for twenty requests", "Whatever is asked is answered 503."],
] as const;

const outcomes = ["contacted", "voicemail", "missed", "busy", "removed", "error"] as const;

function Shown({ played, again }: { readonly played: Played; readonly again: () => void }) {
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState("");
  const move = (words: string, act: () => Promise<unknown>) => () => {
    setProblem(undefined);
    act().then(
      () => {
        setSaid(words);
        again();
      },
      (error: Error) => setProblem(error.message),
    );
  };
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <p role="status" class="quiet">
        {said}
      </p>
      <div class="columns">
        <Panel title="Misfortunes">
          {misfortunes.map(([fault, words, effect]) => (
            <div key={fault}>
              <button
                type="button"
                onClick={move(`${words}: it waits for the next request.`, () => ask("local/fault", { fault }))}
              >
                {words}
              </button>
              <p class="quiet">{effect}</p>
            </div>
          ))}
          {played.faults.length > 0 && (
            <>
              <h3>Waiting to strike</h3>
              <ul>
                {played.faults.map((fault) => (
                  <li key={fault}>
                    <code>{fault}</code>
                  </li>
                ))}
              </ul>
              <button
                type="button"
                class="small"
                onClick={move("Nothing strikes any more.", () => ask("local/faults-clear", {}))}
              >
                Take them back
              </button>
            </>
          )}
        </Panel>
        <Panel title="How the next call ends">
          <div class="actions">
            {outcomes.map((outcome) => (
              <button
                type="button"
                key={outcome}
                onClick={move(`The next call ends: ${outcome}.`, () => ask("local/outcome", { outcome }))}
              >
                {outcome}
              </button>
            ))}
          </div>
          <h3>How fast its world goes</h3>
          <div class="actions">
            {[1, 10, 100].map((speed) => (
              <button
                type="button"
                key={speed}
                aria-pressed={played.speed === speed}
                onClick={move(`Calls go ${speed} times as fast as in life.`, () => ask("local/speed", { speed }))}
              >
                {speed === 1 ? "as in life" : `${speed} times as fast`}
              </button>
            ))}
          </div>
          <p>
            <a href={played.url} rel="noreferrer" target="_blank">
              Look inside
            </a>
          </p>
        </Panel>
      </div>
      <Panel title={`Rings: ${played.rings.count}`}>
        {played.rings.newest.length === 0 ? (
          <Empty>
            It has rung nobody yet. <a href="/console/">Send a lead.</a>
          </Empty>
        ) : (
          <Table
            caption="The last rings"
            rows={played.rings.newest}
            keyOf={({ id }) => String(id)}
            columns={[
              { name: "When", cell: ({ at }) => <When at={at} /> },
              { name: "Phone", cell: ({ phone }) => phone },
              { name: "Call", cell: ({ call_id }) => call_id },
              { name: "By", cell: ({ by }) => by },
            ]}
          />
        )}
      </Panel>
    </>
  );
}
