import { Command } from "commander";
import { hoursVerdict } from "../lambda/lead/hours/verdict.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { table } from "../operator/cli/terminal/table.ts";

/**
 * What the verdict of calling hours costs: processor time for a person who may be rung now, and for one who waits, by
 * the places that they may be at. The clock of each zone is there already, as in a function that is not new.
 */

const { runs, json } = new Command("npm run bench:rules --")
  .description("Measures the processor time of a verdict of calling hours.")
  .option("--runs <count>", "how often each is asked", Number, 2_000)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; json?: true }>();

endWithNpm();

/** A dial may spend so long on it. */
const MAX_MICROSECONDS = 1_000;

const noon = "2026-12-01T18:00:00Z";
const night = "2026-12-05T08:00:00Z";

const people = [
  { who: "one zone", phone: "+12125550123", stated: {} },
  {
    who: "two zones of Florida, ZIP code, browser",
    phone: "+18505550123",
    stated: { country: "US", zip: "32401", zone: "America/Denver" },
  },
  { who: "three territories, and no state", phone: "+18675550123", stated: {} },
  { who: "holidays", phone: "+18015550123", stated: {} },
] as const;

function microseconds({ phone, stated }: (typeof people)[number], at: string): number {
  const ask = () =>
    hoursVerdict({ pack: "conservative", phone, stated, attempts: [], marginMinutes: 10 }, new Date(at));
  for (let run = 0; run < 200; run++) ask();
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run++) ask();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / runs;
}

const measured = people.map((person) => ({
  who: person.who,
  now: microseconds(person, noon),
  waits: microseconds(person, night),
}));
const most = Math.max(...measured.flatMap(({ now, waits }) => [now, waits]));
if (json) console.log(JSON.stringify({ microseconds: measured, max_microseconds: MAX_MICROSECONDS }));
else {
  const row = (value: number) => `${value.toFixed(0)} µs`;
  console.log(
    table(
      ["a person with", "may be rung", "waits"],
      measured.map(({ who, now, waits }) => [who, row(now), row(waits)]),
    ),
  );
  console.log(`\nAt most ${row(most)}; the limit is ${row(MAX_MICROSECONDS)}.`);
}
if (most > MAX_MICROSECONDS) process.exitCode = 1;
