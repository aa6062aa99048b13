import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";

/** What one run of `npm run bench:cost` found: the file from which docs/cost.md is written. */

const counts = z.object({ read: z.number(), write: z.number() });
const perFunction = z.record(z.string(), z.object({ invocations: z.number(), ms: z.number(), work: z.number() }));

/** The cost of so many leads, or ticks, divided by their number. */
const shares = z.object({
  /** Units of the table itself, and of each index by its name. */
  units: z.record(z.string(), counts),
  tableRequests: z.number(),
  /** `work` is milliseconds of a processor of the machine that measured, `ms` the same for each invocation. */
  functions: perFunction,
  /** What the functions wrote, without Lambda's own lines. */
  logBytes: z.number(),
  logLines: z.number(),
  /** `dials` are among those to Callingly. */
  requests: z.object({
    door: z.number(),
    callingly: z.number(),
    dials: z.number(),
    crm: z.number(),
    secrets: z.number(),
  }),
});
export type Shares = z.infer<typeof shares>;

const MeasuredSchema = z.object({
  /** Day of the run. */
  on: z.string(),
  machine: z.string(),
  /** Processes that waited for a processor while leads were sent, ourselves among them. */
  load: z.number(),
  leads: z.number(),
  ticks: z.number(),
  perLead: shares,
  /** One minute in which nothing happens. */
  perTick: shares,
  /** One load of `/form.js` by a browser that has no copy. */
  perView: shares,
  /** A lead and its calls, when they lose their payload. */
  perStrip: shares,
  /** Write units of a lead for each limit of a public form, in an hour with so many. */
  places: z.object({ leads: z.number(), perHour: z.number(), perVisitor: z.number() }),
  /** Bytes of the answer to a load of `/form.js`, without what TLS and TCP add. */
  formJsBytes: z.number(),
  /**
   * Bytes that a lead leaves in the table once its result is in the CRM, and from when its payload is gone; as DynamoDB
   * counts them, the index among them.
   */
  storedBytesPerLead: z.number(),
  strippedBytesPerLead: z.number(),
  /** By function, milliseconds to import its bundle in a fresh process: the median of `npm run bench:cold`. */
  importMs: z.record(z.string(), z.number()),
  template: z.object({
    alarmMetrics: z.number(),
    compositeAlarms: z.number(),
    dashboards: z.number(),
    secrets: z.number(),
    ownMetrics: z.number(),
    keys: z.number(),
    accessLogBytes: z.number(),
    functions: z.record(
      z.string(),
      z.object({ memoryMb: z.number(), isTraced: z.boolean(), secrets: z.number(), ticks: z.number() }),
    ),
  }),
});
export type Measured = z.infer<typeof MeasuredSchema>;

const file = new URL("./measured.json", import.meta.url);

/** @throws Error when nothing was stored yet, or what was stored is of another version of this file */
export const readMeasured = (): Measured => MeasuredSchema.parse(JSON.parse(readFileSync(file, "utf8")));

export const storeMeasured = (measured: Measured): void =>
  writeFileSync(file, `${JSON.stringify(measured, undefined, 2)}\n`);
