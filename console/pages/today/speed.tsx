import { useState } from "preact/hooks";
import type { Answer } from "../../kit/ask.ts";
import { Table } from "../../kit/table.tsx";
import { span } from "../../kit/words.ts";
import { Chart } from "./chart.tsx";

/** How fast leads were called, day by day: a picture, and the same as a table for whoever cannot see it. */

type Days = Answer<"today">["history"];

export function SpeedOverDays({ days: all }: { readonly days: Days }) {
  const [isTable, setTable] = useState(false);
  // From the first day on which somebody came: a new bridge has nothing to show of the days before.
  const days = all.slice(
    Math.max(
      0,
      all.findIndex(({ came }) => came > 0),
    ),
  );
  if (days.filter(({ p50 }) => p50 !== null).length < 2)
    return (
      <p class="quiet">
        Days that are over are counted at night; from the second on which somebody was called, they are drawn here.
      </p>
    );
  const measured = days.filter(({ p50 }) => p50 !== null);
  const last = measured.at(-1);
  const finding = last
    ? `Speed to lead of ${days.length} days; on ${last.date} half were called within ${span((last.p50 ?? 0) * 1_000)}.`
    : `Speed to lead of ${days.length} days: nobody was called.`;
  return (
    <>
      {isTable ? (
        <Table
          caption="Speed to lead by day"
          rows={days.toReversed()}
          keyOf={({ date }) => date}
          columns={[
            { name: "Day", cell: ({ date }) => date },
            { name: "Came", isNumber: true, cell: ({ came }) => came },
            { name: "Rung", isNumber: true, cell: ({ rung }) => rung },
            { name: "Half within", isNumber: true, cell: ({ p50 }) => secondsOrNone(p50) },
            { name: "Nine in ten within", isNumber: true, cell: ({ p90 }) => secondsOrNone(p90) },
          ]}
        />
      ) : (
        <figure class="chart" role="img" aria-label={finding}>
          <Chart days={days} />
        </figure>
      )}
      <div class="actions">
        <button type="button" class="small" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? "As a picture" : "As a table"}
        </button>
      </div>
    </>
  );
}

const secondsOrNone = (seconds: number | null): string => (seconds === null ? "–" : span(seconds * 1_000));
