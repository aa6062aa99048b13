import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ApiAnswer } from "../../../lambda/connectors/contract/http.ts";
import {
  ExistsError,
  type Meaning,
  type Reporter,
  type ReportJob,
} from "../../../lambda/connectors/contract/reporter.ts";
import { addToList } from "../../../lambda/connectors/kit/out/add-to-list.ts";
import { askQuestion } from "../../../lambda/connectors/kit/out/ask-question.ts";
import { nextStatus } from "../../../lambda/connectors/kit/out/by-outcome.ts";
import { clientCredentialsGrant } from "../../../lambda/connectors/kit/out/client-credentials.ts";
import { formContent, jsonContent, multipartContent } from "../../../lambda/connectors/kit/out/content.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { titleOf } from "../../../lambda/connectors/kit/out/describe-call.ts";
import { type Found, findOrMake } from "../../../lambda/connectors/kit/out/find-or-make.ts";
import { inWhole } from "../../../lambda/connectors/kit/out/in-whole.ts";
import { htmlNote, textNote } from "../../../lambda/connectors/kit/out/note.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { personToMake } from "../../../lambda/connectors/kit/out/person-to-make.ts";
import { recordFinder } from "../../../lambda/connectors/kit/out/record-finder.ts";
import { refreshTokenGrant } from "../../../lambda/connectors/kit/out/refresh-token.ts";
import { restMeaning } from "../../../lambda/connectors/kit/out/rest-meaning.ts";
import { speedChanges } from "../../../lambda/connectors/kit/out/speed.ts";
import { isSurelyTheirs } from "../../../lambda/connectors/kit/out/surely-theirs.ts";
import type { CallResult } from "../../../lambda/lead/call/call.ts";
import type { LeadOutcome } from "../../../lambda/lead/lead.ts";
import { parseBody } from "../../../lambda/runtime/body.ts";
import type { Sent } from "../../../lambda/runtime/http-client.ts";
import { ambiguous, answered, fakeSend, notSent } from "../../fakes/fake-send.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";

/** What the connectors of CRMs share. */

const now = () => new Date("2026-06-15T12:00:00Z");
const aCall: CallResult = { callId: "7", final: true, seconds: 30 };
const aLead: ReportJob["lead"] = {
  id: "lead_1",
  source: "website",
  receivedAt: "2026-06-15T11:59:00.000Z",
  person: {},
};
const asked = (sent: Sent, understand?: (answer: ApiAnswer) => Meaning) =>
  crmHttp({ baseUrl: "https://crm.example.com", headers: {}, understand, send: fakeSend(sent), now })
    .request("POST", "/calls", jsonContent({}))
    .catch((error: unknown) => error);

describe("an answer of a CRM", () => {
  it("is handed over with status, headers and body", async () => {
    const answer = await asked(answered(201, { id: "1" }, { headers: { "x-limit": "9" } }));
    expect(answer).toEqual({
      status: 201,
      headers: { "x-limit": "9" },
      body: { id: "1" },
      text: '{"id":"1"}',
      truncated: false,
    });
  });

  it("that did not come whole says so, and is taken for nothing else", async () => {
    expect(await asked(answered(200, "[1,2]", { truncated: true }))).toMatchObject({
      body: undefined,
      truncated: true,
    });
  });

  it("that is longer than we read ends a look-up, as it would be as long again, and leaves a write to its connector", async () => {
    const long = answered(200, "[1,2", { tooLong: true });
    const http = crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send: fakeSend(long), now });
    await expect(http.request("GET", "/contacts")).rejects.toMatchObject({
      name: "RejectedError",
      status: 400,
      message: "The CRM answers a look-up with more than the bridge reads",
    });
    const answer = await http.request("POST", "/calls", jsonContent({}));
    expect(answer).toMatchObject({ body: undefined, truncated: true, tooLong: true });
    expect(() => inWhole(answer)).toThrow(expect.objectContaining({ name: "RejectedError" }));
  });

  it("that was cut off on its way is asked for again", async () => {
    const cut = answered(200, "[1,2", { truncated: true });
    const http = crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send: fakeSend(cut), now });
    await expect(http.request("GET", "/contacts")).rejects.toMatchObject({ name: "TransientError" });
  });

  it.each([
    [answered(403, { code: "LIMIT" }), { kind: "busy", waitMs: 7_000 }, { name: "BusyError", retryAfterMs: 7_000 }],
    [
      answered(200, { errors: 1 }),
      { kind: "refused", detail: "no such column" },
      { status: 400, detail: "no such column" },
    ],
    [answered(200, { errors: 1 }), { kind: "access-refused" }, { name: "RejectedError", status: 401 }],
    [answered(500, {}), { kind: "refused" }, { name: "RejectedError", status: 400 }],
    [answered(401, {}), { kind: "refused" }, { name: "RejectedError", status: 400 }],
    [answered(422, {}), { kind: "exists", id: "9" }, { name: "RejectedError", status: 409, id: "9" }],
    [answered(400, {}), { kind: "again", waitMs: 1 }, { name: "TransientError", retryAfterMs: 1 }],
    [answered(404, ""), { kind: "ok" }, { status: 404, body: undefined }],
  ] as const)("%j means what its connector says: %j", async (sent, meaning, outcome) => {
    expect(await asked(sent, () => meaning)).toMatchObject(outcome);
  });

  it("means what REST has it mean where nobody says otherwise", () => {
    const kind = (status: number) => restMeaning({ status, headers: {}, body: {}, text: "", truncated: false }).kind;
    expect([200, 204, 302, 401, 403, 404, 409, 425, 429, 503].map(kind)).toEqual([
      ...["ok", "ok", "refused", "access-refused", "refused", "refused", "refused", "again", "busy", "again"],
    ]);
  });

  it("that never came tells what did not leave from what may have arrived", async () => {
    expect(await asked(notSent)).toMatchObject({ name: "NotSentError" });
    expect(await asked(ambiguous)).toMatchObject({ name: "TransientError" });
  });
});

describe("a question that changes nothing", () => {
  it.each([
    ["/me", { method: "GET", path: "/me" }],
    [
      { path: "/users/me", posted: { fields: ["email"] } },
      { method: "POST", path: "/users/me", body: { fields: ["email"] } },
    ],
  ])("is got, or posted where the CRM is asked by POST alone: %j", async (question, request) => {
    const crm = recordingCrm({ email: "ada@example.com" });
    expect(await askQuestion(crm, question)).toMatchObject({ body: { email: "ada@example.com" } });
    expect(crm.requests).toEqual([{ ...request, headers: {} }]);
  });

  it("is not answered by half an answer", async () => {
    const send = fakeSend(answered(200, '{"a', { truncated: true }));
    const crm = crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send, now });
    await expect(askQuestion(crm, { path: "/users/me", posted: {} })).rejects.toThrow("cut off");
  });
});

describe("what is sent", () => {
  it("is JSON, a form or parts", async () => {
    const fields = { "a b": "c & d", 'quote"': "line\r\nline" };
    expect(jsonContent({ a: 1 })).toEqual({ type: "application/json", body: '{"a":1}' });
    for (const content of [formContent(fields), multipartContent(fields, "boundary-of-ours")]) {
      const read = (await parseBody(Buffer.from(content.body), content.type)) as Record<string, unknown>;
      expect(read["a b"]).toBe("c & d");
      expect(Object.values(read)).toHaveLength(2);
    }
  });
});

describe("a record that is found or made", () => {
  const exists = new ExistsError("409", { id: "5" });

  it("is found by a second look where somebody was faster", async () => {
    const looks = [{ record: undefined }, { record: "7" }];
    expect(
      await findOrMake(
        async () => looks.shift() ?? { record: undefined },
        () => Promise.reject(exists),
      ),
    ).toBe("7");
  });

  it("is made without what somebody else has by now", async () => {
    const looks = [{ record: undefined }, { record: undefined, isTaken: true }];
    const make = async ({ isTaken }: { readonly isTaken?: boolean }) => {
      if (isTaken !== true) throw exists;
      return "8";
    };
    expect(await findOrMake(async () => looks.shift() ?? { record: undefined }, make)).toBe("8");
  });

  it("is waited for where the CRM has it and does not show it", async () => {
    const none = async () => ({ record: undefined });
    await expect(findOrMake(none, () => Promise.reject(exists))).rejects.toThrow("does not show it yet");
    await expect(findOrMake(none, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});

describe("a list that the CRM overwrites", () => {
  it("keeps what it held, and is not written where nothing is missing", async () => {
    const written: (readonly string[])[] = [];
    const write = async (list: readonly string[]) => void written.push(list);
    await addToList(["Called", "new", "NEW"], async () => ["vip", "called "], write);
    await addToList(["VIP"], async () => ["vip"], write);
    expect(written).toEqual([["vip", "called ", "new"]]);
  });
});

describe("access that is renewed", () => {
  const ask = { credentials: {}, refreshToken: "r", now: now() };

  it("may come with the API's address", async () => {
    const renew = refreshTokenGrant("/token", { apiUrl: "instance_url" });
    const answer = { access_token: "new", instance_url: "https://acme.crm.example" };
    expect(await renew(recordingCrm(answer), ask)).toMatchObject({ token: "new", apiUrl: "https://acme.crm.example" });
    expect(await refreshTokenGrant("/token")(recordingCrm(answer), ask)).not.toHaveProperty("apiUrl");
  });

  it("says who asks in the body, or in a header where the CRM wants it there", async () => {
    const who = { ...ask, credentials: { client_id: "our-id", client_secret: "our-secret" } };
    const asked = async (clientIn: "body" | "header" | undefined) => {
      const crm = recordingCrm({ access_token: "new" });
      await refreshTokenGrant("/token", clientIn && { clientIn })(crm, who);
      return crm.requests[0];
    };
    const inBody = "grant_type=refresh_token&client_id=our-id&client_secret=our-secret&refresh_token=r";
    expect(await asked(undefined)).toMatchObject({ body: inBody, headers: {} });
    expect(await asked("body")).toMatchObject({ body: inBody, headers: {} });
    expect(await asked("header")).toMatchObject({
      body: "grant_type=refresh_token&refresh_token=r",
      headers: { authorization: `Basic ${Buffer.from("our-id:our-secret").toString("base64")}` },
    });
  });

  it("may be got by a client itself, which says what the endpoint wants besides", async () => {
    const renew = clientCredentialsGrant("/token", { apiUrl: "instance_url", form: { scope: "all of it" } });
    const crm = recordingCrm({ access_token: "new", expires_in: 60, instance_url: "https://acme.crm.example" });
    const credentials = { client_id: "an app", client_secret: "its secret" };
    expect(await renew(crm, { ...ask, credentials, refreshToken: "" })).toEqual({
      token: "new",
      until: new Date("2026-06-15T12:01:00Z"),
      apiUrl: "https://acme.crm.example",
    });
    const form = { grant_type: "client_credentials", ...credentials, scope: "all of it" };
    expect(crm.requests).toMatchObject([{ method: "POST", path: "/token", body: `${new URLSearchParams(form)}` }]);
  });

  it("runs out where the credentials hold what its renewal starts from, and is theirs where they do not", async () => {
    const renewing = (startsFrom: string): Reporter => ({
      ...reporter(),
      credentials: z.record(z.string(), z.string()),
      renewal: { startsFrom, renew: () => Promise.reject(new Error("held")) },
    });
    const tokenOf = async (startsFrom: string) => {
      const send = fakeSend(answered(200, {}));
      const opener = crmOpener(async () => ({ crm: { client_secret: "s", token: "own" } }), {
        baseUrls: {},
        access: { tokenFor: async () => ({ token: "renewed" }) },
        send,
        now,
      });
      const crm = await opener({ name: "crm", reporter: renewing(startsFrom) }, () => 60_000);
      await crm?.http.request("GET", "/self");
      return send.requests[0]?.headers?.authorization;
    };
    expect(await tokenOf("client_secret")).toBe("Bearer renewed");
    expect(await tokenOf("refresh_token")).toBe("Bearer own");
  });

  it.each([
    ["a refresh token", refreshTokenGrant("/token")],
    ["a client's own credentials", clientCredentialsGrant("/token")],
  ])("by %s is refused where a 200 says so, and asked for again after nonsense", async (_, renew) => {
    await expect(renew(recordingCrm({ error: "invalid_code" }), ask)).rejects.toMatchObject({ detail: "invalid_code" });
    await expect(renew(recordingCrm({}), ask)).rejects.toMatchObject({ name: "TransientError" });
  });

  const reporter = (apiHosts?: RegExp): Reporter => ({
    baseUrl: "https://api.crm.example",
    credentials: z.object({ refresh_token: z.string() }),
    authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
    renewal: { renew: () => Promise.reject(new Error("held")), ...(apiHosts && { apiHosts }) },
    create: async () => ({}),
  });
  const addressOf = async (apiUrl: string | undefined, apiHosts: RegExp | undefined, baseUrls = {}) => {
    const send = fakeSend(answered(200, {}));
    const open = crmOpener(async () => ({ crm: { refresh_token: "r" } }), {
      baseUrls,
      access: { tokenFor: async () => ({ token: "t", apiUrl }) },
      send,
      now,
    });
    const crm = await open({ name: "crm", reporter: reporter(apiHosts) }, () => 60_000);
    await crm?.http.request("GET", "/self");
    return send.requests[0]?.url;
  };
  const hosts = /^[a-z0-9-]+\.crm\.example$/;

  it("is used at the address that came with it, which an address for trying things out replaces", async () => {
    expect(await addressOf("https://acme.crm.example/", hosts)).toBe("https://acme.crm.example/self");
    expect(await addressOf(undefined, hosts)).toBe("https://api.crm.example/self");
    expect(await addressOf("https://acme.crm.example", hosts, { crm: "http://127.0.0.1:1" })).toBe(
      "http://127.0.0.1:1/self",
    );
  });

  it.each([
    "http://acme.crm.example",
    "https://crm.example.evil.example",
    "https://acme.crm.example:8443",
    "https://user:word@acme.crm.example",
    "https://acme.crm.example/?to=evil",
    "nonsense",
  ])("goes nowhere else: %s", async (apiUrl) => {
    await expect(addressOf(apiUrl, hosts)).rejects.toMatchObject({ status: 400 });
  });

  it("goes nowhere that a CRM names which has no such addresses", async () => {
    await expect(addressOf("https://acme.crm.example", undefined)).rejects.toMatchObject({ status: 400 });
  });
});

describe("a status that follows the lead", () => {
  const statuses = { missed: "Tried", voicemail: "Tried", contacted: "Reached", removed: null };
  const rules = { statuses, replaced: ["New"] };
  const told = (outcome: LeadOutcome | undefined, change: { activityId?: string; best?: LeadOutcome } = {}) => ({
    call: { ...aCall, outcome },
    lead: { ...aLead, outcome: change.best },
    activityId: change.activityId,
  });

  it.each<[string, string, ReturnType<typeof told>, string | undefined]>([
    ["is set where there is none", "", told("missed"), "Tried"],
    ["takes the place of one from before anybody worked on the lead", "New", told("missed"), "Tried"],
    ["stays where a person has set that again later", "New", told("missed", { activityId: "1" }), undefined],
    ["gives way to a better outcome", "Tried", told("contacted", { activityId: "1" }), "Reached"],
    ["does not go back to a weaker one", "Reached", told("missed"), undefined],
    ["follows the best of all calls", "", told("missed", { best: "contacted" }), "Reached"],
    ["stays as a person has set it", "Customer", told("contacted"), undefined],
    ["stays where the operator wants none", "New", told("removed"), undefined],
    ["is not written again", "Tried", told("voicemail"), undefined],
    ["waits for an outcome", "New", told(undefined), undefined],
  ])("%s", (_, present, job, status) => expect(nextStatus(present, job, rules)).toBe(status));
});

describe("the speed to a lead", () => {
  const lead = { ...aLead, receivedAt: "2026-06-15T12:00:00.000Z", firstRungAt: "2026-06-15T12:00:04.400Z" };
  const call = { ...aCall, outcome: "contacted" as const, startedAt: "2026-06-15T12:00:06.000Z", attempt: 1 };
  const fields = { secondsToRing: "speed", attempts: "tries", firstContactAt: "reached" };

  it("is written once, attempts are counted, and the first contact stays the first", () => {
    expect(speedChanges({ call, lead }, fields, { speed: null, tries: "" })).toEqual({
      speed: 4,
      tries: 1,
      reached: "2026-06-15T12:00:06.000Z",
    });
    const later = { call: { ...call, attempt: 2 }, lead };
    expect(speedChanges(later, fields, { speed: 0, tries: "1", reached: "earlier" })).toEqual({ tries: 2 });
    expect(speedChanges({ call, lead }, fields, { speed: 4, tries: 2, reached: "earlier" })).toEqual({});
  });

  it("is not told of a lead that came after the call, nor counted for a call that the person made", () => {
    const after = { ...lead, receivedAt: "2026-06-15T12:01:00.000Z" };
    const inbound = { ...call, direction: "inbound", outcome: "missed" as const };
    expect(speedChanges({ call: inbound, lead: after }, fields, {})).toEqual({});
  });

  it("stands in the note on the first attempt", () => {
    expect(textNote({ call, lead }, 1_000)).toContain("Called 4 s after the lead came in");
    expect(textNote({ call: { ...call, attempt: 2 }, lead }, 1_000)).not.toContain("after the lead came in");
    const slow = { ...lead, firstRungAt: "2026-06-15T12:12:00.000Z" };
    expect(textNote({ call, lead: slow }, 1_000)).toContain("Called 12 min after the lead came in");
  });
});

describe("a note that stands alone", () => {
  const call = { ...aCall, phone: "+12125550123", fromPhone: "+12125550100", startedAt: "2026-06-15T12:00:06.000Z" };
  const noteOn = (change: object) =>
    textNote({ call: { ...call, ...change }, lead: aLead }, 1_000, { standsAlone: true }).split("\n")[1];

  it("says when the call was, and who rang whom", () => {
    expect(noteOn({})).toBe("Outbound from +12125550100 to +12125550123, 2026-06-15 12:00 UTC");
    expect(noteOn({ direction: "inbound" })).toBe("Inbound from +12125550123 to +12125550100, 2026-06-15 12:00 UTC");
  });

  it("says as much of it as is known, and nothing where there was no call", () => {
    expect(noteOn({ fromPhone: undefined, startedAt: undefined })).toBe("Outbound to +12125550123");
    expect(noteOn({ remark: "The team was closed" })).toBe("The team was closed");
  });
});

describe("the agent's tag", () => {
  const call: CallResult = { ...aCall, outcome: "contacted", tag: "Wants a demo" };

  it("stands in the note beside how the call ended, and is what a list of calls shows", () => {
    expect(textNote({ call, lead: aLead }, 1_000)).toBe("Callingly call 7 - Connected - tag Wants a demo - 0m 30s");
    expect(titleOf(call)).toBe("Callingly call - Wants a demo");
    expect(titleOf({ ...call, tag: undefined })).toBe("Callingly call - Connected");
  });

  it("is cut to a line, however long it is", () => {
    expect(titleOf({ ...call, tag: `a${"😀".repeat(400)}` })).toHaveLength(254);
  });
});

describe("a note of HTML", () => {
  it("is cut between characters, and never in the middle of what stands for one", () => {
    const call = { ...aCall, transcript: "<&>\n".repeat(20) };
    for (let limit = 40; limit < 300; limit += 1) {
      const note = htmlNote({ call, lead: aLead }, limit);
      expect(note.length).toBeLessThanOrEqual(limit);
      expect(note.replaceAll(/&(?:amp|lt|gt);|<br>/g, "")).not.toMatch(/[&<>]/);
    }
  });
});

describe("a record that shows how far somebody was reached", () => {
  it.each([
    ["came with the lead", true, false, false, true],
    ["has phone and e-mail address", undefined, false, true, true],
    ["shares the phone alone", undefined, false, false, false],
    ["was found for the person when the one that came with the lead was gone", true, true, false, false],
  ])("is changed only where it is surely theirs: one that %s", (_, cameWithRecord, isMoved, isTheirs, isSure) => {
    const job = cameWithRecord === undefined ? {} : { cameWithRecord };
    expect(isSurelyTheirs(job, { isMoved, isTheirs })).toBe(isSure);
  });
});

describe("a person of whom a record is made", () => {
  const person = { firstName: "Dana", phone: "+12125550123", email: "dana@example.com" };
  const asked = { allowed: true, none: "No lead of Acme" };

  it("is left without an address that somebody else has", () => {
    expect(personToMake(person, {}, asked)).toEqual(person);
    expect(personToMake(person, { isTaken: true }, asked)).toEqual({ ...person, email: undefined });
  });

  const finder = (found: Found<object>) =>
    recordFinder({
      none: asked.none,
      isAllowed: (isAllowed: boolean) => isAllowed,
      find: async () => found,
      make: async (_crm, made): Promise<object> => made,
    });
  const lead = {
    id: "lead_1",
    source: "website",
    receivedAt: "2026-06-15T12:00:00.000Z",
    country: "US",
    person,
  } as const;

  it("is found, and none is made of somebody who was not called, nor where the settings have none made", async () => {
    const nobody = finder({ record: undefined });
    expect(await nobody(recordingCrm(), lead, { mayMake: false, settings: true })).toBeUndefined();
    await expect(nobody(recordingCrm(), lead, { mayMake: true, settings: false })).rejects.toThrow("No lead of Acme");
    const there = finder({ record: { id: "7" } });
    for (const mayMake of [true, false]) {
      expect(await there(recordingCrm(), lead, { mayMake, settings: false })).toEqual({ id: "7" });
    }
  });

  it("is made without the address that the search found with somebody else", async () => {
    const taken = finder({ record: undefined, isTaken: true });
    const made = await taken(recordingCrm(), lead, { mayMake: true, settings: true });
    expect(made).toEqual({ ...person, email: undefined });
  });

  it("is refused where none may be made, in words that say what is missing", () => {
    const refused = () => personToMake(person, {}, { ...asked, allowed: false });
    expect(refused).toThrow("No lead of Acme has this e-mail address or phone, and none may be made");
    expect(refused).toThrow(expect.objectContaining({ status: 404 }));
  });
});
