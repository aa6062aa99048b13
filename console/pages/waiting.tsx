import { Answered } from "../kit/answered.tsx";
import { chosen, Filters, flagsOf } from "../kit/filter.tsx";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, When } from "../kit/parts.tsx";
import { useQuery } from "../kit/query.ts";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { Group } from "./waiting/group.tsx";
import { countWords, type ForReason, ReasonWords, Remedies } from "./waiting/reason.tsx";
import "./waiting.css";

/** What waits and why, with the way on; one reason at a time with its leads. */
export function Waiting() {
  const [{ reason, ...filter }, set] = useQuery(["reason", "source", "account", "since"]);
  const known = useAnswer("waiting", chosen(filter), { every: 30_000 });
  const command = reason ? `bridge leads list${flagsOf({ reason, ...filter })}` : `bridge replay${flagsOf(filter)}`;
  return (
    <Page title="Waiting" about="What waits, for what, and what ends it." command={command}>
      <Filters filter={filter} set={set} />
      <Answered known={known} rows={8}>
        {({ reasons }) =>
          reason ? (
            <Group
              reason={reason}
              filter={filter}
              group={reasons.find((each) => each.reason === reason)}
              again={known.again}
              leave={() => set({ reason: undefined })}
            />
          ) : (
            <Groups reasons={reasons} filter={filter} again={known.again} />
          )
        }
      </Answered>
    </Page>
  );
}

type Filter = Parameters<typeof Group>[0]["filter"];

function Groups({
  reasons,
  filter,
  again,
}: {
  readonly reasons: readonly ForReason[];
  readonly filter: Filter;
  readonly again: () => void;
}) {
  if (reasons.length === 0)
    return (
      <Panel title="Nothing waits">
        <Empty>
          {Object.values(filter).some(Boolean)
            ? "Nothing that this filter matches waits."
            : "Every lead was called or is about to be, and every result is in its CRM."}
        </Empty>
      </Panel>
    );
  const ended = reasons.filter(({ remedies }) => remedies.length > 0);
  const passing = reasons.filter(({ remedies }) => remedies.length === 0);
  return (
    <>
      {ended.length > 0 && (
        <Panel title="Waits for somebody">
          <Rows caption="What waits for somebody, by reason" reasons={ended} filter={filter} again={again} />
        </Panel>
      )}
      {passing.length > 0 && (
        <Panel title="Goes on by itself">
          <Rows caption="What goes on by itself, by reason" reasons={passing} filter={filter} again={again} />
        </Panel>
      )}
    </>
  );
}

const Rows = ({
  caption,
  reasons,
  filter,
  again,
}: {
  readonly caption: string;
  readonly reasons: readonly ForReason[];
  readonly filter: Filter;
  readonly again: () => void;
}) => (
  <Table
    caption={caption}
    rows={reasons}
    keyOf={({ reason }) => reason}
    columns={[
      { name: "For", cell: (group) => <Why group={group} filter={filter} /> },
      { name: "Waits", cell: (group) => <span class="short">{countWords(group)}</span> },
      { name: "The oldest came", cell: ({ oldest_at }) => <When at={oldest_at} /> },
      { name: "Then", cell: (group) => <Remedies group={group} filter={filter} again={again} isSmall /> },
    ]}
  />
);

const Why = ({ group, filter }: { readonly group: ForReason; readonly filter: Filter }) => (
  <ReasonWords
    words={group.reason_words}
    href={`/console/waiting?${new URLSearchParams(chosen({ ...filter, reason: group.reason }))}`}
  />
);
