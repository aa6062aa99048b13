import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Answer } from "../../kit/ask.ts";
import { Table } from "../../kit/table.tsx";
import { span } from "../../kit/words.ts";

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
          <Chart days={days} onFailure={() => setTable(true)} />
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

const height = 180;

/** Seconds are drawn by their powers of ten: a call after a night's wait would flatten all others. */
function Chart({ days, onFailure }: { readonly days: Days; readonly onFailure: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const gone = new AbortController();
    drawn(element, days, gone.signal).catch(onFailure);
    return () => gone.abort();
  }, [JSON.stringify(days)]);
  return <div ref={place} />;
}

/** Drawn until the signal, as wide as its place, in the colours of the reader. */
async function drawn(element: HTMLElement, days: Days, signal: AbortSignal): Promise<void> {
  // Apart from the rest: it refuses browsers whose language has an unusual name, and few pages need it.
  const { default: Plot } = await import("uplot");
  if (signal.aborted) return;
  let chart: uPlot | undefined;
  const draw = () => {
    chart?.destroy();
    chart = new Plot(optionsFor(element), dataOf(days), element);
  };
  draw();
  const watch = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height }));
  watch.observe(element);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw, { signal });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    chart?.destroy();
  });
}

const dataOf = (days: Days): uPlot.AlignedData => [
  days.map(({ date }) => Date.parse(`${date}T12:00:00Z`) / 1_000),
  days.map(({ p50 }) => p50),
  days.map(({ p90 }) => p90),
];

function optionsFor(element: HTMLElement): uPlot.Options {
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colour("quiet"), grid: { stroke: colour("line"), width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height,
    cursor: { show: false },
    legend: { show: true, live: false },
    scales: { y: { distr: 3, log: 10 } },
    axes: [
      axis,
      { ...axis, size: 60, values: (_, ticks) => ticks.map((each) => (each === null ? "" : span(each * 1_000))) },
    ],
    series: [
      {},
      { label: "half within", stroke: colour("accent"), width: 2, points: { size: 6 } },
      { label: "nine in ten within", stroke: colour("wait"), width: 2, dash: [6, 4], points: { size: 6 } },
    ],
  };
}
