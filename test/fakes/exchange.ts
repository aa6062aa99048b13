import * as z from "zod";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob } from "../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../lambda/connectors/kit/out/crm-http.ts";
import { writeActivity } from "../../lambda/steps/report-call/write-activity.ts";
import { answered, fakeSend } from "./fake-send.ts";
import { recordedReport } from "./recorded.ts";

/** Recorded exchanges with CRMs, read strictly and played through the connector that they are of. */

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
  /** Where a second write of the same is answered otherwise: the answers to it, and the activity from then on. */
  again: z.strictObject({ answers: z.array(AnswerSchema), expect_activity: z.string() }).optional(),
  /** How sure the recording is, and where it is known from. For people. */
  certainty: z.unknown().optional(),
  sources: z.unknown().optional(),
});
export type Exchange = z.output<typeof ExchangeSchema>;

/** @param file its connector and its name, as in `acme/connected` */
export function readExchange(file: string, value: unknown): Exchange | Error {
  const read = ExchangeSchema.safeParse(value);
  return read.success
    ? read.data
    : new Error(`test/fixtures/connectors/${file}.report.json: ${z.prettifyError(read.error)}`);
}

export function exchangeOf({ key }: Connector, name: string): Exchange {
  const read = readExchange(`${key}/${name}`, recordedReport(key, name));
  if (read instanceof Error) throw read;
  return read;
}

export function reporterOf({ key, report }: Connector, { settings }: Exchange): Reporter {
  const reporter = report?.bind(settings);
  if (!reporter) throw new Error(`${key} takes no results`);
  return reporter;
}

export const jobOf = ({ job, credentials }: Exchange): ReportJob =>
  ({ ...job, now: new Date(job.now), credentials }) as unknown as ReportJob;

/** As the step does it, the record looked for first where the lead brings none. */
export async function told(connector: Connector, exchange: Exchange, change: Partial<ReportJob> = {}) {
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
  return { written, record, requests, sent: send.requests };
}
