import { readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { type Assumptions, assumptions, billOf, elsewhere, type Line, totalOf } from "./cost/bill.ts";
import { countStack, measure } from "./cost/measure.ts";
import { type Measured, readMeasured, storeMeasured } from "./cost/measured.ts";
import { assumed, dollars, grouped, plain, volumes, withFigures } from "./cost/page.ts";
import { type Service, services } from "./prices.ts";

/**
 * `npm run bench:cost`: what a lead costs in AWS. Counts on this machine what AWS would bill for leads, and for minutes
 * without any, counts in the template what is billed by the month, and multiplies by the prices of prices.ts.
 */

interface Options extends Assumptions {
  readonly leads: number;
  readonly idle: number;
  readonly imports: number;
  readonly perMonth: readonly number[];
  readonly stored?: true;
  readonly write?: true;
  readonly json?: true;
}

const command = new Command("npm run bench:cost --")
  .option("--leads <count>", "leads to send, one after the other", Number, 40)
  .option("--idle <minutes>", "minutes to watch without sending anything", Number, 3)
  .option("--imports <count>", "processes that import each function", Number, 5)
  .option("--per-month <leads...>", "leads a month to make the bill for", (each, all: number[] = []) => [
    ...all,
    Number(each),
  ])
  .option("--stored", "measure nothing: take the last measurement that was written, and count the template again")
  .option("--write", "store the measurement, and write the figures of docs/cost.md from it")
  .option("--json", "print one JSON line");
for (const [name, { flag, means }] of Object.entries(assumed))
  command.option(`${flag} <number>`, means, Number, assumptions[name as keyof Assumptions]);
const options = command.parse().opts<Options>();

if (options.write && Object.keys(assumed).some((name) => command.getOptionValueSource(name) === "cli"))
  command.error("--write takes the assumptions of bench/cost/bill.ts: change them there");

endWithNpm();
const measured = options.stored ? { ...readMeasured(), template: await countStack() } : await measureNow();
if (options.write) {
  const page = new URL("../docs/cost.md", import.meta.url);
  const text = withFigures(readFileSync(page, "utf8"), measured);
  storeMeasured(measured);
  writeFileSync(page, text);
}
const bills = (options.perMonth ?? volumes).map((leads) => billOf(measured, leads, options));
console.log(options.json ? JSON.stringify({ measured, bills, elsewhere: allElsewhere() }) : toText(measured));

function measureNow(): Promise<Measured> {
  const { leads, idle, imports } = options;
  return measure({ leads, idleMinutes: idle, imports, say: (text) => process.stderr.write(`${text}\n`) });
}

function allElsewhere() {
  return bills.map(({ leads }) => ({
    leads,
    ...Object.fromEntries(Object.entries(services).map(([name, service]) => [name, elsewhere(service, leads)])),
  }));
}

function toText({ on, machine, load, leads, ticks, perLead }: Measured): string {
  const functions = Object.entries(perLead.functions).filter(([, { invocations }]) => invocations > 0);
  const units = Object.entries(perLead.units);
  return `
${leads} leads, one at a time, and ${ticks} minutes without any, measured on ${on}
${machine}, ${load} processes at a time; on Lambda the functions run on arm64 with a share of a processor, which is another machine

a lead takes
${rows(functions.map(([name, { invocations, ms }]) => [name, `${plain(invocations)} invocations of ${plain(ms)} ms`]))}
${rows(units.map(([part, { write, read }]) => [part === "table" ? "the table" : `its index ${part}`, `${plain(write)} write units, ${plain(read)} read units`]))}
${rows([
  ["the front door", `${plain(perLead.requests.door)} requests`],
  ["Callingly, CRM", `${plain(perLead.requests.callingly)} and ${plain(perLead.requests.crm)} requests`],
  ["logs", `${plain(perLead.logBytes)} bytes, without Lambda's own lines`],
])}

a month costs, whether leads come or not
${lines(bills[0]?.fixed ?? [])}
${bills
  .map(
    ({ leads: count, fixed, variable }) => `
${grouped(count)} leads a month cost
${lines(variable)}
  with what is fixed           ${dollars(totalOf(fixed) + totalOf(variable))}, at list prices without free tiers
  elsewhere                    ${elsewhereIn(count)}`,
  )
  .join("\n")}
`;
}

function rows(each: readonly (readonly [string, string])[]): string {
  return each.map(([what, value]) => `  ${what.padEnd(28)} ${value}`).join("\n");
}

function lines(each: readonly Line[]): string {
  return [
    ...each.map(
      ({ what, quantity, basis, usd }) =>
        `  ${what.padEnd(40)} ${plain(quantity).padStart(14)}  ${basis.padEnd(9)} ${dollars(usd).padStart(9)}`,
    ),
    `  ${"together".padEnd(67)} ${dollars(totalOf(each)).padStart(9)}`,
  ].join("\n");
}

function elsewhereIn(leads: number): string {
  const offers = Object.entries(services).map(([name, service]: [string, Service]) => {
    const { usd, units, isExtrapolated } = elsewhere(service, leads);
    return `${name} ${isExtrapolated ? "about " : ""}${dollars(usd)} for ${grouped(units)} ${service.unit}s`;
  });
  return offers.join(", ");
}
