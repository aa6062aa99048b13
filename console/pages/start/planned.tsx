import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask } from "../../kit/ask.ts";
import { RingsPeople, useAskedFirst } from "../../kit/asked-first.tsx";
import { Panel, Problem, When } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";
import { momentIn, TimeChoice, usualTime } from "./when.tsx";

/** Counts the calls that were planned from this page. */
export const planned = signal(0);

type Demo = Answer<"local/demo">;
type Plan = Answer<"local/plans">["plans"][number];

/** What stands in the diaries that are played on this machine: each is moved, done or removed there, and the lead follows. */
export function Planned({ demo }: { readonly demo: Demo }) {
  const { answer, problem, again } = useAnswer("local/plans", {});
  const [said, setSaid] = useState("");
  const status = useRef<HTMLParagraphElement>(null);
  const count = planned.value;
  const first = useRef(count);
  useEffect(() => {
    if (first.current !== count) again();
    first.current = count;
  }, [count]);
  const plans = answer?.plans ?? [];
  if (problem !== undefined) return <Problem>{problem}</Problem>;
  if (plans.length === 0) return null;

  const done = (words: string) => {
    setSaid(words);
    // The button that was pressed may go.
    status.current?.focus();
    again();
  };
  return (
    <Panel title="What is planned">
      <Table
        caption="Calls that are planned or booked"
        rows={plans}
        keyOf={({ source, id }) => `${source} ${id}`}
        columns={[
          { name: "Person", cell: ({ name, phone }) => `${name || "Somebody"} ${phone}` },
          { name: "What", cell: (plan) => whatIs(plan, demo) },
          { name: "When", cell: ({ at }) => (at.includes("T") ? <When at={at} /> : at) },
          {
            name: "Change it",
            cell: (plan) =>
              plan.state === "planned" ? (
                <Changes plan={plan} demo={demo} done={done} />
              ) : (
                <span>{plan.state === "removed" ? removedIn(placeOf(plan, demo)) : plan.state}</span>
              ),
          },
        ]}
      />
      <p role="status" tabIndex={-1} ref={status}>
        {said}
      </p>
    </Panel>
  );
}

type Place = Demo["sources"][number]["plans"];

const placeOf = ({ source }: Plan, { sources }: Demo): Place => sources.find((each) => each.source === source)?.plans;

/** Who books by themselves cancels; what somebody has planned is deleted. */
const removedIn = (place: Place): string => (place?.can_finish ? "deleted" : "cancelled");

/** `meeting in HubSpot`. */
function whatIs(plan: Plan, demo: Demo): string {
  const place = placeOf(plan, demo);
  const { words = plan.kind } = place?.kinds.find(({ kind }) => kind === plan.kind) ?? {};
  return `${words.replace(/^\w+ an? /, "")} in ${place?.title ?? plan.source}`;
}

function Changes({
  plan,
  demo,
  done,
}: {
  readonly plan: Plan;
  readonly demo: Demo;
  readonly done: (words: string) => void;
}) {
  const { source, id, phone } = plan;
  const who = plan.name || "somebody";
  const place = placeOf(plan, demo);
  const [ms, setMs] = useState(usualTime);
  const sent = (what: string, status: number) =>
    done(`${what}: ${place?.title ?? source} sent it, and the bridge answered ${status}.`);
  const moving = useAskedFirst(
    () => ask("local/plan/ask", { do: "move", source, id, at: momentIn(ms) }),
    async (proof) => sent(`The call of ${who} is moved`, (await ask("local/plan", { proof })).status),
  );
  const ending = useAct();
  const end = (how: "finish" | "remove", what: string) =>
    ending.act(async () =>
      sent(`The call of ${who} is ${what}`, (await ask("local/plan/end", { source, id, do: how })).status),
    );
  const isBusy = moving.isBusy || ending.isBusy;
  const problem = moving.problem ?? ending.problem;
  return (
    <>
      <div class="changes">
        <TimeChoice label={`New time for ${who}`} isSeen={false} ms={ms} choose={setMs} />
        <button type="button" class="small" disabled={isBusy} onClick={moving.begin}>
          Move
        </button>
        {place?.can_finish && (
          <button type="button" class="small" disabled={isBusy} onClick={() => end("finish", "done")}>
            Mark as done
          </button>
        )}
        <button type="button" class="small" disabled={isBusy} onClick={() => end("remove", removedIn(place))}>
          {place?.can_finish ? "Delete" : "Cancel"}
        </button>
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {moving.asked !== undefined && (
        <RingsPeople question={moving.asked} phone={phone} agree={moving.agree} leave={moving.leave} />
      )}
    </>
  );
}
