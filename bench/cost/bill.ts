import { type Plan, type PriceName, prices, type Service } from "../prices.ts";
import { type CountedFunction, hoursPerMonth } from "./count-template.ts";
import type { Measured } from "./measured.ts";

/** From what was measured to dollars. Nothing here is measured or looked up. */

/** Assumptions that a bench on one machine cannot measure. */
export interface Assumptions {
  /** Memory with which a function has a processor like the one that measured; with less it has so much less of one. */
  readonly processorMb: number;
  /** Milliseconds until Callingly or a CRM has answered, connection included. */
  readonly awayMs: number;
  /** Milliseconds until DynamoDB has answered. */
  readonly tableMs: number;
  /** Milliseconds that an empty function takes to initialise. */
  readonly emptyInitMs: number;
  /** Minutes without an invocation after which a function is cold again. */
  readonly warmMinutes: number;
  /** Bytes that Lambda itself writes into the log for an invocation: START, END and REPORT. */
  readonly lambdaLogBytes: number;
  /** Bytes that a lead sends out of AWS: requests to Callingly and the CRM, with TLS, and answers to senders. */
  readonly bytesOut: number;
  /** Loads of `/form.js` by browsers that have no copy of it, for each lead that comes of them. */
  readonly loadsPerLead: number;
  /** Months for which all that a lead left in the table is kept: `payloadDays`. */
  readonly monthsWhole: number;
  /** Months until the rest of it is forgotten as well: `ledgerDays`. */
  readonly monthsKept: number;
}

export const assumptions: Assumptions = {
  processorMb: 1_769,
  awayMs: 300,
  tableMs: 5,
  emptyInitMs: 120,
  warmMinutes: 5,
  lambdaLogBytes: 400,
  bytesOut: 20_000,
  loadsPerLead: 2,
  monthsWhole: 3,
  monthsKept: 13,
};

/** How the quantity is known. */
export type Basis = "measured" | "counted" | "computed" | "assumed";

export interface Line {
  readonly what: string;
  readonly price: PriceName;
  /** In a month. */
  readonly quantity: number;
  readonly basis: Basis;
  readonly usd: number;
}

export interface Bill {
  /** Leads in a month. */
  readonly leads: number;
  /** The cost without a single lead. */
  readonly fixed: readonly Line[];
  readonly variable: readonly Line[];
}

const minutesPerMonth = hoursPerMonth * 60;
const secondsPerMonth = minutesPerMonth * 60;
const GB = 1e9;
/** As Lambda counts memory. */
const GiBInMb = 1024;

const line = (what: string, price: PriceName, quantity: number, basis: Basis): Line => ({
  what,
  price,
  quantity,
  basis,
  usd: quantity * prices[price].usd,
});

export function billOf(measured: Measured, leads: number, assumed: Assumptions = assumptions): Bill {
  return { leads, fixed: fixedLines(measured, assumed), variable: variableLines(measured, leads, assumed) };
}

export const totalOf = (lines: readonly Line[]): number => lines.reduce((total, { usd }) => total + usd, 0);

/** Resources that exist all month, and functions that the schedules wake. */
function fixedLines({ template, perTick }: Measured, assumed: Assumptions): Line[] {
  const woken = Object.entries(template.functions).filter(([, { ticks }]) => ticks > 0);
  const ticks = sum(woken.map(([, fn]) => fn.ticks));
  const ownSeconds = sum(
    woken.map(([name, fn]) => (fn.ticks * gb(fn) * (perTick.functions[name]?.ms ?? 0) * slower(fn, assumed)) / 1000),
  );
  const waitGb = meanGb(woken.map(([, fn]) => fn));
  const waitSeconds = (minutesPerMonth * waitGb * perTick.tableRequests * assumed.tableMs) / 1000;
  const logBytes = minutesPerMonth * perTick.logBytes + ticks * assumed.lambdaLogBytes;
  const { read, write } = unitsOf(perTick.units);
  return [
    line("secrets", "secret", template.secrets, "counted"),
    line("keys", "key", template.keys, "counted"),
    line("alarms, by the metrics they watch", "alarmMetric", template.alarmMetrics, "counted"),
    line("composite alarms", "compositeAlarm", template.compositeAlarms, "counted"),
    line("dashboards", "dashboard", template.dashboards, "counted"),
    line("metrics of our own", "ownMetric", template.ownMetrics, "counted"),
    line("ticks of the scheduler", "ruleInvocation", ticks, "counted"),
    line("invocations by ticks", "lambdaRequest", ticks, "counted"),
    line("their GB-seconds", "lambdaGbSecond", ownSeconds + waitSeconds, "computed"),
    line("their table reads", "readUnit", minutesPerMonth * read, "measured"),
    line("their table writes", "writeUnit", minutesPerMonth * write, "measured"),
    line("their reads of secrets", "secretRead", minutesPerMonth * perTick.requests.secrets, "measured"),
    line("their logs, GB", "logGb", logBytes / GB, "computed"),
    line("their logs kept, GB", "logGbMonth", logBytes / GB, "computed"),
    // One a minute and function is below what is always recorded.
    line("their traces", "trace", sum(woken.map(([, fn]) => (fn.isTraced ? fn.ticks : 0))), "computed"),
  ];
}

/** The cost of leads, in a month with so many of them, spread evenly. */
function variableLines(measured: Measured, leads: number, assumed: Assumptions) {
  const { template, perLead, perStrip, places, importMs, storedBytesPerLead, strippedBytesPerLead } = measured;
  const functions = Object.entries(perLead.functions).map(([name, { invocations, work }]) => {
    const fn = functionOf(template, name);
    const { isTraced, secrets, ticks } = fn;
    const month = leads * invocations;
    // A function that a schedule wakes every minute is warm; with others it depends on how long ago the last lead was.
    const cold = ticks > 0 ? 0 : month * Math.exp((-month / minutesPerMonth) * assumed.warmMinutes);
    const initMs = assumed.emptyInitMs + (importMs[name] ?? 0) * slower(fn, assumed);
    return {
      month,
      gbSeconds: (gb(fn) * (leads * work * slower(fn, assumed) + cold * initMs)) / 1000,
      traces: isTraced ? tracesOf(month) : 0,
      // Kept for less than a minute, so one that the clock does not wake reads them with almost every lone lead.
      secretReads: ticks > 0 ? 0 : secrets * Math.min(month, 2 * minutesPerMonth),
    };
  });
  const total = (of: (fn: (typeof functions)[number]) => number) => sum(functions.map(of));
  const { door, callingly, dials, crm } = perLead.requests;
  const gbOf = (name: string) => gb(functionOf(template, name));
  // One dials, the other asks for everything else; a lead's requests to the table are not counted by function.
  const waiting = dials * gbOf("DialLead") + (callingly - dials + crm) * gbOf("ReportCall");
  const awaySeconds = (waiting * assumed.awayMs) / 1000;
  const tableSeconds = (perLead.tableRequests * assumed.tableMs * meanGb(Object.values(template.functions))) / 1000;
  const waitSeconds = leads * (awaySeconds + tableSeconds);
  const invocations = total(({ month }) => month);
  const logBytes = leads * (perLead.logBytes + door * template.accessLogBytes) + invocations * assumed.lambdaLogBytes;
  const { read, write } = unitsOf(perLead.units);
  const afterwards = assumed.monthsKept - assumed.monthsWhole;
  const kept = (leads * (storedBytesPerLead * assumed.monthsWhole + strippedBytesPerLead * afterwards)) / GB;
  // One of them is among the measured writes, of a lead in an hour that had few; no visitor is known on one machine.
  const ofLimits = places.perHour - 1 + places.perVisitor;
  const strip = unitsOf(perStrip.units);
  const reconcile = functionOf(template, "Reconcile");
  const stripWork = (perStrip.functions.Reconcile?.work ?? 0) * slower(reconcile, assumed);
  const stripMs = stripWork + perStrip.tableRequests * assumed.tableMs;
  const stripSeconds = (leads * gb(reconcile) * stripMs) / 1000;
  return [
    line("requests to the front door", "httpApiRequest", leads * door, "measured"),
    line("invocations", "lambdaRequest", invocations, "measured"),
    line(
      "GB-seconds of the functions' own work",
      "lambdaGbSecond",
      total(({ gbSeconds }) => gbSeconds),
      "computed",
    ),
    line("GB-seconds of waiting for others", "lambdaGbSecond", waitSeconds, "assumed"),
    line("table writes", "writeUnit", leads * write, "measured"),
    line("table writes for a form's limits", "writeUnit", leads * ofLimits, "measured"),
    line("table reads", "readUnit", leads * read, "measured"),
    line("payload taken away: table writes", "writeUnit", leads * strip.write, "measured"),
    line("payload taken away: table reads", "readUnit", leads * strip.read, "measured"),
    line("payload taken away: GB-seconds", "lambdaGbSecond", stripSeconds, "computed"),
    line("reads of the stream", "streamRead", leads * (perLead.functions.DialLead?.invocations ?? 0), "computed"),
    line(
      "reads of secrets",
      "secretRead",
      total(({ secretReads }) => secretReads),
      "computed",
    ),
    line("logs, GB", "logGb", logBytes / GB, "computed"),
    line("logs kept, GB", "logGbMonth", logBytes / GB, "computed"),
    line(
      "traces",
      "trace",
      total(({ traces }) => traces),
      "computed",
    ),
    line("kept in the table, GB", "tableGbMonth", kept, "computed"),
    line("kept to be put back, GB", "backupGbMonth", kept, "computed"),
    line("sent out of AWS, GB", "gbOut", (leads * assumed.bytesOut) / GB, "assumed"),
    ...viewLines(measured, leads * assumed.loadsPerLead, assumed),
  ];
}

/** Loads of the script for forms: each is a request of a browser. */
function viewLines({ template, perView, formJsBytes }: Measured, loads: number, assumed: Assumptions): Line[] {
  const accept = functionOf(template, "AcceptLead");
  const { invocations = 0, work = 0 } = perView.functions.AcceptLead ?? {};
  // Billed by the whole millisecond.
  const seconds = (loads * gb(accept) * Math.ceil(work * slower(accept, assumed))) / 1000;
  const logBytes = loads * (perView.logBytes + template.accessLogBytes + invocations * assumed.lambdaLogBytes);
  return [
    line("loads of /form.js: requests", "httpApiRequest", loads, "assumed"),
    line("loads of /form.js: invocations", "lambdaRequest", loads * invocations, "assumed"),
    line("loads of /form.js: GB-seconds", "lambdaGbSecond", seconds, "computed"),
    line("loads of /form.js: logs, GB", "logGb", logBytes / GB, "computed"),
    line("loads of /form.js: sent to visitors, GB", "gbOut", (loads * formJsBytes) / GB, "computed"),
  ];
}

/** What a million loads of the script cost. */
export const costOfLoads = (measured: Measured, assumed: Assumptions = assumptions): number =>
  totalOf(viewLines(measured, 1_000_000, assumed));

/**
 * X-Ray records the first request of each second and one in twenty of the others, unless configured otherwise:
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-sampling
 */
function tracesOf(invocations: number): number {
  const perSecond = invocations / secondsPerMonth;
  const first = (1 - Math.exp(-perSecond)) * secondsPerMonth;
  return first + 0.05 * (invocations - first);
}

const gb = ({ memoryMb }: { readonly memoryMb: number }): number => memoryMb / GiBInMb;

const meanGb = (functions: readonly CountedFunction[]): number => sum(functions.map(gb)) / functions.length;

/** How many times longer a function's own work takes on Lambda. */
const slower = ({ memoryMb }: CountedFunction, { processorMb }: Assumptions): number =>
  Math.max(processorMb / memoryMb, 1);

function functionOf({ functions }: Measured["template"], name: string): CountedFunction {
  const found = functions[name];
  if (!found) throw new Error(`The template has no function ${name} any more: measure again`);
  return found;
}

export function unitsOf(units: Measured["perLead"]["units"]): { readonly read: number; readonly write: number } {
  const parts = Object.values(units);
  return { read: sum(parts.map(({ read }) => read)), write: sum(parts.map(({ write }) => write)) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// ── elsewhere ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface Elsewhere {
  readonly units: number;
  readonly usd: number;
  readonly plan: Plan;
  /** The plan has fewer units, and its price per unit went on; or we found no price for so many. */
  readonly isExtrapolated: boolean;
}

/**
 * What a service costs, at the best of the prices that we found: a plan that has enough units, or the largest that has
 * not, as if more could be had at its price per unit. Services lower that price for large plans.
 */
export function elsewhere({ perLead, plans }: Service, leads: number): Elsewhere {
  const units = leads * perLead.length;
  const offers = plans.map((plan): Elsewhere => {
    const isExtrapolated = plan.units < units;
    return { units, plan, isExtrapolated, usd: isExtrapolated ? (units * plan.usd) / plan.units : plan.usd };
  });
  const [best] = offers.toSorted((a, b) => a.usd - b.usd);
  if (best === undefined) throw new Error("There is no plan");
  return best;
}
