import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { exchangeOf, jobOf, told } from "../../fakes/exchange.ts";
import { apart, compared, expected, headerLike, isExtra, isQuestion, writeBacks } from "../../fakes/write-back.ts";

/**
 * One call as each CRM is to be told of it: with which requests, by method, address, body and way in. A recorded exchange
 * is played with that call. What differs on purpose stands in `apart.json` with its reason, and nothing else may differ.
 */

const registry: readonly Connector[] = connectors;

/** Takes results in a form that is our own. */
const OWN_FORM = "webhook";

const cases = writeBacks.map((writeBack) => {
  const connector = registry.find(({ key }) => key === writeBack.name);
  if (!connector) throw new Error(`test/fixtures/write-back/${writeBack.name}.json is of no connector`);
  const exchange = exchangeOf(connector, apart.exchanges[writeBack.name] ?? "connected");
  return { ...writeBack, connector, exchange, differences: apart.differences[writeBack.name] ?? [], writeBack };
});

it("what each CRM is to be sent is written down", () => {
  const crms = registry.filter(({ key, report }) => report && key !== OWN_FORM).map(({ key }) => key);
  expect(writeBacks.map(({ name }) => name).sort()).toEqual(crms.sort());
  const named = [...Object.keys(apart.exchanges), ...Object.keys(apart.differences)];
  expect(crms).toEqual(expect.arrayContaining(named));
});

describe.each(cases)("$name", ({ connector, exchange, writeBack, given, expect: wanted, differences }) => {
  it("is told of the call that is given, on its record", () => {
    const { call, record } = jobOf(exchange);
    expect({ ...call, record: record?.id }).toMatchObject({
      callId: given.call.call_id,
      status: given.call.status,
      tag: given.call.disposition,
      direction: given.call.direction,
      startedAt: given.call.started_at,
      seconds: given.call.duration_seconds,
      fromPhone: given.call.from_number,
      phone: given.call.to_number,
      agent: given.call.agent,
      recordingUrl: given.call.recording_url,
      record: expect.toBeOneOf(Object.values(given.target).map(String)),
    });
  });

  it.each(wanted.map((request, at) => ({ ...request, at })))("is sent $method $url ($at)", async (request) => {
    const { written = "", sent } = await told(connector, exchange);
    const want = expected(request, writeBack, written, differences);
    const alike = sent.filter((each) => each.method === want.method && each.url === want.url && !isQuestion(each));
    expect(alike.map((each) => compared(each, given.call))).toContainEqual(want);
    const { headers = {} } = alike.find((each) => isDeepStrictEqual(compared(each, given.call), want)) ?? {};
    for (const [name, value] of Object.entries(request.headers)) {
      expect(headers[name.toLowerCase()], name).toMatch(headerLike(value));
    }
  });

  it("is sent nothing else that changes anything", async () => {
    const { written = "", sent } = await told(connector, exchange);
    const wants = wanted.map((request) => expected(request, writeBack, written, differences));
    const others = sent
      .filter((each) => !isQuestion(each) && !isExtra(each, given.call, differences))
      .map((each) => compared(each, given.call));
    expect(wants).toEqual(expect.arrayContaining(others));
  });
});
