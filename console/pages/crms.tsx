import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { typedHere } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Empty, type Mood } from "../kit/parts.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";

type Listed = Answer<"crms">["crms"][number];

const moods: Readonly<Record<Listed["credentials"], Mood>> = { complete: "good", incomplete: "wait", none: "bad" };

/** What the secret holds for a CRM. */
export const Credentials = ({ state }: { readonly state: Listed["credentials"] }) => (
  <span class={`chip ${moods[state]}`}>{state}</span>
);

/** The CRMs of the configuration: who is told of calls, and whose records come as leads. */
export function Crms() {
  const known = useAnswer("crms", {});
  return (
    <Page title="CRMs" about="Where results are written, and whose records come as leads." command="bridge crms list">
      <Answered known={known} rows={4}>
        {({ crms }) =>
          crms.length === 0 ? (
            <Empty>
              No CRM is configured, so that results go nowhere. <code>{typedHere("bridge crms add")}</code> writes one
              into bridge.config.ts.
            </Empty>
          ) : (
            <section class="panel" aria-label="CRMs">
              <Table
                caption="CRMs"
                rows={crms}
                keyOf={({ crm }) => crm}
                columns={[
                  { name: "CRM", cell: ({ crm }) => <a href={`/console/crms/${crm}`}>{crm}</a> },
                  { name: "Vendor", cell: ({ title }) => title },
                  { name: "Is told of calls of", cell: ({ told }) => told.join(", ") || <Nobody /> },
                  { name: "Its records are leads of", cell: ({ asked }) => asked.join(", ") || <Nobody /> },
                  { name: "Credentials", cell: ({ credentials }) => <Credentials state={credentials} /> },
                ]}
              />
            </section>
          )
        }
      </Answered>
    </Page>
  );
}

const Nobody = () => <span class="quiet">nobody</span>;
