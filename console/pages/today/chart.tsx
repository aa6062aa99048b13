import { useEffect, useRef, useState } from "preact/hooks";
import { span } from "../../kit/words.ts";
import { scaleOf } from "./scale.ts";

/**
 * Two lines over days, in the sheet's colours. Seconds are drawn by their powers of ten: a call after a night's wait would
 * flatten all others. A day without a call is a gap.
 */

export interface DrawnDay {
  readonly date: string;
  readonly p50: number | null;
  readonly p90: number | null;
}

const height = 180;
const margin = { left: 52, right: 12, top: 10, bottom: 26 } as const;
/** Room that the name of a day takes. */
const dayWidth = 64;

export function Chart({ days }: { readonly days: readonly DrawnDay[] }) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(Math.max(element.clientWidth, 200)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const { low, high, marks } = scaleOf(days.flatMap(({ p50, p90 }) => [p50, p90].filter((each) => each !== null)));
  const x = (at: number) => margin.left + (at / Math.max(days.length - 1, 1)) * (width - margin.left - margin.right);
  const y = (seconds: number) =>
    margin.top +
    ((Math.log10(high) - Math.log10(seconds)) / (Math.log10(high) - Math.log10(low))) *
      (height - margin.top - margin.bottom);
  const line = (of: "p50" | "p90") =>
    days
      .map(({ [of]: seconds }, at) => {
        if (seconds === null) return "";
        const begins = (days[at - 1]?.[of] ?? null) === null;
        return `${begins ? "M" : "L"}${x(at).toFixed(1)} ${y(Math.max(seconds, low)).toFixed(1)}`;
      })
      .join("");
  const every = Math.max(1, Math.ceil((days.length * dayWidth) / width));
  return (
    <div ref={place}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" class="lines">
        {marks.map((seconds) => (
          <g key={seconds}>
            <line class="grid" x1={margin.left} x2={width - margin.right} y1={y(seconds)} y2={y(seconds)} />
            <text x={margin.left - 8} y={y(seconds) + 4} text-anchor="end">
              {span(seconds * 1_000)}
            </text>
          </g>
        ))}
        {days.map(
          ({ date }, at) =>
            (days.length - 1 - at) % every === 0 && (
              <text key={date} x={x(at)} y={height - 6} text-anchor={at === days.length - 1 ? "end" : "middle"}>
                {date.slice(5)}
              </text>
            ),
        )}
        <path class="p90" d={line("p90")} />
        <path class="p50" d={line("p50")} />
      </svg>
      <ul class="legend">
        <li class="p50">half within</li>
        <li class="p90">nine in ten within</li>
      </ul>
    </div>
  );
}
