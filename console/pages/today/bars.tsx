import type { Answer } from "../../kit/ask.ts";
import { Empty } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";
import { span } from "../../kit/words.ts";

/** Figures as tables whose bars can be compared at a glance; the figure stands beside its bar. */

type TodayAnswer = Answer<"today">;

const outcomes = ["contacted", "voicemail", "missed", "removed"] as const;

export function Outcomes({ groups, division }: { readonly groups: TodayAnswer["groups"]; readonly division: string }) {
  if (groups.length === 0) return <Empty>Nobody came yet today.</Empty>;
  return (
    <Table
      caption={`Outcomes by ${division}`}
      rows={groups}
      keyOf={({ name }) => name}
      columns={[
        { name: division[0]?.toUpperCase() + division.slice(1), cell: ({ name }) => name },
        { name: "Came", isNumber: true, cell: ({ came }) => came },
        {
          name: "Rung",
          isNumber: true,
          cell: ({ rung, came }) => <Bar of={rung} most={came} words={String(rung)} />,
        },
        ...outcomes.map((outcome) => ({
          name: outcome[0]?.toUpperCase() + outcome.slice(1),
          isNumber: true,
          cell: (group: TodayAnswer["groups"][number]) => {
            const count = group.outcomes[outcome] ?? 0;
            return <Bar of={count} most={group.rung} words={String(count)} />;
          },
        })),
        {
          name: "Half within",
          isNumber: true,
          cell: ({ speed_to_lead: { p50 } }) => inSeconds(p50),
        },
      ]}
    />
  );
}

export function Attempts({ hours }: { readonly hours: TodayAnswer["hours"] }) {
  if (hours.length === 0) return <Empty>Nobody was rung yet today.</Empty>;
  const most = Math.max(...hours.map(({ attempts }) => attempts));
  return (
    <Table
      caption="Attempts and reached people by hour of day"
      rows={hours}
      keyOf={({ hour }) => String(hour)}
      columns={[
        { name: "Hour", cell: ({ hour }) => clock(hour) },
        {
          name: "Attempts",
          isNumber: true,
          cell: ({ attempts }) => <Bar of={attempts} most={most} words={String(attempts)} />,
        },
        { name: "Reached", isNumber: true, cell: ({ contacts }) => contacts },
        { name: "Of them", isNumber: true, cell: ({ contact_rate }) => `${Math.round(contact_rate * 100)} %` },
      ]}
    />
  );
}

/** How fast leads were called, by the hour in which they came. */
export function SpeedByHour({ hours }: { readonly hours: TodayAnswer["speed_by_hour"] }) {
  if (hours.length === 0) return <Empty>Nobody was called yet today.</Empty>;
  const slowest = Math.max(...hours.map(({ p50 }) => p50 ?? 0));
  return (
    <Table
      caption="Speed to lead by the hour in which leads came, or asked to be called"
      rows={hours}
      keyOf={({ hour }) => String(hour)}
      columns={[
        { name: "Came at", cell: ({ hour }) => clock(hour) },
        { name: "Leads", isNumber: true, cell: ({ leads }) => leads },
        {
          name: "Half within",
          isNumber: true,
          cell: ({ p50 }) => <Bar of={p50 ?? 0} most={slowest} words={inSeconds(p50)} />,
        },
        { name: "Nine in ten within", isNumber: true, cell: ({ p90 }) => inSeconds(p90) },
      ]}
    />
  );
}

const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

const inSeconds = (seconds: number | null): string => (seconds === null ? "–" : span(seconds * 1_000));

/** The browser's own meter: no style stands in the markup, and forced colours are the reader's. */
const Bar = ({ of, most, words }: { readonly of: number; readonly most: number; readonly words: string }) => (
  <span class="bar-cell">
    {words}
    <meter min={0} max={Math.max(most, 1)} value={of} aria-hidden="true" />
  </span>
);
