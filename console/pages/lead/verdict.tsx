import type { Answer } from "../../kit/ask.ts";
import { Panel, When } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";

type MayRing = NonNullable<Answer<"lead">["may_ring"]>;

const words = { now: "yes", later: "later", held: "held", never: "no" } as const;
const moods: Readonly<Record<string, string>> = { now: "good", later: "wait", held: "wait", never: "bad" };

/** Whether it may ring, rule by rule, each with what it goes by. */
export const Verdict = ({ mayRing: { rules, calling_hours: hours } }: { readonly mayRing: MayRing }) => (
  <Panel title="May it ring?">
    <Table
      caption="What each rule says"
      rows={rules}
      keyOf={({ rule }) => rule}
      columns={[
        { name: "Rule", cell: ({ rule }) => rule },
        {
          name: "Says",
          cell: ({ says }) => (
            <span class={`chip ${moods[says ?? ""] ?? "plain"}`}>{says ? words[says] : "not known here"}</span>
          ),
        },
        { name: "Until", cell: ({ at }) => (at ? <When at={at} /> : "") },
        { name: "By", cell: ({ by }) => by },
      ]}
    />
    {hours && (
      <>
        <h3>Calling hours, pack {hours.pack}</h3>
        <p>
          {hours.why}
          {hours.next_at && (
            <>
              {"; next "}
              <When at={hours.next_at} />, {hours.next_there.join(", ")}
            </>
          )}
        </p>
        {hours.rules.length > 0 && (
          <Table
            caption="What each rule of calling hours says"
            rows={hours.rules}
            keyOf={({ rule, zone, region }) => `${rule} ${zone} ${region}`}
            columns={[
              { name: "Rule", cell: ({ rule }) => rule },
              { name: "Allows", cell: ({ allows }) => (allows ? "yes" : "no") },
              { name: "There", cell: ({ time_there, zone, region }) => `${time_there} in ${zone} (${region})` },
              {
                name: "Source",
                cell: ({ citation, confidence, checked }) => `${citation}; ${confidence}, checked ${checked}`,
              },
            ]}
          />
        )}
      </>
    )}
  </Panel>
);
