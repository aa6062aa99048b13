import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask } from "../../kit/ask.ts";
import { isReadOnly } from "../../kit/bridge.ts";
import { Twin } from "../../kit/page.tsx";
import { Empty, Panel, Problem } from "../../kit/parts.tsx";
import { Remedy } from "../../kit/remedy.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { Table } from "../../kit/table.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";

type Told = Answer<"crm/hooks">;

/** By which subscriptions the CRM tells sources of its records, and the button that mends what can be mended. */
export function Hooks({ crm }: { readonly crm: string }) {
  const [isAsked, setAsked] = useState(false);
  const [armed, setArmed] = useState<Told>();
  const { act, isBusy, problem } = useAct();
  const known = useAnswer("crm/hooks", isAsked ? { crm } : undefined);
  const arm = () => act(async () => setArmed(await ask("crm/hooks/arm", { crm })));
  return (
    <Panel title="How it tells of its records">
      <div class="actions">
        <button
          type="button"
          disabled={known.isAsking}
          onClick={() => {
            setArmed(undefined);
            if (isAsked) known.again();
            else setAsked(true);
          }}
        >
          {known.isAsking ? "Asking …" : "Ask for its subscriptions"}
        </button>
      </div>
      {isAsked && (
        <Answered known={known} rows={3}>
          {(told) => <Shown {...(armed ?? told)} isBusy={isBusy} arm={arm} />}
        </Answered>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin command={`bridge crms hooks ${shellWord(crm)}`} />
    </Panel>
  );
}

const Shown = ({
  hooks,
  remedies,
  isBusy,
  arm,
}: Told & { readonly isBusy: boolean; readonly arm: () => Promise<boolean> }) => (
  <>
    {hooks.length === 0 ? (
      <Empty>No source's leads are its records.</Empty>
    ) : (
      <Table
        caption="Subscriptions"
        rows={hooks}
        keyOf={({ source, event }) => `${source} ${event}`}
        columns={[
          { name: "Source", cell: ({ source }) => source },
          { name: "Event", cell: ({ event }) => <code>{event}</code> },
          {
            name: "Now",
            cell: ({ status, words }) => <span class={`chip ${status === "sends" ? "good" : "bad"}`}>{words}</span>,
          },
          { name: "There", cell: ({ state }) => state },
        ]}
      />
    )}
    {remedies.map((remedy) => (
      <Remedy key={remedy} text={remedy} />
    ))}
    {!isReadOnly.value && hooks.some(({ status, can_arm }) => status !== "sends" && can_arm) && (
      <div class="actions">
        <button type="button" class="primary" disabled={isBusy} onClick={() => void arm()}>
          {isBusy ? "Asking it to …" : "Have it send"}
        </button>
      </div>
    )}
  </>
);
