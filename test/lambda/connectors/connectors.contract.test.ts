import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import type { Answer, Intake } from "../../../lambda/connectors/contract/intake.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import { cleanLine, splitName } from "../../../lambda/lead/reader/names.ts";
import { type Country, parsePhone } from "../../../lambda/lead/reader/phone.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";
import type { Sent } from "../../../lambda/runtime/http-client.ts";
import type { ExpectedLead } from "../../fakes/expected-lead.ts";
import { ambiguous, answered, fakeSend, notSent } from "../../fakes/fake-send.ts";
import { type Recorded, recorded, recordedConnectors, recordedNames } from "../../fakes/recorded.ts";

/** Promises that every connector keeps. A new connector is covered by its recorded files; nothing is added here. */

const registry: readonly Connector[] = connectors;
const key = "test-key-of-the-source";

const bodyTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "text/plain;charset=UTF-8",
  "text/plain; charset=utf-16le",
  "application/xml",
];
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const jsonBody = fc.json({ maxDepth: 4 }).map(bytesOf);
const formBody = fc
  .array(fc.tuple(fc.constantFrom("phone", "name", "a[b]", "a", "a.b.c", "[]", "__proto__[x]", "_gotcha"), fc.string()))
  .map((pairs) => bytesOf(new URLSearchParams(pairs).toString()));

it("knows the connector of every recording, and names no connector twice", () => {
  const keys = registry.map((connector) => connector.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(recordedConnectors()));
});

describe.each(registry.filter(({ intake }) => intake))("leads through $key", (connector) => {
  const cases = recordedNames(connector.key).map((name) => recorded(connector.key, name));
  const ofKind = (...kinds: string[]) => cases.filter(({ meta }) => kinds.includes(meta.kind));
  const intakeFor = ({ meta }: { readonly meta: Pick<Recorded["meta"], "settings"> }): Intake =>
    bound(connector.intake?.bind(meta.settings));

  it("has recordings of leads", () => expect(ofKind("lead", "reference")).not.toEqual([]));

  it.each(ofKind("lead"))("lets in and reads $name", async (recording) => {
    const intake = intakeFor(recording);
    const request = withKey(recording);
    expect(intake.handshake?.(request, secretsOf(recording))).toBeUndefined();
    intake.verify(request, secretsOf(recording), recording.now);
    const reading = await intake.read(request);
    const leads = reading.kind === "leads" ? reading.leads : [];
    expect(leads.map((lead, index) => asExpected(lead, recording, recording.expected[index]))).toEqual(
      recording.expected.map((lead) => asExpected(lead, recording, lead)),
    );
  });

  it.each(ofKind("lead"))("reads $name the same way again", async (recording) => {
    const intake = intakeFor(recording);
    expect(await intake.read(recording.request)).toEqual(await intake.read(recording.request));
  });

  it.each(ofKind("test", "spam", "ignored"))("finds nobody to call in $name", async (recording) => {
    const intake = intakeFor(recording);
    const request = withKey(recording);
    intake.verify(request, secretsOf(recording), recording.now);
    // A cancelled appointment calls nobody, and says whose call it ends.
    const { shownAs: _, ended: _e, ...reading } = { shownAs: undefined, ended: [], ...(await intake.read(request)) };
    expect(reading).toEqual({ kind: recording.meta.kind, why: expect.any(String) });
  });

  it.each(ofKind("rejected"))("refuses $name with words", async (recording) => {
    const intake = intakeFor(recording);
    const refusal = await Promise.resolve()
      .then(() => intake.read(recording.request))
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(RejectedError);
    expect(refusal.status).toBe(recording.meta.expected_response?.status);
    expect(Object.keys(refusal.fields)).toEqual(recording.meta.expected_errors ?? []);
  });

  it.each(ofKind("handshake"))("answers the handshake $name without a key", (recording) => {
    const reply = intakeFor(recording).handshake?.(recording.request, secretsOf(recording));
    expect(reply).toMatchObject({
      status: recording.meta.expected_response?.status ?? 200,
      headers: recording.meta.expected_response?.headers ?? {},
    });
  });

  it.each(cases.filter(({ meta }) => meta.kind !== "handshake"))("F93: keeps strangers out of $name", (recording) => {
    const intake = intakeFor(recording);
    const { request } = recording;
    const secrets = secretsOf(recording);
    const refused = (tried: HttpRequest) =>
      expect(() => intake.verify(tried, secrets, recording.now)).toThrow(expect.objectContaining({ status: 401 }));

    const signed = Object.keys(secrets.values).length > 0;
    if (recording.bodyKey !== undefined) {
      const text = Buffer.from(request.body).toString("utf8");
      refused({ ...request, body: bytesOf(text.replaceAll(recording.bodyKey, "another-key")) });
      refused({ ...withKey(recording), body: bytesOf("{}") });
    } else if (signed) {
      refused({ ...request, body: tampered(request.body) });
      refused({ ...withKey(recording), headers: { "x-bridge-key": key, "content-type": "application/json" } });
    } else {
      refused(request);
      refused({ ...request, headers: { ...request.headers, "x-bridge-key": `${key}x` } });
      refused({ ...request, headers: { ...request.headers, "x-bridge-key": "" } });
    }
    expect(() => intake.verify(withKey(recording), { keys: [], values: {} }, recording.now)).toThrow(RejectedError);
  });

  it("F94: shows people who open the address that it lives, and nothing else", () => {
    const request = get("/leads/some-source?key=not-the-key");
    const reply = intakeFor({ meta: {} }).handshake?.(request, { keys: [key], values: {} });
    expect(reply?.status).toBe(200);
    expect(JSON.stringify(reply)).not.toMatch(/some-source|key=|test-key/);
  });

  it.each(cases.filter(({ meta }) => meta.kind !== "handshake"))("answers the sender of $name", async (recording) => {
    const intake = intakeFor(recording);
    const reply = async (answer: Answer): Promise<HttpReply> => intake.reply(recording.request, answer);
    const stored = await reply({ kind: "accepted", leads: [{ id: "lead_1", status: "accepted" }] });
    const repeat = await reply({ kind: "accepted", leads: [{ id: "lead_1", status: "duplicate" }] });
    const nothing = await reply({ kind: "nothing", why: "spam" });
    const rejected = await reply({
      kind: "rejected",
      status: 422,
      title: "Please check",
      fields: { phone: "No number" },
    });
    const again = await reply({ kind: "again" });

    expect([200, 303]).toContain(stored.status);
    expect(repeat.status).toBe(stored.status);
    expect(nothing.status).toBe(stored.status);
    expect(rejected.status).toBeGreaterThanOrEqual(400);
    expect(rejected.status).toBeLessThan(500);
    expect(again.status === 429 || again.status >= 500).toBe(true);
  });

  it("F85: survives every body, and blames the sender", async () => {
    const types = fc.constantFrom(undefined, ...bodyTypes);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), jsonBody, formBody), types, async (body, type) => {
        const request: HttpRequest = {
          ...get("/leads/source"),
          method: "POST",
          body,
          headers: { "content-type": type },
        };
        for (const settings of [undefined, ...cases.map(({ meta }) => meta.settings)]) {
          const intake = bound(connector.intake?.bind(settings));
          const reading = await Promise.resolve()
            .then(() => intake.read(request))
            .catch((error) => error);
          if (reading instanceof Error) expect(reading).toBeInstanceOf(RejectedError);
          else await intake.reply(request, { kind: "accepted", leads: [{ id: "lead_1", status: "accepted" }] });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(registry.filter(({ intake }) => intake?.bind(undefined).platform))(
  "leads fetched through $key",
  (connector) => {
    const platform = bound(connector.intake?.bind(undefined).platform);
    const fetchFrom = (answer: Sent, reference = "12345") => {
      const send = fakeSend(answer);
      const headers = platform.authorise({ token: "token-of-the-platform" });
      const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => new Date(0) });
      return { send, fetched: platform.fetch(http, reference, { credentials: {} }) };
    };
    const errorOf = (answer: Sent) => fetchFrom(answer).fetched.catch((error: unknown) => error);

    it("asks one question, with the token in a header and nowhere else", async () => {
      const { send, fetched } = fetchFrom(answered(200, {}), "a/../b?c");
      await fetched.catch(() => undefined);
      expect(send.requests).toHaveLength(1);
      const [{ url, body = "" } = { url: "" }] = send.requests;
      expect(url.includes(encodeURIComponent("a/../b?c")) || body.includes('"a/../b?c"')).toBe(true);
      expect(url).not.toContain("a/../b");
      expect(send.requests[0]?.url).not.toContain("token-of-the-platform");
      expect(platform.baseUrl).toMatch(/^https:\/\/[^/]+$/);
    });

    it("needs credentials", () => expect(z.safeParse(platform.credentials, {}).success).toBe(false));

    it.each([
      notSent,
      ambiguous,
      answered(302),
      answered(408),
      answered(429),
      answered(500),
      answered(200, "[]"),
      answered(200),
      answered(200, "{", { truncated: true }),
    ])("may be asked again after %j", async (answer) => expect(await errorOf(answer)).toBeInstanceOf(TransientError));

    it("is not asked again and again for an answer that is longer than we read", async () => {
      expect(await errorOf(answered(200, "{", { tooLong: true }))).toMatchObject({
        name: "RejectedError",
        status: 400,
        message: "The platform answers with more than the bridge reads",
      });
    });

    it.each([
      [400, 400],
      [401, 401],
      [403, 401],
      [404, 404],
      [410, 400],
    ])("takes %i for a refusal of the kind %i", async (status, kind) => {
      const error = await errorOf(answered(status, { message: "no" }));
      expect(error).toBeInstanceOf(RejectedError);
      expect(error).toMatchObject({ status: kind });
    });
  },
);

// ── what the promises are made of ───────────────────────────────────────────────────────────────────────────────

function bound<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("the connector has no such part");
  return part;
}

const secretsOf = ({ secrets, bodyKey }: Recorded) => ({ keys: [bodyKey ?? key], values: secrets });

const withKey = ({ request }: Recorded): HttpRequest => ({
  ...request,
  headers: { ...request.headers, "x-bridge-key": key },
});

const tampered = (body: Uint8Array): Uint8Array => body.map((byte, at) => (at === body.length - 3 ? byte ^ 1 : byte));

const get = (target: string): HttpRequest => {
  const url = new URL(target, "https://bridge.example.com");
  return { method: "GET", url: url.href, headers: {}, query: url.searchParams, params: {}, body: new Uint8Array() };
};

/** What a draft or an expectation says, after our rules for names and phones. */
function asExpected(lead: LeadDraft | ExpectedLead, { meta }: Recorded, pattern: ExpectedLead | undefined) {
  if ("first_name" in lead) {
    const { first_name, last_name, phone_number, email, company, external_id, crm_id } = lead;
    return { first_name, last_name, phone_number, email, company, external_id, ...(crm_id && { crm_id }) };
  }
  const { firstName, lastName } = splitName(lead);
  return {
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    phone_number: (lead.phone && parsePhone(lead.phone, (meta.default_region ?? "US") as Country)) || null,
    email: cleanLine(lead.email) ?? null,
    company: cleanLine(lead.company) ?? null,
    external_id: lead.externalId ?? null,
    ...(pattern?.crm_id && { crm_id: lead.record?.id }),
  };
}
