import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { exchangeOf, jobOf, readExchange, reporterOf, told } from "../../fakes/exchange.ts";
import { recordedNames } from "../../fakes/recorded.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";

/** Recorded exchanges with CRMs, which every connector keeps to. A new one is covered by its files; nothing is added here. */

const registry: readonly Connector[] = connectors;

describe.each(registry.filter(({ report }) => report))("results through $key", (connector) => {
  const names = recordedNames(connector.key, ".report.json");

  it("have a recorded exchange", () => expect(names).not.toEqual([]));

  it.each(names)("are sent as %s.report.json has it", async (name) => {
    const exchange = exchangeOf(connector, name);
    const { written, record, requests } = await told(connector, exchange);
    expect(requests).toEqual(exchange.expect);
    if (exchange.expect_activity) expect(written).toBe(exchange.expect_activity);
    if (exchange.expect_record) expect(record).toEqual(exchange.expect_record);
  });

  it.each(names)("of %s are written on the same activity again", async (name) => {
    const exchange = exchangeOf(connector, name);
    const { written: first } = await told(connector, exchange);
    expect(first).toEqual(expect.any(String));
    const { answers, expect_activity } = exchange.again ?? { ...exchange, expect_activity: first };
    expect((await told(connector, { ...exchange, answers }, { activityId: first })).written).toBe(expect_activity);
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
    const { requests } = await told(connector, exchange);
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
