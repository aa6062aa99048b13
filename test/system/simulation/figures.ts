import { createHash } from "node:crypto";
import type { Run } from "./run.ts";

/** What many runs came to, in numbers. */
export interface Figures {
  readonly runs: number;
  readonly steps: number;
  readonly leads: number;
  readonly rings: number;
  /** Accepted leads of which nobody can say what became of them. */
  readonly lost: number;
  /** Rings too many. */
  readonly double: number;
  readonly results_missing: number;
  readonly results_double: number;
  /** Everything else that must not be. */
  readonly other_violations: number;
  /** Dials of unknown fate that evidence settled. */
  readonly unknown_resolved: number;
  /** Of each CRM that was a world's guest. */
  readonly guest_results: Readonly<Record<string, number>>;
  readonly virtual_hours: number;
  readonly wall_s: number;
  readonly cpu_s: number;
  readonly leads_per_s: number;
  /** Leads for each second of processor time: what one core does in a second, whatever else the machine does. */
  readonly leads_per_core_s: number;
  /** The same for the same runs of the same code. */
  readonly trace_hash: string;
}

const kinds = {
  lost: ["lost", "silent", "overdue", "moved-back", "hollow-end"],
  double: ["double-ring", "double-phone", "double-line", "stray-ring"],
  results_missing: ["result-missing"],
  results_double: ["result-double"],
} as const satisfies Partial<Record<keyof Figures, readonly string[]>>;

/** Measures runs while they are made. */
export function tally() {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const runs: Run[] = [];
  return {
    add: (run: Run) => void runs.push(run),
    figures(): Figures {
      const sum = (value: (run: Run) => number) => runs.reduce((total, run) => total + value(run), 0);
      const count = (names: readonly string[]) =>
        sum(({ violations }) => violations.filter(({ kind }) => names.includes(kind)).length);
      const wallS = (performance.now() - wall) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      const cpuS = (user + system) / 1e6;
      const leads = sum((run) => run.leads);
      const hash = createHash("sha256");
      for (const run of runs) hash.update(`${run.name} ${run.hash} `);
      return {
        runs: runs.length,
        steps: sum((run) => run.steps),
        leads,
        rings: sum((run) => run.rings),
        lost: count(kinds.lost),
        double: count(kinds.double),
        results_missing: count(kinds.results_missing),
        results_double: count(kinds.results_double),
        other_violations: sum(({ violations }) => violations.length) - count(Object.values(kinds).flat()),
        unknown_resolved: sum((run) => run.unknownResolved),
        guest_results: guestResults(runs),
        virtual_hours: Math.round(sum((run) => run.virtualMs) / 3_600_000),
        wall_s: rounded(wallS),
        cpu_s: rounded(cpuS),
        leads_per_s: Math.round(leads / wallS),
        leads_per_core_s: Math.round(leads / cpuS),
        trace_hash: hash.digest("hex").slice(0, 16),
      };
    },
  };
}

function guestResults(runs: readonly Run[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { guest } of runs) if (guest) sums[guest.connector] = (sums[guest.connector] ?? 0) + guest.results;
  return Object.fromEntries(Object.entries(sums).sort());
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** As a table for people. */
export function toTable(figures: Partial<Figures> & Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(figures).map(([name, value]) => [name.replaceAll("_", " "), worded(value)] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
}

const worded = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([name, each]) => `${name} ${each}`)
        .join(", ")
    : String(value);
