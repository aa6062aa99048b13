import { useEffect } from "preact/hooks";
import { personal } from "../../kit/ask.ts";
import { Empty, Panel, Problem, When, Worded } from "../../kit/parts.tsx";
import { span } from "../../kit/words.ts";
import { followPaths, followProblem, type Path, paths } from "./live.ts";

/** The way of each lead from the door to the CRM, step by step, as it happens. */
export function Paths() {
  const isShown = personal.value;
  useEffect(() => followPaths(), [isShown]);
  return (
    <Panel title="The path of each lead">
      {followProblem.value && <Problem>{followProblem.value}</Problem>}
      {paths.value.length === 0 ? <Empty>Nothing yet: send a lead.</Empty> : <PathList paths={paths.value} />}
      <details>
        <summary>What the steps mean</summary>
        <dl class="words">
          {meanings.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Panel>
  );
}

export const PathList = ({ paths }: { readonly paths: readonly Path[] }) => (
  <ol class="paths">
    {paths.map((path) => (
      <PathRow key={path.leadId} path={path} />
    ))}
  </ol>
);

const PathRow = ({
  path: { leadId, name, phone, source, receivedAt, outcome, until, steps },
}: {
  readonly path: Path;
}) => {
  const why = steps.at(-1)?.detail;
  return (
    <li class="path">
      <p class="who">
        <a href={`/console/leads/${leadId}`}>{name || "Somebody"}</a> <span>{phone}</span>{" "}
        <span class="quiet">{source}</span>
        {outcome && <span class="chip good">{outcome}</span>}
      </p>
      <ol class="steps">
        {steps.map(({ name, at, detail }) => (
          <li key={`${name} ${at}`} class={moods[name] ?? ""} title={detail ?? ""}>
            {name} <time dateTime={at}>+{span(Date.parse(at) - Date.parse(receivedAt))}</time>
          </li>
        ))}
      </ol>
      {why && (
        <p class="quiet">
          {until && (
            <>
              Rings <When at={until} />.{" "}
            </>
          )}
          <Worded text={why} />
        </p>
      )}
    </li>
  );
};

const moods: Readonly<Record<string, string>> = {
  completed: "good",
  "reported in the CRM": "good",
  "updated in the CRM": "good",
  waits: "wait",
  held: "wait",
  unknown: "wait",
  review: "wait",
  "not reported yet": "wait",
  failed: "bad",
};

const meanings = [
  ["accepted", "stored, and its sender was answered; commands call it ready"],
  ["waits", "for a moment, such as the one that was asked for, and rings then"],
  ["moved", "another time was named, and the last word counts"],
  ["dialing", "Callingly is being asked to call"],
  ["placed", "Callingly has taken the call; its result is waited for"],
  ["completed", "the call has ended"],
  ["reported", "the CRM has the result"],
  ["updated", "the CRM got more, such as a recording"],
  ["not reported yet", "the result waits, and says for what"],
  ["held", "waits, and says for what"],
  ["unknown", "it may have rung: the call is looked for, and not made again"],
  ["review", "no call was found: a person decides"],
  ["merged", "the same person was just called for another lead"],
  ["failed", "cannot be called, and says why"],
  ["cancelled", "somebody ended it, or nobody released it in its days"],
  ["suppressed", "the person asked to be forgotten before"],
] as const;
