import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { Twin } from "../../kit/page.tsx";
import { Empty, Panel } from "../../kit/parts.tsx";
import { Command } from "../../kit/remedy.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { Table } from "../../kit/table.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { counted } from "../../kit/words.ts";

/** Whose the calls of agents are there, and whose are nobody's. */
export function Owners({ crm }: { readonly crm: string }) {
  const [isAsked, setAsked] = useState(false);
  const known = useAnswer("crm/owners", isAsked ? { crm } : undefined);
  return (
    <Panel title="Whose the calls are">
      <div class="actions">
        <button type="button" disabled={known.isAsking} onClick={() => (isAsked ? known.again() : setAsked(true))}>
          {known.isAsking ? "Asking …" : "Ask for agents and users"}
        </button>
      </div>
      {isAsked && (
        <Answered known={known} rows={3}>
          {({ agents, others, setting }) => (
            <>
              {agents.length === 0 ? (
                <Empty>No agent's calls go there.</Empty>
              ) : (
                <Table
                  caption="Agents and users"
                  rows={agents.map((agent, at) => ({ ...agent, at }))}
                  keyOf={({ at }) => String(at)}
                  columns={[
                    { name: "Agent", cell: ({ name }) => name },
                    { name: "Account", cell: ({ account }) => account },
                    { name: "Address", cell: ({ email }) => email },
                    { name: "User", cell: ({ user }) => user },
                    {
                      name: "How",
                      cell: ({ how, is_nobodys }) => (is_nobodys ? <span class="chip wait">{how}</span> : how),
                    },
                  ]}
                />
              )}
              {others > 0 && <p class="quiet">{counted(others, "user")} there whom no agent is.</p>}
              {setting !== null && (
                <p>
                  An agent who is a user there under another address is named in bridge.config.ts:{" "}
                  <Command text={setting} />
                </p>
              )}
            </>
          )}
        </Answered>
      )}
      <Twin command={`bridge crms owners ${shellWord(crm)}`} />
    </Panel>
  );
}
