import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recordedNames, recordedReport } from "../../fakes/recorded.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";

/** Recorded exchanges with CRMs, which every connector keeps to. A new one is covered by its files; nothing is added here. */

const registry: readonly Connector[] = connectors;

/** What a CRM answered: its body alone, or with a status of its own. */
const AnswerSchema = z.union([
  z.strictObject({
    status: z.number(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  z.unknown().transform((body) => ({ status: 200, headers: undefined, body })),
]);

/** What was to be written, how the CRM answered, and the requests expected of us; described in test/fixtures/README.md. */
const ExchangeSchema = z.strictObject({
  settings: z.unknown().optional(),
  credentials: z.record(z.string(), z.string()),
  job: z.looseObject({ now: z.iso.datetime(), call: z.looseObject({}), lead: z.looseObject({}) }),
  answers: z.array(AnswerSchema),
  expect: z.array(z.strictObject({ method: z.string(), url: z.string(), body: z.unknown().optional() })),
  expect_record: z.unknown().optional(),
  expect_activity: z.string().optional(),
  /** How sure the recording is, and where it is known from. For people. */
  certainty: z.unknown().optional(),
  sources: z.unknown().optional(),
});
type Exchange = z.output<typeof ExchangeSchema>;

describe.each(registry.filter(({ report }) => report))("results through $key", (connector) => {
  const names = recordedNames(connector.key, ".report.json");

  it("have a recorded exchange", () => expect(names).not.toEqual([]));

  it.each(names)("are sent as %s.report.json has it", async (name) => {
    const exchange = exchangeOf(connector, name);
    const { written, record, requests } = await told(connector, exchange, {});
    expect(requests).toEqual(exchange.expect);
    if (exchange.expect_activity) expect(written).toBe(exchange.expect_activity);
    if (exchange.expect_record) expect(record).toEqual(exchange.expect_record);
  });

  it.each(names)("of %s are written on the same activity again", async (name) => {
    const exchange = exchangeOf(connector, name);
    const { written: first } = await told(connector, exchange, {});
    expect(first).toEqual(expect.any(String));
    expect((await told(connector, exchange, { activityId: first })).written).toBe(first);
  });

  it.each(names)("of %s let the CRM's own errors through", async (name) => {
    const exchange = exchangeOf(connector, name);
    for (const error of [new TransientError("503"), new RejectedError(403, "403 no scope")]) {
      const job = { ...jobOf(exchange), record: { type: "contact", id: "1" } };
      const written = writeActivity(reporterOf(connector, exchange), recordingCrm(error), job, false);
      await expect(written).rejects.toBe(error);
    }
  });

  it.each(names)("of %s keep the credentials to the headers, and name those they need", async (name) => {
    const exchange = exchangeOf(connector, name);
    const reporter = reporterOf(connector, exchange);
    const { requests } = await told(connector, exchange, {});
    const seen = JSON.stringify(requests);
    for (const secret of Object.values(exchange.credentials)) expect(seen).not.toContain(secret);
    expect(z.safeParse(reporter.credentials, exchange.credentials).success).toBe(true);
    expect(z.safeParse(reporter.credentials, {}).success).toBe(false);
    expect(reporter.baseUrl).toMatch(/^https:\/\/[^/].*[^/]$/);
  });
});

it.each([
  ["a word that nobody knows", { expected: [] }, "expected"],
  ["a request without a method", { expect: [{ url: "https://crm.example.com" }] }, "method"],
  ["no time", { job: { call: {}, lead: {} } }, "now"],
])("a recorded exchange with %s is refused by the name of its file", (_, change, what) => {
  const exchange = {
    credentials: {},
    job: { now: "2026-06-15T14:36:00.000Z", call: {}, lead: {} },
    answers: [],
    expect: [],
  };
  expect(readExchange("acme/connected", { ...exchange, ...change }).toString()).toMatch(
    new RegExp(`acme/connected\\.report\\.json.*${what}`, "s"),
  );
  expect(readExchange("acme/connected", exchange)).not.toBeInstanceOf(Error);
});

// ── reading and driving them ────────────────────────────────────────────────────────────────────────────────────────

function readExchange(file: string, value: unknown): Exchange | Error {
  const read = ExchangeSchema.safeParse(value);
  return read.success
    ? read.data
    : new Error(`test/fixtures/connectors/${file}.report.json: ${z.prettifyError(read.error)}`);
}

function exchangeOf({ key }: Connector, name: string): Exchange {
  const read = readExchange(`${key}/${name}`, recordedReport(key, name));
  if (read instanceof Error) throw read;
  return read;
}

function reporterOf({ key, report }: Connector, { settings }: Exchange): Reporter {
  const reporter = report?.bind(settings);
  if (!reporter) throw new Error(`${key} takes no results`);
  return reporter;
}

const jobOf = ({ job, credentials }: Exchange): ReportJob =>
  ({ ...job, now: new Date(job.now), credentials }) as unknown as ReportJob;

/** As the step does it, the record looked for first where the lead brings none. */
async function told(connector: Connector, exchange: Exchange, change: Partial<ReportJob>) {
  const reporter = reporterOf(connector, exchange);
  const [first = answered(200), ...more] = exchange.answers.map(({ status, headers, body }) =>
    answered(status, body ?? "", headers ? { headers } : {}),
  );
  const send = fakeSend(first, ...more);
  const http: CrmHttp = crmHttp({
    baseUrl: reporter.baseUrl,
    headers: reporter.authorise(exchange.credentials),
    understand: reporter.understand,
    send,
    now: () => new Date(exchange.job.now),
  });
  const job = { ...jobOf(exchange), ...change };
  const record = job.record ?? (await reporter.findRecord?.(http, job.lead, { mayMake: true }));
  const written = await writeActivity(reporter, http, { ...job, ...(record && { record }) }, false);
  const requests = send.requests.map(({ method, url, headers = {}, body }) => ({
    method,
    url,
    ...(body !== undefined && { body: headers["content-type"] === "application/json" ? JSON.parse(body) : body }),
  }));
  return { written, record, requests };
}
