import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { afterAll, describe, expect, it } from "vitest";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import type { SourceSecrets } from "../../../lambda/connectors/contract/intake.ts";
import { findConnector } from "../../../lambda/connectors/find-connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { platformOpener } from "../../../lambda/connectors/kit/in/open-platform.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { httpHandler } from "../../../lambda/runtime/http-handler.ts";
import { acceptLead } from "../../../lambda/steps/accept-lead/accept-lead.ts";
import { type DialDeps, dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { type MemoryStore, memoryStore } from "../../../lambda/store/memory.ts";
import { aBridge, aLog, aMeasure, aRequest, someIds } from "../../fakes/bridge.ts";
import { unhindered } from "../../fakes/dialling.ts";
import type { ExpectedLead } from "../../fakes/expected-lead.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type LeadSourceCase, leadSource, leadSourceCases } from "../../fakes/lead-sources.ts";
import { limitedTo } from "../../fakes/limited-store.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";
import { parseHttp } from "../../fakes/recorded.ts";

/**
 * What real senders send, through the door as it is deployed: an event of the HTTP API in, a stored lead out. A folder
 * of test/fixtures/lead-sources is covered as soon as a connector has its name.
 */

const KEY = "test-key-of-the-source";

const nameOf = ({ source, name }: { source: string; name: string }) => `${source}/${name}`;
const all = leadSourceCases().map(({ source, name }) => leadSource(source, name));
const ofKind = (...kinds: LeadSourceCase["meta"]["kind"][]) =>
  all.filter(({ meta }) => kinds.includes(meta.kind)).map((each) => ({ ...each, title: nameOf(each) }));
const signed = all
  .filter(({ meta, signingSecret }) => meta.kind !== "handshake" && signingSecret !== undefined)
  .map((each) => ({ ...each, title: nameOf(each) }));
const timed = signed.filter(({ meta }) => meta.timestamp !== undefined);
const keyed = all
  .filter(({ meta, signingSecret, bodyKey }) => meta.kind !== "handshake" && !signingSecret && !bodyKey)
  .map((each) => ({ ...each, title: nameOf(each) }));

const figures = { fields: 0, fieldsRight: 0, cases: 0, casesRight: 0 };

afterAll(() => {
  console.log(
    `lead sources: fields right ${figures.fieldsRight} of ${figures.fields}, cases right ${figures.casesRight} of ${all.length}`,
  );
});

describe("a request as its sender makes it", () => {
  it.each(ofKind("lead"))("$title is stored as a person would read it", async (given) => {
    const door = aDoor(given);
    const reply = await door.send();
    const found = door.store.allLeads().map(asExpected);
    count([reading(found[0], given.expected)], reply.statusCode === successOf(given) && found.length === 1);
    expect(found).toEqual([given.expected]);
    expect(reply.statusCode).toBe(successOf(given));
    expect(door.store.allLeads()[0]).toMatchObject(
      given.expected.phone_number === null
        ? { state: "held", reason: "invalid-phone", dueFor: "reconcile" }
        : { state: "ready", dueFor: "dial-lead" },
    );
  });

  it.each(ofKind("reference"))(
    "$title is stored by its id, fetched, and rung as a person would read it",
    async (given) => {
      const door = aDoor(given);
      const reply = await door.send();
      const [told, ...others] = door.store.allLeads();
      const before = told && asExpected(told);
      const { posted, asked } = await door.dial(told);
      const [whole] = door.store.allLeads();
      const after = whole && asExpected(whole);
      const readings = [reading(before, given.expected), reading(after, given.resolved)];
      count(readings, reply.statusCode === 200 && others.length === 0 && posted.length === 1);
      expect(reply.statusCode).toBe(200);
      expect(before).toEqual(given.expected);
      expect(after).toEqual(given.resolved);
      expect(asked).toHaveLength(1);
      expect(posted).toEqual([expect.objectContaining({ phone_number: given.resolved?.phone_number })]);
    },
  );

  it.each(ofKind("test", "spam", "ignored"))(
    "$title is answered as if accepted, and nobody is called",
    async (given) => {
      const door = aDoor(given);
      const [first, second] = [await door.send(), await door.send()];
      count([], first.statusCode === 200 && door.store.allLeads().length === 0);
      expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
      expect(door.store.allLeads()).toEqual([]);
    },
  );

  it.each(ofKind("handshake"))("$title gets the answer that its sender demands", async (given) => {
    const door = aDoor(given);
    const reply = await door.send();
    const demanded = given.meta.expected_response;
    const right = demanded
      ? reply.statusCode === demanded.status &&
        (demanded.body === undefined || reply.body === demanded.body) &&
        (demanded.json === undefined || sameJson(reply.body, demanded.json))
      : Number(reply.statusCode) < 300 && reply.headers?.["access-control-allow-origin"] === "https://www.example.com";
    count([], right && door.store.allLeads().length === 0);
    expect(right, `${reply.statusCode} ${reply.body}`).toBe(true);
    expect(door.store.allLeads()).toEqual([]);
  });

  it.each(ofKind("lead", "reference"))("$title is one lead, however often it comes", async (given) => {
    const door = aDoor(given);
    const replies = [await door.send(), await door.send(), await door.send()];
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([successOf(given)]));
    expect(door.store.allLeads()).toHaveLength(1);
  });
});

describe("a request that its sender did not make", () => {
  it.each(signed)("$title is refused when a byte of the body is another", async (given) => {
    const { body } = parseHttp(given.http);
    const step = Math.max(1, Math.floor(body.length / 40));
    for (let at = 0; at < body.length; at += step) {
      await refused(given, {
        change: ({ body: bytes }) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      });
    }
    await refused(given, { change: ({ body: bytes }) => bytes.subarray(0, -1) });
  });

  it.each(signed)("$title is refused without its signature, or with another", async (given) => {
    const names = Object.keys(parseHttp(given.http).headers).filter((name) => name.includes("signature"));
    const altered = (value: string) =>
      value.replace(/([0-9a-zA-Z])(=*)$/, (_, last, rest) => (last === "1" ? "2" : "1") + rest);
    const changedAt = (at: number) => (value: string) =>
      value.slice(0, at) + (value[at] === "a" ? "b" : "a") + value.slice(at + 1);
    expect(names).not.toEqual([]);
    await refused(given, { headers: () => undefined });
    await refused(given, { headers: () => "" });
    await refused(given, { headers: changedAt(30) });
    await refused(given, {
      headers: (value) => (value.endsWith("=") ? changedAt(value.length - 4)(value) : altered(value)),
    });
  });

  it.each(timed)("$title is refused when it comes again later, or claims to be from the future", async (given) => {
    for (const minutes of [-60, -6, 6, 60, 60 * 24]) {
      await refused(given, { now: new Date(given.now.getTime() + minutes * 60_000) });
    }
  });

  it.each(signed)("$title is let in by either of two secrets, and by no third", async (given) => {
    const secret = given.signingSecret;
    for (const values of [
      { signing_secret: "the next one", previous_signing_secret: secret },
      { signing_secret: secret, previous_signing_secret: "the last one" },
    ]) {
      const door = aDoor(given, { values });
      expect((await door.send()).statusCode).toBe(successOf(given));
    }
    await refused(given, { values: { signing_secret: "the next one", previous_signing_secret: "the last one" } });
  });

  it.each(keyed)("$title is refused without the source's key", async (given) => {
    await refused(given, { key: undefined });
    await refused(given, { key: "another-key-of-a-source" });
  });
});

describe("a connector knows its vendor's requests", () => {
  /** Nothing in these is the vendor's: their owner chose every name. */
  const nameless = ["gravity-forms/select-fields-form", "ninja-forms/post-form"];
  /** These take anything that comes. */
  const general = ["html-form", "json"];
  const sureOf = (request: HttpRequest) =>
    connectors.filter((connector: Connector) => connector.recognises?.(request) === "surely").map(({ key }) => key);

  it.each(ofKind("lead", "test", "ignored", "reference", "handshake"))("$title", (given) => {
    const connector: Connector | undefined = findConnector(given.source);
    const isKnown =
      connector?.recognises !== undefined && !general.includes(given.source) && !nameless.includes(given.title);
    expect(sureOf(parseHttp(given.http))).toEqual(isKnown ? [given.source] : []);
  });

  it("and nobody's where there is nothing to go by", () => {
    expect(sureOf(aRequest("/leads/anything", { body: '{"name":"Dana","phone":"212-555-0123"}' }))).toEqual([]);
    expect(sureOf(aRequest("/leads/anything", { method: "GET" }))).toEqual([]);
  });
});

// ── the door ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Changes {
  readonly values?: SourceSecrets["values"];
  readonly key?: string | undefined;
  readonly now?: Date;
  readonly change?: (request: HttpRequest) => Uint8Array;
  /** What becomes of the headers that hold the signature. */
  readonly headers?: (value: string) => string | undefined;
}

interface TestDoor {
  readonly store: MemoryStore;
  send(): Promise<APIGatewayProxyStructuredResultV2>;
  /** What Callingly and the platform were asked when the lead was dialled. */
  dial(lead: Lead | undefined): Promise<{ posted: unknown[]; asked: unknown[] }>;
}

function aDoor(given: LeadSourceCase, changes: Changes = {}): TestDoor {
  const { source, meta, signingSecret, bodyKey, settings } = given;
  if (!findConnector(source)) throw new Error(`no connector is called ${source}`);
  const country = meta.default_region ?? "US";
  const bridge = aBridge({ sources: { [source]: { connector: source, account: "main", team: 1, country, settings } } });
  const store = memoryStore();
  const secrets: SourceSecrets = {
    keys: [bodyKey ?? meta.verify_token ?? KEY],
    values: changes.values ?? (signingSecret === undefined ? {} : { signing_secret: signingSecret }),
  };
  const handle = httpHandler(
    (request) =>
      acceptLead(request, {
        bridge,
        ...limitedTo("accept-lead", store),
        optOut: async () => undefined,
        secretsFor: async () => ({ ...secrets, visitorKey: "visitors" }),
        now: () => changes.now ?? given.now,
        newId: someIds("accept"),
        log: aLog(),
        measure: aMeasure(),
      }),
    aLog(),
  );
  // A signed request needs no key, and one with a key in its body none in its address.
  const key = signingSecret === undefined && bodyKey === undefined ? KEY : undefined;
  const event = eventOf(given, "key" in changes ? changes.key : key, changes);
  return {
    store,
    send: () => handle(event),
    dial: (lead) => dialled(lead, given, { bridge, store: limitedTo("dial-lead", store) }),
  };
}

async function dialled(
  lead: Lead | undefined,
  { source, fetched, now }: LeadSourceCase,
  { bridge, store }: Pick<DialDeps, "bridge" | "store">,
): Promise<{ posted: unknown[]; asked: unknown[] }> {
  const posted: unknown[] = [];
  const platform = fakeSend(answered(200, fetched));
  await dialLead(lead?.id ?? "", {
    ...unhindered,
    bridge,
    store,
    callinglyFor: async () => ({
      ...neverStopped,
      tokenPrint: "token",
      createCall: async (input) => {
        posted.push(input);
        return { kind: "placed", callId: "9001" } as never;
      },
    }),
    openPlatform: platformOpener(async () => ({ [source]: { token: "token" } }), {
      baseUrls: {},
      send: platform,
      now: () => now,
    }),
    now: () => now,
    newId: someIds("dial"),
    log: aLog(),
    measure: aMeasure(),
  });
  return { posted, asked: platform.requests };
}

/** The event of the HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf({ source, http }: LeadSourceCase, key: string | undefined, changes: Changes): APIGatewayProxyEventV2 {
  const request = parseHttp(http);
  const entries = Object.entries(request.headers).flatMap(([name, value = ""]) => {
    const kept = changes.headers && name.includes("signature") ? changes.headers(value) : value;
    return kept === undefined ? [] : [[name, kept]];
  });
  const body = changes.change?.(request) ?? request.body;
  return {
    version: "2.0",
    rawPath: `/leads/${source}${key === undefined ? "" : `/${key}`}`,
    rawQueryString: new URL(request.url).search.slice(1),
    headers: Object.fromEntries(entries),
    pathParameters: { source, ...(key !== undefined && { key }) },
    requestContext: { http: { method: request.method }, domainName: "bridge.example.com" },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  } as unknown as APIGatewayProxyEventV2;
}

async function refused(given: LeadSourceCase, changes: Changes): Promise<void> {
  const door = aDoor(given, changes);
  expect((await door.send()).statusCode).toBe(401);
  expect(door.store.allLeads()).toEqual([]);
}

/** Every machine wants exactly 200; a visitor is sent on where the form says. */
const successOf = ({ meta }: LeadSourceCase): number => (meta.redirect_to === undefined ? 200 : 303);

const asExpected = ({ person, externalId }: Lead): ExpectedLead => ({
  first_name: person.firstName ?? null,
  last_name: person.lastName ?? null,
  phone_number: person.phone ?? null,
  email: person.email ?? null,
  company: person.company ?? null,
  external_id: externalId ?? null,
});

/** What of a reading is right. */
const reading = (found: ExpectedLead | undefined, expected: ExpectedLead | undefined) =>
  Object.entries(expected ?? {}).map(([name, value]) => found?.[name as keyof ExpectedLead] === value);

function count(readings: readonly boolean[][], answeredRight: boolean): void {
  const fields = readings.flat();
  figures.fields += fields.length;
  figures.fieldsRight += fields.filter(Boolean).length;
  figures.cases += 1;
  if (answeredRight && fields.every(Boolean)) figures.casesRight += 1;
}

const sameJson = (body: string | undefined, expected: unknown): boolean =>
  JSON.stringify(JSON.parse(body ?? "null")) === JSON.stringify(expected);
