import { Answered } from "../kit/answered.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, State, When } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { counted } from "../kit/words.ts";

/** Leads, the newest first. */
export function Leads() {
  const [{ state, reason, source }] = useQuery(["state", "reason", "source"]);
  const known = useAnswer("leads/waiting", {
    ...(state && { state: [state] }),
    ...(reason && { reason: [reason] }),
    ...(source && { source }),
  });
  return (
    <Page title="Leads" about="Those that wait for something, the newest first." command="bridge leads list">
      <Answered known={known} rows={8}>
        {({ leads, left }) =>
          leads.length === 0 ? (
            <Empty>No lead waits.</Empty>
          ) : (
            <>
              <Table
                caption="Leads that wait"
                rows={leads}
                keyOf={({ id }) => id}
                columns={[
                  {
                    name: "Lead",
                    cell: (lead) => <a href={`/console/leads/${lead.id}`}>{lead.name ?? lead.phone ?? lead.id}</a>,
                  },
                  { name: "State", cell: (lead) => <State state={lead.state} /> },
                  { name: "Why", cell: (lead) => lead.reason_words },
                  { name: "Source", cell: (lead) => lead.source },
                  { name: "Came", cell: (lead) => <When at={lead.received_at} /> },
                ]}
              />
              {left > 0 && <p class="quiet">… and {counted(left, "lead")} more.</p>}
            </>
          )
        }
      </Answered>
    </Page>
  );
}
