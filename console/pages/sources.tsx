import { Answered } from "../kit/answered.tsx";
import { BringIn } from "../kit/bring-in.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, When } from "../kit/parts.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { counted } from "../kit/words.ts";

/** The doors through which leads come. */
export function Sources() {
  const known = useAnswer("sources", {}, { every: 30_000 });
  return (
    <Page
      title="Sources"
      about="The doors through which leads come, each with a key of its own."
      command="bridge sources"
      aside={<a href="/console/new-source">Add a source</a>}
    >
      <Answered known={known} rows={6}>
        {({ sources, looked_at, refused_elsewhere }) =>
          sources.length === 0 ? (
            <Empty>
              No source is configured. <a href="/console/new-source">Add one</a> to bridge.config.ts and <BringIn />.
            </Empty>
          ) : (
            <>
              <section class="panel" aria-label="Sources">
                <Table
                  caption="Sources"
                  rows={sources}
                  keyOf={({ source }) => source}
                  columns={[
                    { name: "Source", cell: ({ source }) => <a href={`/console/sources/${source}`}>{source}</a> },
                    { name: "Connector", cell: ({ connector }) => connector },
                    { name: "Account", cell: ({ account }) => account },
                    { name: "Team", cell: ({ team }) => team },
                    {
                      name: "Results go to",
                      cell: ({ report }) => report.join(", ") || <span class="quiet">nobody</span>,
                    },
                    {
                      name: "Last lead",
                      cell: ({ last_lead_at }) =>
                        last_lead_at ? (
                          <When at={last_lead_at} />
                        ) : (
                          <span class="quiet">none of the newest {looked_at}</span>
                        ),
                    },
                    {
                      name: "Refused, 24 h",
                      isNumber: true,
                      cell: ({ refused }) =>
                        refused > 0 ? <span class="chip wait">{refused}</span> : <span class="quiet">0</span>,
                    },
                  ]}
                />
              </section>
              {refused_elsewhere > 0 && (
                <p class="note">
                  {counted(refused_elsewhere, "request")} of the last 24 h named none of these sources: some sender has
                  a wrong address.
                </p>
              )}
            </>
          )
        }
      </Answered>
    </Page>
  );
}
