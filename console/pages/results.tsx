import { Answered } from "../kit/answered.tsx";
import { bridge } from "../kit/bridge.ts";
import { AccountChoice, Choice, flagsOf } from "../kit/filter.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, When, Worded } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { Result } from "./results/result.tsx";
import { RetryParked } from "./results/retry-parked.tsx";
import type { Row } from "./results/row.ts";
import { halves } from "./waiting/reason.tsx";
import "./results.css";

/** Results of calls that the CRM has not got: who lacks them and why, and the way on. */
export function Results() {
  const [{ reason, account, crm }, set] = useQuery(["reason", "account", "crm"]);
  const known = useAnswer(
    "results",
    { ...(reason && { reason: [reason] }), ...(account && { account }) },
    { every: 30_000 },
  );
  const { crms = [] } = bridge.value ?? {};
  return (
    <Page
      title="Results"
      about="Calls whose result is not in the CRM yet."
      command={`bridge results list${flagsOf({ reason, account })}`}
    >
      <div class="filters">
        <Choice
          label="Lacked by"
          any="anybody"
          value={crm}
          options={crms.map((each) => [each.crm, `CRM ${each.crm}`])}
          onChoose={(chosen) => set({ crm: chosen })}
        />
        <AccountChoice value={account} onChoose={(chosen) => set({ account: chosen })} />
        {reason && (
          <button type="button" onClick={() => set({ reason: undefined })}>
            All reasons
          </button>
        )}
      </div>
      <Answered known={known} rows={8}>
        {({ results, left }) => (
          <Shown
            results={results.filter(({ lacks }) => crm === undefined || lacks.includes(`CRM ${crm}`))}
            left={left}
            again={known.again}
          />
        )}
      </Answered>
    </Page>
  );
}

function Shown({
  results,
  left,
  again,
}: {
  readonly results: readonly Row[];
  readonly left: number;
  readonly again: () => void;
}) {
  if (results.length === 0)
    return (
      <Panel title="Nothing waits">
        <Empty>Every result is in its CRM.</Empty>
      </Panel>
    );
  const parked = results.filter(({ is_parked }) => is_parked);
  const underWay = results.filter(({ is_parked }) => !is_parked);
  return (
    <>
      <Panel title="By CRM and reason">
        <Summary results={results} />
      </Panel>
      {parked.length > 0 && (
        <Panel title="Somebody has to fix the cause" aside={<RetryParked results={parked} again={again} />}>
          <ul class="results">
            {parked.map((row) => (
              <Result key={`${row.account} ${row.call_id}`} row={row} again={again} />
            ))}
          </ul>
        </Panel>
      )}
      {underWay.length > 0 && (
        <Panel title="On their way">
          <ul class="results">
            {underWay.map((row) => (
              <Result key={`${row.account} ${row.call_id}`} row={row} again={again} />
            ))}
          </ul>
        </Panel>
      )}
      {left > 0 && <p class="quiet">… and perhaps {left} more: choose a reason.</p>}
    </>
  );
}

interface Count {
  readonly crm: string;
  readonly reason: string | null;
  readonly words: string;
  count: number;
  oldest: string;
}

/** How many each CRM lacks, for which reason. */
function Summary({ results }: { readonly results: readonly Row[] }) {
  const counts = new Map<string, Count>();
  for (const { lacks, is_read, reason, reason_words, heard_at } of results) {
    for (const crm of lacks.length > 0 ? lacks : [is_read ? "nobody any more" : "not known before it is read"]) {
      const key = `${crm} ${reason}`;
      const count = counts.get(key) ?? { crm, reason, words: reason_words, count: 0, oldest: heard_at };
      count.count += 1;
      if (heard_at < count.oldest) count.oldest = heard_at;
      counts.set(key, count);
    }
  }
  return (
    <Table
      caption="How many results each CRM lacks, by reason"
      rows={[...counts.values()].sort((one, other) => other.count - one.count)}
      keyOf={({ crm, reason }) => `${crm} ${reason}`}
      columns={[
        { name: "Lacked by", cell: ({ crm }) => crm },
        {
          name: "Why",
          cell: ({ words, reason }) =>
            reason ? (
              <a href={`/console/results?reason=${reason}`}>
                <Worded text={halves(words)[0]} />
              </a>
            ) : (
              words
            ),
        },
        { name: "Results", cell: ({ count }) => count, isNumber: true },
        { name: "The oldest was heard of", cell: ({ oldest }) => <When at={oldest} /> },
      ]}
    />
  );
}
