import { useState } from "preact/hooks";
import { type Answer, ask, type Input } from "../../kit/ask.ts";
import { RingsPeople, useAskedFirst } from "../../kit/asked-first.tsx";
import { Twin } from "../../kit/page.tsx";
import { Panel, Problem, State, When, Worded } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";

type Sent = Answer<"source/send">;

/** Sends a lead as any sender would, and follows it. Where people are really called, it asks first whom. */
export function TestLead({ source }: { readonly source: string }) {
  const [phone, setPhone] = useState("+12025550100");
  const [name, setName] = useState("Test Lead");
  const [progress, setProgress] = useState("");
  const [sent, setSent] = useState<Sent>();
  const [first = "Test", ...rest] = name.trim().split(/\s+/);
  const wanted: Input<"source/send/ask"> = { source, phone, first_name: first, last_name: rest.join(" ") || "Lead" };

  const { begin, isBusy, problem, asked, agree, leave } = useAskedFirst(
    () => ask("source/send/ask", wanted),
    async (proof) => {
      setSent(undefined);
      setProgress("sending …");
      setSent(await ask("source/send", { proof }, { progress: setProgress }));
    },
  );

  return (
    <Panel title="Send a test lead">
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setProgress("looking …");
          void begin();
        }}
      >
        <label>
          Phone
          <input
            type="tel"
            autocomplete="off"
            value={phone}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
        <label>
          Name
          <input autocomplete="off" value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </label>
        <button type="submit" class="primary" disabled={isBusy || phone.trim() === ""}>
          Send a test lead
        </button>
      </form>
      <p class="quiet">The number that stands there at first belongs to nobody.</p>
      <div role="status" class="sent">
        {isBusy && <p class="quiet">{progress}</p>}
        {sent && <Result {...sent} />}
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin command={`bridge send ${shellWord(source)}`} />
      {asked !== undefined && <RingsPeople question={asked} phone={wanted.phone} agree={agree} leave={leave} />}
    </Panel>
  );
}

const Result = ({ words, taken, instead, steps, verdict, lead_id }: Sent) => (
  <>
    <p>
      <span class={`chip ${taken ? "good" : "bad"}`}>{taken ? "taken" : "refused"}</span> {words}
    </p>
    {instead !== null && <p>{instead}</p>}
    {steps.length > 0 && (
      <ol class="steps">
        {steps.map(({ at, state, reason }) => (
          <li key={`${at} ${state}`}>
            <State state={state} /> <When at={at} /> {reason}
          </li>
        ))}
      </ol>
    )}
    {verdict !== null && (
      <p class="next">
        <Worded text={verdict} />
      </p>
    )}
    {lead_id !== null && (
      <p>
        <a href={`/console/leads/${lead_id}`}>Look at the lead</a>
      </p>
    )}
  </>
);
