import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/keap/about.ts";
import { keap } from "../../../lambda/connectors/vendors/keap/keap.ts";
import { keapNames } from "../../../lambda/connectors/vendors/keap/named.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { demoApp } from "../../../stand-ins/crms/keap/oauth.ts";
import { keap as standIn } from "../../../stand-ins/crms/keap.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { besidePlayed, refusedOnceEach } from "../../fakes/told-crm.ts";
import { ended, job, person, RECORDING, toldAt, withCall, withPerson } from "../../fakes/told-jobs.ts";

const OWNER = { ownerId: "1" };

/** A Keap as it is played here, and the connector before it. */
function aKeap(settings: object = {}) {
  const played = standIn.play(
    () => kept(undefined),
    () => toldAt.getTime(),
  );
  const reporter = keap.report.bind({ ...OWNER, ...settings });
  const account = besidePlayed(played, reporter, "/crm/rest/v2");
  const { ask } = account;
  return {
    ...account,
    /** Somebody adds a contact. */
    save: ({
      phone,
      email,
      firstName,
      lastName,
      ...given
    }: {
      phone?: string;
      email?: string;
      [field: string]: unknown;
    }): string =>
      ask("POST", "/contacts?fields=id", {
        ...given,
        ...(firstName !== undefined && { given_name: firstName }),
        ...(lastName !== undefined && { family_name: lastName }),
        ...(phone !== undefined && { phone_numbers: [{ field: "PHONE1", number: phone }] }),
        ...(email !== undefined && { email_addresses: [{ field: "EMAIL1", email }] }),
      }).id,
    contact: (id: string) => ask("GET", `/contacts/${id}?fields=phone_numbers,email_addresses,custom_fields,tag_ids`),
    notes: (id: string) => ask("GET", `/contacts/${id}/notes`).notes,
    users: () => reporter.owners?.list(account.http),
  };
}

describe("the user whose the notes of Keap are", () => {
  const [question] = keapNames({ ownerId: "7" });
  const users = [{ id: "1", given_name: "Olive" }, { id: 9 }];

  it("is compared with those whom the account has", () => {
    expect(question?.asked).toBe("/crm/rest/v2/users?page_size=1000");
    expect(question?.wrong({ users: [...users, { id: 7 }] })).toEqual([]);
    expect(question?.wrong({ users })).toEqual([
      { setting: "ownerId", found: "is “7”, and Keap knows only 1 (Olive), 9" },
    ]);
    expect(question?.wrong({ users, next_page_token: "2" })).toBeUndefined();
    expect(question?.wrong({})).toBeUndefined();
  });
});

describe("access to Keap", () => {
  const reporter = keap.report.bind(OWNER);

  it("is a key's, or an OAuth app's", () => {
    expect(reporter.authorise({ token: "KeapAK-1" })).toEqual({ authorization: "Bearer KeapAK-1" });
    const app = { client_id: "a", client_secret: "b", refresh_token: "c" };
    expect(z.safeParse(reporter.credentials, app).data).toEqual(app);
    expect(z.safeParse(reporter.credentials, { token: "" }).success).toBe(false);
  });

  it("is renewed with the app named in a header, and each refresh token is used once", async () => {
    const { played } = aKeap();
    const send: Send = async ({ method, url, headers = {}, body = "" }) => {
      expect(url).toBe("https://api.infusionsoft.com/token");
      const answer = played.answer({ method, path: "/token", headers, body });
      return { kind: "answered", status: answer.status, headers: {}, body: answer.body.toString(), truncated: false };
    };
    const http = crmHttp({ baseUrl: reporter.renewal?.baseUrl ?? "", headers: {}, send, now: () => toldAt });
    const renew = (refreshToken: string) =>
      reporter.renewal?.renew(http, { credentials: demoApp, refreshToken, now: toldAt });
    const first = await renew(demoApp.refresh_token);
    expect(first).toMatchObject({ until: new Date("2026-06-16T14:36:00Z"), refreshToken: expect.any(String) });
    await expect(renew(demoApp.refresh_token)).rejects.toThrow(RejectedError);
    expect(await renew(first?.refreshToken ?? "")).toMatchObject({ token: expect.any(String) });
  });

  it("says as whom", () => {
    const { ask } = aKeap();
    const at = about.identity.path.replace("/crm/rest/v2", "");
    expect(ask("GET", at)).toMatchObject({ email: "olive.owner@example.com", tenant_id: "demo123" });
  });
});

describe("an answer of Keap's", () => {
  const errorOf = async (status: number, body: object | string, headers: Record<string, string> = {}) => {
    const { understand } = keap.report.bind(OWNER);
    const send = fakeSend(answered(status, body, { headers }));
    const http = crmHttp({ baseUrl: "https://api.keap.com", headers: {}, understand, send, now: () => toldAt });
    return http.request("POST", "/crm/rest/v2/contacts").catch((error: unknown) => error);
  };
  const fault = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });

  it.each([
    [400, { code: 400, message: "user_id is required", status: "ERROR" }, "RejectedError", "user_id is required"],
    [
      401,
      fault("Invalid Access Token", "keymanagement.service.invalid_access_token"),
      "RejectedError",
      "Invalid Access Token",
    ],
    [403, { message: "Forbidden" }, "RejectedError", "Forbidden"],
    [404, { message: "not found" }, "RejectedError", "not found"],
    [503, { message: "Down for maintenance" }, "TransientError", "Down for maintenance"],
    [
      429,
      fault("Spike arrest violation. Allowed rate : 25ps", "policies.ratelimit.SpikeArrestViolation"),
      "BusyError",
      "Spike arrest violation. Allowed rate : 25ps",
    ],
    [
      500,
      fault("Rate limit quota violation", "policies.ratelimit.QuotaViolation"),
      "BusyError",
      "Rate limit quota violation",
    ],
  ])("keeps its words: %i %j", async (status, body, name, detail) => {
    expect(await errorOf(status, body)).toMatchObject({ name, detail });
  });

  it("that has no such words keeps others, or none", async () => {
    expect(await errorOf(400, { title: "?", error: "bad_request" })).toMatchObject({ detail: "bad_request" });
    for (const body of ["<html>", {}, { message: 7 }]) {
      expect(await errorOf(400, body)).toMatchObject({ status: 400, detail: undefined });
    }
  });

  it.each([
    [409, { message: "A tag with this name exists" }],
    [400, { message: "Duplicate call to createContact detected" }],
  ])("says that something is there already: %i %j", async (status, body) => {
    expect(await errorOf(status, body)).toMatchObject({ name: "RejectedError", status: 409 });
  });

  const date = "Mon, 15 Jun 2026 22:00:00 GMT";
  it.each([
    [{}, 10_000],
    [{ "x-keap-product-throttle-available": "3" }, 10_000],
    [{ "x-keap-product-throttle-available": "0" }, 60_000],
    [{ "x-keap-tenant-throttle-available": "0" }, 60_000],
    [{ "x-keap-product-quota-available": "0", date }, 7_200_000],
    [{ "x-keap-product-quota-available": "0" }, 3_600_000],
  ])("that is a limit names no wait; it is over after %j", async (headers, retryAfterMs) => {
    const error = await errorOf(429, { message: "Too many requests" }, headers as Record<string, string>);
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs });
  });
});

describe("the settings of Keap", () => {
  it.each([
    [{ ownerId: "ada" }, "write the id of a user, which is a number"],
    [{ ownerId: undefined }, "ownerId"],
    [{ owners: { "ada@example.com": "0" } }, "a number"],
    [{ fields: { attempts: "Attempts" } }, "write the id of a custom field of contacts"],
    [{ outcomeField: "Outcome" }, "write the id of a custom field of contacts"],
    [{ tag: { contacted: "a;b" } }, "write its id"],
    [{ tags: {} }, "tags"],
  ])("say what is wrong with %j", (settings, words) => {
    expect(() => keap.report.bind({ ...OWNER, ...settings })).toThrow(words);
  });
});

describe("a result in Keap", () => {
  it("is one note that changes, and tells the whole of it", async () => {
    const crm = aKeap();
    const { activityId, record } = await crm.write(job());
    const later = withCall({ recordingUrl: RECORDING, transcript: "A: Hello" });
    await crm.write({ ...later, ...(activityId && { activityId }), ...(record && { record }) });
    expect(crm.played.records()).toMatchObject([
      {
        name: "Maya Lindqvist",
        summary: "callingly-connected",
        calls: [
          { callId: "48213977", outcome: "Connected", seconds: 247, recordingUrl: RECORDING, transcript: "A: Hello" },
        ],
      },
    ]);
    expect(crm.notes(record?.id ?? "")).toMatchObject([
      { type: "Call", assigned_to_user: { id: "1" }, text: expect.stringContaining("2026-06-15 14:31 UTC") },
    ]);
  });

  it("leaves pinned what somebody has pinned", async () => {
    const crm = aKeap();
    const { activityId = "", record } = await crm.write(job());
    crm.ask("PATCH", `/contacts/${record?.id}/notes/${activityId}?update_mask=is_pinned`, {
      user_id: "2",
      is_pinned: true,
    });
    await crm.write(job({ activityId, ...(record && { record }) }));
    expect(crm.notes(record?.id ?? "")).toMatchObject([{ is_pinned: true, type: "Call" }]);
  });

  it("is of the type that the settings name", async () => {
    const crm = aKeap({ noteType: "Other" });
    const { record } = await crm.write(job());
    expect(crm.notes(record?.id ?? "")).toMatchObject([{ type: "Other" }]);
  });

  it("is its agent's, or whose the settings say", async () => {
    const crm = aKeap();
    expect((await crm.users())?.get("ada.fields@example.com")).toBe("2");
    const { record } = await crm.write(job({ ownerId: "2" }));
    await crm.write(withCall({ callId: "48213978" }));
    const owners = crm
      .notes(record?.id ?? "")
      .map(({ assigned_to_user }: { assigned_to_user: { id: string } }) => assigned_to_user.id);
    expect(owners).toEqual(["2", "1"]);
  });

  it("knows no user who has left", async () => {
    const crm = recordingCrm({
      users: [
        { id: 3, status: "INACTIVE", email_addresses: [{ email: "gone@example.com" }] },
        { id: 4, status: "INVITED", email_addresses: [{ email: "New@example.com" }, { email: null }] },
        { id: 5 },
      ],
    });
    expect([...((await keap.report.bind(OWNER).owners?.list(crm)) ?? [])]).toEqual([["new@example.com", "4"]]);
  });

  it("is looked for among the contact's notes after an answer that was lost, further pages included", async () => {
    const crm = aKeap();
    await crm.write(job());
    for (let index = 0; index < 120; index += 1) await crm.write(withCall({ callId: `482139770${index}` }));
    await crm.write(job(), true);
    const calls = crm.played.records()[0]?.calls ?? [];
    expect(calls.filter(({ callId }) => callId === "48213977")).toHaveLength(1);
    expect(calls).toHaveLength(121);
  });

  it.each([{ notes: "?" }, { notes: [{ text: "x" }] }, "x"])(
    "is not written again when the look-up answers %j",
    async (unreadable) => {
      const crm = recordingCrm(unreadable);
      const given = { ...job(), record: { type: "contact", id: "7" }, credentials: {} };
      await expect(writeActivity(keap.report.bind(OWNER), crm, given, true)).rejects.toThrow(TransientError);
      expect(crm.requests).toHaveLength(1);
    },
  );

  it("does not outgrow a note, and does not end in half a character", async () => {
    const crm = aKeap();
    const { record } = await crm.write(withCall({ transcript: `x${"😀".repeat(40_000)}` }));
    const [{ text }] = crm.notes(record?.id ?? "");
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).not.toMatch(/\p{Cs}/u);
  });

  it.each(["..", "../1", "0", "", "12a", "90001?x="])("leads nowhere else by the id %j", async (id) => {
    const crm = aKeap();
    crm.save(person);
    await expect(crm.write(job({ record: { type: "contact", id } }))).rejects.toThrow(RejectedError);
    expect(crm.requests).toEqual([]);
  });
});

describe("a contact who is gone from Keap", () => {
  const gone = { type: "contact", id: "999" };

  it("was merged into another, who gets the result", async () => {
    const crm = aKeap();
    const id = crm.save({ phone: "(202) 555-0143", email: person.email });
    await crm.write(job({ record: gone, cameWithRecord: true }));
    await crm.write(job({ record: gone, cameWithRecord: true }), true);
    expect(crm.played.records()).toMatchObject([{ id, summary: "callingly-connected", calls: [{}] }]);
  });

  it("keeps their tags where the one who is left is not surely them", async () => {
    const crm = aKeap();
    crm.save({ phone: "(202) 555-0143", email: "another@example.com" });
    await crm.write(job({ record: gone, cameWithRecord: true }));
    expect(crm.played.records()).toMatchObject([{ summary: "", calls: [{}] }]);
  });

  it("leaves the result to a person, with Keap's words, where there is nobody", async () => {
    const crm = aKeap();
    await expect(crm.write(job({ record: gone, cameWithRecord: true }))).rejects.toMatchObject({
      status: 404,
      detail: "The requested resource was not found",
    });
    expect(crm.played.records()).toEqual([]);
  });
});

describe("what the contact shows", () => {
  const all = {
    outcomeField: "15",
    outcomes: { contacted: "Talked" },
    fields: { secondsToRing: "17", attempts: "18", firstContactAt: "19" },
  };
  const rung = { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" };

  it("is a tag and fields; other fields, tags, phones and addresses stay", async () => {
    const crm = aKeap(all);
    const custom_fields = [
      { id: "11", content: "web" },
      { id: "12", content: null },
      { id: "18", content: 0 },
    ];
    const id = crm.save({ ...person, custom_fields });
    const own = crm.ask("POST", "/tags", { name: "Buyer" }).id;
    crm.ask("POST", `/tags/${own}/contacts:applyTags`, { contact_ids: [id] });
    await crm.write(job({ lead: rung }));
    expect(crm.contact(id)).toMatchObject({
      phone_numbers: [{ number: person.phone }],
      email_addresses: [{ email: person.email }],
      tag_ids: [own, expect.any(String)],
      custom_fields: [
        { id: "11", content: "web" },
        { id: "15", content: "Talked" },
        { id: "17", content: 4 },
        { id: "18", content: 1 },
        { id: "19", content: "2026-06-15T14:31:05.000Z" },
      ],
    });
    expect(crm.played.records()[0]?.summary).toBe("Buyer, callingly-connected");
    const before = crm.requests.length;
    await crm.write({ ...job({ lead: rung }), activityId: crm.notes(id)[0].id });
    const writes = crm.requests.slice(before).filter((request) => !request.startsWith("GET"));
    expect(writes).toEqual([expect.stringMatching(/^PATCH .*\/notes\/\d+$/)]);
  });

  it("follows the best call so far, and stays where a person has written it", async () => {
    const crm = aKeap(all);
    const id = crm.save(person);
    const shown = () => crm.contact(id).custom_fields.find((field: { id: string }) => field.id === "15")?.content;
    await crm.write(ended("missed"));
    expect(shown()).toBe("No answer");
    await crm.write(job());
    expect(shown()).toBe("Talked");
    crm.ask("PATCH", `/contacts/${id}?update_mask=custom_fields`, { custom_fields: [{ id: "15", content: "Sold" }] });
    await crm.write(withCall({ callId: "48213979" }));
    expect(shown()).toBe("Sold");
  });

  it("makes a tag once, whichever case it is named in, and takes an id as it is", async () => {
    const crm = aKeap({ tag: { contacted: "Talked With" } });
    const tag = crm.ask("POST", "/tags", { name: "Talked With" }).id;
    await crm.write(job());
    expect(crm.ask("GET", "/tags").tags).toHaveLength(1);
    const byId = aKeap({ tag: { contacted: tag } });
    byId.refusals.push({ begins: "POST /crm/rest/v2/tags/", status: 200, body: {} });
    await byId.write(job());
    expect(byId.requests.at(-1)).toBe(`POST /crm/rest/v2/tags/${tag}/contacts:applyTags`);
  });

  it("has a tag that somebody else made meanwhile", async () => {
    const crm = aKeap();
    const tag = crm.ask("POST", "/tags", { name: "callingly-connected" }).id;
    crm.refusals.push({ begins: "GET /crm/rest/v2/tags", status: 200, body: { tags: [] } });
    const { record } = await crm.write(job());
    expect(crm.contact(record?.id ?? "").tag_ids).toEqual([tag]);
  });

  it.each([
    ["another e-mail address", { email: "big@customer.example", phone: person.phone }],
    ["no e-mail address", { phone: person.phone }],
  ])("does not change on somebody with %s, unless the lead came with them", async (_, somebody) => {
    const crm = aKeap();
    const id = crm.save(somebody);
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ id, summary: "", calls: [{}] }]);
    await crm.write(job({ record: { type: "contact", id }, cameWithRecord: true }));
    expect(crm.played.records()).toMatchObject([{ id, summary: "callingly-connected" }]);
  });

  it("is not read where nothing is to be changed", async () => {
    const crm = aKeap({ tag: { contacted: null } });
    const id = crm.save(person);
    await crm.write(job({ record: { type: "contact", id } }));
    expect(crm.requests).toEqual([`POST /crm/rest/v2/contacts/${id}/notes`]);
  });
});

describe("whose result it is", () => {
  it.each(["+12025550143", "(202) 555-0143", "202-555-0143", "2025550143", "12025550143"])(
    "is found by the phone, typed as %s",
    async (phone) => {
      const crm = aKeap();
      const id = crm.save({ phone });
      expect(await crm.write(withPerson({ email: undefined }))).toMatchObject({ record: { type: "contact", id } });
    },
  );

  it("is found by a phone elsewhere in the world", async () => {
    const crm = aKeap();
    const id = crm.save({ phone: "+442079460958" });
    expect(await crm.write(withPerson({ email: undefined, phone: "+442079460958" }))).toMatchObject({ record: { id } });
  });

  it("is not that of an e-mail address with another phone: a new one is made without it", async () => {
    const crm = aKeap();
    crm.save({ email: person.email, phone: "+12025550199" });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([
      { phone: "+12025550199", calls: [] },
      { phone: person.phone, email: "", calls: [{}] },
    ]);
  });

  it("is made without an address that Keap does not take, and with a name that it does", async () => {
    const crm = aKeap();
    await crm.write(withPerson({ email: `${"a".repeat(70)}@example.com`, firstName: "M".repeat(60) }));
    expect(crm.played.records()).toMatchObject([{ email: "", name: `${"M".repeat(40)} Lindqvist` }]);
  });

  it("is made by nobody where the settings say so, or where nobody was called", async () => {
    const crm = aKeap({ createContact: false });
    await expect(crm.write(job())).rejects.toMatchObject({ status: 404 });
    expect(await aKeap().find(job())).toBeUndefined();
    expect(crm.played.records()).toEqual([]);
  });
});

describe("a limit or a server that fails", () => {
  it.each([
    [429, BusyError],
    [503, TransientError],
  ])("is no end, whichever request is answered %i", async (status, kind) => {
    const outcomes = await refusedOnceEach(aKeap, job(), { status, body: { message: "later" } });
    expect(outcomes.length).toBeGreaterThan(2);
    for (const { error, records } of outcomes) {
      expect(error).toBeInstanceOf(kind);
      expect(records).toMatchObject([{ summary: "callingly-connected", calls: [{}] }]);
    }
  });
});

describe("Keap's REST hooks", () => {
  const hooks = about.hooks;

  it("are needed for the events of the source's settings", () => {
    expect(hooks.needed(undefined)).toEqual(["contact.add"]);
    expect(hooks.needed({ on: [] })).toEqual([]);
    expect(hooks.needed({ on: { tag: "207" }, stopOn: ["deleted", { field: "Call", becomes: "stop" }] })).toEqual([
      "contactGroup.applied",
      "contact.delete",
    ]);
    expect(hooks.needed({ on: [], stopOn: "doNotCall" })).toEqual(["contactGroup.applied"]);
    expect(hooks.needed({ stopOn: { tag: "301" }, mapping: { phone: "p" } })).toEqual([
      "contact.add",
      "contactGroup.applied",
    ]);
  });

  it("are made, shown, stopped, and made to send again", async () => {
    const { http, played } = aKeap();
    const address = "https://bridge.example.com/leads/keap/key";
    const made = await hooks.subscribe?.(http, { event: "contact.add", address });
    expect(made).toMatchObject({ event: "contact.add", address, sends: true, state: "Verified" });
    played.stopHooks();
    const [stopped] = await hooks.look(http);
    expect(stopped).toMatchObject({ id: made?.id, sends: false, state: "Inactive" });
    if (stopped) expect(await hooks.rearm(http, stopped)).toMatchObject({ sends: true });
    expect(await hooks.look(http)).toMatchObject([{ sends: true }]);
  });

  it.each([{}, "x", [{ key: "1" }]])("are not taken for none by an answer %j", async (unreadable) => {
    await expect(hooks.look(recordingCrm(unreadable))).rejects.toThrow(TransientError);
    await expect(
      hooks.rearm(recordingCrm(unreadable), { id: "1", event: "", address: "", sends: false, state: "" }),
    ).rejects.toThrow(TransientError);
  });
});
