import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { bridge } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, When, Worded } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { counted, span } from "../kit/words.ts";
import { Attempts, Outcomes, SpeedByHour } from "./today/bars.tsx";
import { SpeedOverDays } from "./today/speed.tsx";
import "./today.css";

type TodayAnswer = Answer<"today">;

/** The day in five figures, what needs a person, and how fast and with what outcome leads are called. */

const divisions = ["source", "account", "team"] as const;
/** A look costs up to 17 read units: with this an idle tab stays below fifteen a minute. */
const lookEveryMs = 70_000;

export function Today() {
  const [{ by }, set] = useQuery(["by"]);
  const division = divisions.find((each) => each === by) ?? "source";
  const known = useAnswer("today", { by: division }, { every: lookEveryMs });
  return (
    <Page
      title="Today"
      about={<Clocks known={known.answer} />}
      command={division === "source" ? "bridge today" : `bridge today --by ${division}`}
      aside={
        <button type="button" class="small" onClick={known.again} disabled={known.isAsking}>
          Look again
        </button>
      }
    >
      <Answered known={known} rows={12}>
        {(answer) => <Shown answer={answer} division={division} choose={(by) => set({ by })} />}
      </Answered>
    </Page>
  );
}

const Clocks = ({ known }: { readonly known: TodayAnswer | undefined }) =>
  known === undefined ? (
    <>By the clocks of each account.</>
  ) : (
    <>
      {known.accounts.map(({ name, date, zone }) => `${name}: ${date} (${zone})`).join(" · ")}, looked at{" "}
      <When at={known.at} />
    </>
  );

function Shown({
  answer,
  division,
  choose,
}: {
  readonly answer: TodayAnswer;
  readonly division: (typeof divisions)[number];
  readonly choose: (by: string) => void;
}) {
  const { figures, definitions } = answer;
  return (
    <>
      <ul class="figures">
        <Figure name="came" count={answer.came} to="/console/leads?since=24h" about={definitions.came} />
        <Figure name="rung" count={answer.rung} to="/console/leads?since=24h" about={definitions.rung} />
        <Figure name="wait" count={answer.waiting} to="/console/waiting" about={definitions.waiting} mood="wait" />
        <Figure name="need you" count={answer.need_you} to="/console/waiting" about={definitions.need_you} mood="bad" />
        <Figure name="failed" count={answer.failed} to="/console/leads?state=failed" about={definitions.failed} />
      </ul>
      <WaitsFor answer={answer} />
      <Panel
        title="Outcomes"
        aside={
          <div class="actions">
            {divisions.map((each) => (
              <button
                type="button"
                key={each}
                class="small"
                aria-pressed={each === division}
                onClick={() => choose(each)}
              >
                by {each}
              </button>
            ))}
          </div>
        }
      >
        <Outcomes groups={answer.groups} division={division} />
        <p class="quiet">{definitions.outcomes}</p>
      </Panel>
      <div class="columns">
        <Panel title="Speed to lead">
          <p class="speed">
            <strong>{secondsOrNone(figures.speed_to_lead.p50)}</strong> half of them,{" "}
            <strong>{secondsOrNone(figures.speed_to_lead.p90)}</strong> nine in ten
          </p>
          <p class="quiet">{definitions.speed_to_lead}</p>
          {figures.speed_after_release.leads > 0 && (
            <p class="quiet">
              {counted(figures.speed_after_release.leads, "lead")} after a release:{" "}
              {secondsOrNone(figures.speed_after_release.p50)}, {secondsOrNone(figures.speed_after_release.p90)}.
            </p>
          )}
          <SpeedOverDays days={answer.history} />
          <h3>By the hour in which they came, or asked to be called</h3>
          <SpeedByHour hours={answer.speed_by_hour} />
          <p class="quiet">{definitions.speed_by_hour}</p>
        </Panel>
        <Panel title="Attempts by hour">
          <Attempts hours={answer.hours} />
          <p class="quiet">
            {definitions.attempts}
            {answer.calls_not_read > 0 && `; ${counted(answer.calls_not_read, "call")} were not read`}
          </p>
        </Panel>
      </div>
    </>
  );
}

const secondsOrNone = (seconds: number | null): string => (seconds === null ? "–" : span(seconds * 1_000));

const Figure = ({
  name,
  count,
  to,
  about,
  mood = "plain",
}: {
  readonly name: string;
  readonly count: number;
  readonly to: string;
  readonly about: string;
  readonly mood?: "plain" | "wait" | "bad";
}) => (
  <li>
    <a href={to} class={`figure ${count > 0 ? mood : "plain"}`} title={about}>
      <strong>{count.toLocaleString("en-US")}</strong> <span>{name}</span>
    </a>
  </li>
);

/** What waits, with the way to its mend. */
function WaitsFor({ answer }: { readonly answer: TodayAnswer }) {
  const groups = [...answer.waiting_for, ...answer.results_waiting.parked_for];
  return (
    <Panel title="What waits, and for what">
      {groups.length === 0 ? (
        <Empty>Nothing waits.{bridge.value?.is_local && " Send a lead from “Try it”."}</Empty>
      ) : (
        <Table
          caption="What waits, by reason"
          rows={groups}
          keyOf={({ kind, reason }) => `${kind} ${reason}`}
          columns={[
            { name: "How many", isNumber: true, cell: ({ count }) => count },
            { name: "For what", cell: ({ reason_words }) => <Worded text={reason_words} /> },
            { name: "Since", cell: ({ oldest }) => <When at={oldest} /> },
            {
              name: "Mend",
              cell: ({ kind, reason, commands }) =>
                commands.length === 0 && kind !== "review" ? (
                  <span class="quiet">passes by itself</span>
                ) : (
                  <a class="button small" href={placeOf(kind, reason)}>
                    {mends[kind]}
                  </a>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

type Kind = TodayAnswer["waiting_for"][number]["kind"];

const mends: Readonly<Record<Kind, string>> = {
  rule: "Mend",
  operator: "Decide",
  review: "Review",
  look: "Look",
  result: "See results",
};

function placeOf(kind: Kind, reason: string): string {
  if (kind === "review") return "/console/review";
  return kind === "result" ? "/console/results" : `/console/waiting?reason=${encodeURIComponent(reason)}`;
}
