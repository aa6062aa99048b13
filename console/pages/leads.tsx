import { useEffect, useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import { type Answer, ask, type Input, personal } from "../kit/ask.ts";
import { bridge } from "../kit/bridge.ts";
import { csvOf } from "../kit/csv.ts";
import { AccountChoice, Choice, SourceChoice } from "../kit/filter.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, Problem, State, When, Worded } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { saveFile } from "../kit/save-file.ts";
import { shellWord } from "../kit/shell-word.ts";
import { Table } from "../kit/table.tsx";
import { useAct } from "../kit/use-act.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { counted, span } from "../kit/words.ts";
import { Tabs } from "./leads/tabs.tsx";
import { Views } from "./leads/views.tsx";

/** Leads, the newest first, whatever became of them. */

const names = ["state", "reason", "source", "account", "since"] as const;
const spans = [
  ["1h", "the last hour"],
  ["24h", "the last day"],
  ["7d", "the last 7 days"],
  ["30d", "the last 30 days"],
] as const;

type Row = Answer<"leads/list">["leads"][number];
type Filter = Omit<Input<"leads/list">, "after" | "limit">;

export function Leads() {
  const [query, set] = useQuery(names);
  const filter: Filter = {
    ...(query.state && { state: [query.state] }),
    ...(query.reason && { reason: [query.reason] }),
    ...(query.source && { source: query.source }),
    ...(query.account && { account: query.account }),
    ...(query.since && { since: query.since }),
  };
  const given = names.flatMap((name) => (query[name] ? [[name, query[name]] as const] : []));
  const options = given.map(([name, value]) => ` --${name} ${shellWord(value ?? "")}`).join("");
  const text = new URLSearchParams(given.map(([name, value]) => [name, value ?? ""])).toString();
  return (
    <Page
      title="Leads"
      about="All that came, the newest first."
      command={`bridge leads list --all${options}`}
      aside={<Tabs />}
    >
      <div class="filters">
        <Choice
          label="State"
          any="all"
          value={query.state}
          options={(bridge.value?.lead_states ?? []).map((state) => [state, state])}
          onChoose={(state) => set({ state })}
        />
        <SourceChoice value={query.source} onChoose={(source) => set({ source })} />
        <AccountChoice value={query.account} onChoose={(account) => set({ account })} />
        <Choice
          label="Came in"
          any="any time"
          value={query.since}
          options={spans}
          onChoose={(since) => set({ since })}
        />
        {query.reason && (
          <button type="button" onClick={() => set({ reason: undefined })}>
            Only “{query.reason}”: show all
          </button>
        )}
      </div>
      <Views query={text === "" ? "" : `?${text}`} />
      {/* Another filter is another list, from its beginning. */}
      <List key={`${text} ${personal.value}`} filter={filter} />
    </Page>
  );
}

function List({ filter }: { readonly filter: Filter }) {
  const known = useAnswer("leads/list", filter);
  const [older, setOlder] = useState<readonly Answer<"leads/list">[]>([]);
  const { act, isBusy, problem } = useAct();
  const pages = known.answer ? [known.answer, ...older] : [];
  const rows = pages.flatMap(({ leads }) => leads);
  const last = pages.at(-1);
  const next = last?.next ?? undefined;

  const more = () =>
    act(async () => {
      const page = await ask("leads/list", { ...filter, after: next });
      setOlder([...older, page]);
    });
  const again = () => {
    setOlder([]);
    known.again();
  };

  return (
    <Answered known={known} rows={10}>
      {({ asked_at }) => (
        <>
          <Newer filter={filter} from={asked_at} seen={rows.map(({ id }) => id)} show={again} />
          {rows.length === 0 ? (
            <Empty>
              {next === undefined
                ? "No lead is in this list."
                : `None since ${new Date(last?.back_to ?? 0).toLocaleDateString()}; older ones may fit.`}{" "}
              {bridge.value?.is_local && <a href="/console/">Send one.</a>}
            </Empty>
          ) : (
            <Rows rows={rows} />
          )}
          {problem && <Problem again={more}>{problem}</Problem>}
          <div class="actions">
            {next !== undefined && (
              <button type="button" disabled={isBusy} onClick={more}>
                {isBusy ? "Reading …" : "Older ones"}
              </button>
            )}
            {rows.length > 0 && (
              <button type="button" class="small" onClick={() => saveFile(csv(rows), "leads.csv", "text/csv")}>
                Save these {rows.length} as CSV
              </button>
            )}
          </div>
        </>
      )}
    </Answered>
  );
}

const Rows = ({ rows }: { readonly rows: readonly Row[] }) => (
  <Table
    caption="Leads"
    rows={rows}
    keyOf={({ id }) => id}
    columns={[
      { name: "Lead", cell: (lead) => <a href={`/console/leads/${lead.id}`}>{lead.name ?? lead.phone ?? lead.id}</a> },
      { name: "Phone", cell: ({ phone }) => phone ?? <span class="quiet">none</span> },
      { name: "State", cell: ({ state }) => <State state={state} /> },
      { name: "Why", cell: ({ outcome, reason_words }) => outcome ?? <Worded text={reason_words} /> },
      { name: "Source", cell: ({ source }) => source },
      {
        name: "Called after",
        isNumber: true,
        cell: ({ seconds_to_call }) => (seconds_to_call === null ? "" : span(seconds_to_call * 1_000)),
      },
      { name: "Came", cell: ({ received_at }) => <When at={received_at} /> },
    ]}
  />
);

const csv = (rows: readonly Row[]): string =>
  csvOf(
    ["lead", "came", "state", "reason", "outcome", "source", "account", "name", "phone", "seconds to call"],
    rows.map((row) => [
      row.id,
      row.received_at,
      row.state,
      row.reason,
      row.outcome,
      row.source,
      row.account,
      row.name,
      row.phone,
      row.seconds_to_call,
    ]),
  );

const lookEveryMs = 5_000;

/** What came since is announced, and never pushed under the pointer. */
function Newer({
  filter,
  from,
  seen,
  show,
}: {
  readonly filter: Filter;
  readonly from: string;
  readonly seen: readonly string[];
  readonly show: () => void;
}) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    setCount(0);
    const look = () => {
      if (document.visibilityState !== "visible") return;
      ask("leads/since", { ...filter, from, seen: seen.slice(0, 200) }).then(
        ({ leads }) => setCount(leads.length),
        // The list itself says so at its next turn.
        () => undefined,
      );
    };
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [from, seen.length]);
  return (
    <div role="status" class="newer">
      {count > 0 && (
        <button type="button" class="primary" onClick={show}>
          {counted(count, "new lead")}: show
        </button>
      )}
    </div>
  );
}
