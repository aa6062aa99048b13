import type { Answer } from "./ask.ts";
import { type Mood, Panel, When } from "./parts.tsx";
import { Table } from "./table.tsx";

type Given = NonNullable<Answer<"lead">["may_ring"]>;

const moods: Readonly<Record<string, Mood>> = { now: "good", later: "wait", held: "wait", never: "bad" };

/** Whether a lead may ring, rule by rule, and what each rule goes by. */
export const Verdict = ({ called, rules, calling_hours: hours }: Given) => (
  <Panel title="May it ring?">
    {called.at && (
      <p>
        It rings <When at={called.at} />, {called.there.join(", ")}.
      </p>
    )}
    <Table
      caption="What each rule says"
      rows={rules}
      keyOf={({ rule }) => rule}
      columns={[
        { name: "Rule", cell: ({ rule }) => rule },
        {
          name: "Says",
          cell: ({ says }) =>
            says === null ? <span class="quiet">not known</span> : <span class={`chip ${moods[says]}`}>{says}</span>,
        },
        {
          name: "Why",
          cell: ({ by, reason, at }) => (
            <>
              {reason && <strong>{reason} </strong>}
              {by}
              {at && (
                <>
                  {"; next "}
                  <When at={at} />
                </>
              )}
            </>
          ),
        },
      ]}
    />
    {hours && (
      <>
        <h3>Calling hours: {hours.pack}</h3>
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
            keyOf={({ rule, region, zone }) => `${rule} ${region} ${zone}`}
            columns={[
              { name: "Rule", cell: ({ rule }) => rule },
              { name: "Where", cell: ({ region, zone }) => `${region}, ${zone}` },
              { name: "There it is", cell: ({ time_there }) => time_there },
              {
                name: "Allows",
                cell: ({ allows }) => <span class={`chip ${allows ? "good" : "wait"}`}>{allows ? "yes" : "no"}</span>,
              },
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
