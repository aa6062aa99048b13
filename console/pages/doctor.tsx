import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { type Finding, Findings } from "../kit/findings.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, When } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { counted } from "../kit/words.ts";

type Examined = Answer<"doctor">;

/** What is wrong with the bridge, part by part, and what to do about it. */
export function Doctor() {
  const known = useAnswer("doctor", {});
  return (
    <Page
      title="Doctor"
      about="Everything that a working bridge needs, looked at. Nothing is changed by looking, and nobody is rung."
      command="bridge doctor"
      aside={
        <button type="button" class="primary" onClick={known.again} disabled={known.isAsking}>
          {known.isAsking ? "Looking …" : "Look again"}
        </button>
      }
    >
      <Answered known={known} rows={12}>
        {(examined) => <Found {...examined} />}
      </Answered>
    </Page>
  );
}

const isProblem = ({ status }: Finding): boolean => status === "fault" || status === "warning";

function Found({ groups, counts, at }: Examined) {
  const [{ show }, set] = useQuery(["show"]);
  const isAll = show === "all";
  const shown = groups
    .map(({ group, findings }) => ({ group, findings: isAll ? findings : findings.filter(isProblem) }))
    .filter(({ findings }) => findings.length > 0);
  return (
    <>
      <div class="doctor-head">
        <p class="counts">
          <span class={`chip ${counts.fault > 0 ? "bad" : "plain"}`}>{counted(counts.fault, "fault")}</span>
          <span class={`chip ${counts.warning > 0 ? "wait" : "plain"}`}>{counted(counts.warning, "warning")}</span>
          <span class="chip plain">{counts.skipped} skipped</span>
          <span class="chip good">{counts.ok} ok</span>
          <span class="quiet">
            looked <When at={at} />
          </span>
        </p>
        <fieldset class="actions choice">
          <legend class="unseen">Which findings</legend>
          <button type="button" class="small" aria-pressed={!isAll} onClick={() => set({ show: undefined })}>
            Problems only
          </button>
          <button type="button" class="small" aria-pressed={isAll} onClick={() => set({ show: "all" })}>
            All
          </button>
        </fieldset>
      </div>
      {shown.length === 0 && <Empty>Nothing is wrong.</Empty>}
      {shown.map(({ group, findings }) => (
        <Panel key={group} title={group}>
          <Findings findings={findings} />
        </Panel>
      ))}
    </>
  );
}
