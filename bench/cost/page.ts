import { type Price, prices, pricesAsOf, type Service, services } from "../prices.ts";
import {
  type Assumptions,
  assumptions,
  type Bill,
  billOf,
  costOfLoads,
  elsewhere,
  type Line,
  totalOf,
} from "./bill.ts";
import type { Measured } from "./measured.ts";

/** docs/cost.md: its words are written by hand, its figures here. */

/** Leads a month. */
export const volumes = [1_000, 100_000, 10_000_000] as const;

/** What each assumption says, and the option that changes it. */
export const assumed: Readonly<Record<keyof Assumptions, { readonly flag: string; readonly means: string }>> = {
  processorMb: { flag: "--processor-mb", means: "MB with which a function has a processor like the one here" },
  awayMs: { flag: "--away-ms", means: "ms until Callingly or a CRM has answered" },
  tableMs: { flag: "--table-ms", means: "ms until DynamoDB has answered" },
  emptyInitMs: { flag: "--empty-init-ms", means: "ms that a function without code takes to initialise" },
  warmMinutes: { flag: "--warm-minutes", means: "minutes without an invocation until a function is cold again" },
  lambdaLogBytes: { flag: "--lambda-log-bytes", means: "bytes that Lambda itself logs for an invocation" },
  bytesOut: { flag: "--bytes-out", means: "bytes that a lead sends out of AWS" },
  loadsPerLead: { flag: "--loads-per-lead", means: "loads of `/form.js` for each lead that comes of them" },
  monthsWhole: { flag: "--months-whole", means: "months that a lead stays in the table as it was" },
  monthsKept: { flag: "--months-kept", means: "months until all of it is forgotten" },
};

const begin = (name: string) => `<!-- ${name}: written by \`npm run docs:cost\` -->`;
const end = (name: string) => `<!-- /${name} -->`;

/** The page with the figures as they should be. @throws Error when a place for figures is missing */
export function withFigures(page: string, measured: Measured): string {
  const figures: Readonly<Record<string, string>> = {
    months: monthTable(measured),
    lead: leadTable(measured),
    fixed: fixedTable(billOf(measured, 0)),
    variable: variableTable(volumes.map((leads) => billOf(measured, leads))),
    loads: `A million loads of \`/form.js\` cost ${dollars(costOfLoads(measured))}.`,
    assumptions: table(
      ["", "assumed", "option"],
      Object.entries(assumed).map(([name, { flag, means }]) => [
        means,
        plain(assumptions[name as keyof Assumptions]),
        `\`${flag}\``,
      ]),
    ),
    elsewhere: elsewhereTable(),
    prices: priceTable(),
  };
  return Object.entries(figures).reduce((text, [name, figure]) => {
    const [before, after] = [text.split(begin(name))[0], text.split(end(name))[1]];
    if (before === undefined || after === undefined || before === text)
      throw new Error(`The page has no ${begin(name)}`);
    return `${before}${begin(name)}\n${figure}\n${end(name)}${after}`;
  }, page);
}

function monthTable(measured: Measured): string {
  const rows = volumes.map((leads) => {
    const { fixed, variable } = billOf(measured, leads);
    const [every, each] = [totalOf(fixed), totalOf(variable)];
    const others = Object.values(services).map((service: Service) => {
      const { usd, isExtrapolated } = elsewhere(service, leads);
      return `${isExtrapolated ? "≈ " : ""}${dollars(usd)}${isExtrapolated ? "*" : ""}`;
    });
    return [
      grouped(leads),
      dollars(every),
      dollars(each),
      dollars(every + each),
      cents((every + each) / leads),
      ...others,
    ];
  });
  return table(["leads a month", "fixed", "variable", "together", "a lead", ...Object.keys(services)], rows);
}

function leadTable(measured: Measured): string {
  const { perLead, perTick, perStrip, perView, places, storedBytesPerLead, strippedBytesPerLead } = measured;
  const names = Object.keys(measured.template.functions);
  const columns = [perLead, perStrip, perView, perTick];
  const units = Object.keys(perLead.units).map((part) => {
    const both = columns.map(({ units: of }) => `${plain(of[part]?.write)} / ${plain(of[part]?.read)}`);
    return [`write / read units of ${part === "table" ? "the table" : `its index \`${part}\``}`, ...both];
  });
  const functions = names.map((name) => [
    `invocations of ${name}, and ms of work of each here`,
    ...columns.map(({ functions: of }) => {
      const { invocations = 0, ms = 0 } = of[name] ?? {};
      return invocations === 0 ? "0" : `${plain(invocations)} × ${plain(Math.round(ms))} ms`;
    }),
  ]);
  const of = (what: string, value: (from: Measured["perLead"]) => number) => [
    what,
    ...columns.map((from) => plain(value(from))),
  ];
  return table(
    ["", "a lead", "its payload taken away", "a load of `/form.js`", "a minute without leads"],
    [
      ...units,
      [
        "write units for a form's limit, for a visitor's",
        `${plain(places.perHour)}, ${plain(places.perVisitor)}`,
        "",
        "",
        "",
      ],
      of("requests to the table", ({ tableRequests }) => tableRequests),
      ...functions,
      of("requests to the front door", ({ requests }) => requests.door),
      of("requests to Callingly", ({ requests }) => requests.callingly),
      of("requests to the CRM", ({ requests }) => requests.crm),
      of("reads of secrets, when warm", ({ requests }) => requests.secrets),
      of("bytes that the functions log", ({ logBytes }) => logBytes),
      ["bytes that stay in the table", plain(storedBytesPerLead), plain(strippedBytesPerLead), "0", "0"],
    ],
  );
}

const fixedTable = ({ fixed }: Bill): string =>
  table(
    ["a month, without a single lead", "quantity", "how it is known", "cost"],
    [
      ...fixed.map(({ what, quantity, basis, usd }) => [what, plain(quantity), basis, dollars(usd)]),
      ["**together**", "", "", `**${dollars(totalOf(fixed))}**`],
    ],
  );

function variableTable(bills: readonly Bill[]): string {
  const [first] = bills;
  const cost = (which: (bill: Bill) => Line | undefined) => bills.map((bill) => dollars(which(bill)?.usd ?? 0));
  const rows = (first?.variable ?? []).map(({ what, basis }, row) => [
    what,
    basis,
    ...cost(({ variable }) => variable[row]),
  ]);
  const together = bills.map(({ variable }) => `**${dollars(totalOf(variable))}**`);
  return table(
    ["a month", "how it is known", ...bills.map(({ leads }) => `${grouped(leads)} leads`)],
    [...rows, ["**together**", "", ...together]],
  );
}

function elsewhereTable(): string {
  const rows = Object.entries(services).flatMap(
    ([name, { unit, perLead, plans, countedBy, page }]: [string, Service]) =>
      plans.map(({ name: plan, units, usd, readAt, doubt }, row) => [
        row === 0 ? `[${name}](${page})` : "",
        row === 0 ? `${perLead.length}, [counted](${countedBy}) as ${unit}s: ${perLead.join("; ")}` : "",
        `${plan} ([read here](${readAt})${doubt ? `: ${doubt}` : ""})`,
        dollars(usd),
        cents((usd / units) * perLead.length),
      ]),
  );
  return table(["", "units a lead", "plan", "a month", "a lead at that price"], rows);
}

const priceTable = (): string =>
  table(
    [`price, looked up until ${pricesAsOf}`, "per", "figure read in"],
    Object.values(prices).map(({ usd, per, page, readAt }: Price) => [
      `[$${exact(usd)}](${page})`,
      per,
      readAt === undefined ? "**not confirmed**" : `<${readAt}>`,
    ]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

// ── figures as people read them ─────────────────────────────────────────────────────────────────────────────────

export const grouped = (value: number): string => value.toLocaleString("en-US").replaceAll(",", " ");

/** No more digits than are known. */
export function plain(value = 0): string {
  if (value >= 100) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** Money of a month. */
export function dollars(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.01) return "< $0.01";
  return usd < 100 ? `$${usd.toFixed(2)}` : `$${grouped(Math.round(usd))}`;
}

/** Money of a lead. */
const cents = (usd: number): string => `${Number((usd * 100).toPrecision(2))} ¢`;

/** A price per million reads better than its zeros. */
const exact = (usd: number): string =>
  usd > 0 && usd < 0.001 ? `${Number((usd * 1e6).toPrecision(9))} a million` : String(usd);
