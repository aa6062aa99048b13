import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { freshsales } from "../../../lambda/connectors/vendors/freshsales/freshsales.ts";
import { parsePhone } from "../../../lambda/lead/reader/phone.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { freshsales as standIn } from "../../../stand-ins/crms/freshsales.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { leadSource } from "../../fakes/lead-sources.ts";
import { parseHttp } from "../../fakes/recorded.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { besidePlayed } from "../../fakes/told-crm.ts";
import { call, ended, job, person, RECORDING, toldAt, withCall, withPerson } from "../../fakes/told-jobs.ts";

const ACCOUNT = { bundleAlias: "acme.myfreshworks.com/crm/sales" };

/** A Freshsales as it is played here, and the connector before it. */
function aFreshsales(settings: object = {}) {
  const played = standIn.play(
    () => kept(undefined),
    () => toldAt.getTime(),
  );
  const reporter = freshsales.report.bind({ ...ACCOUNT, ...settings });
  const account = besidePlayed(played, reporter, "/api");
  const { ask } = account;
  return {
    ...account,
    /** Somebody adds a contact. */
    save: ({ firstName, lastName, phone, email, ...more }: { [field: string]: unknown }): string =>
      String(
        ask("POST", "/contacts", {
          contact: { first_name: firstName, last_name: lastName, mobile_number: phone, email, ...more },
        }).contact.id,
      ),
    contact: (id: string) => ask("GET", `/contacts/${id}`).contact,
    notes: (id: string) => ask("GET", `/contacts/${id}/notes`).notes,
  };
}

describe("an account of Freshsales", () => {
  const bound = (bundleAlias: string) => freshsales.report.bind({ bundleAlias }).baseUrl;

  it.each([
    "acme.myfreshworks.com/crm/sales",
    "https://acme.myfreshworks.com/crm/sales/",
    "Acme.myfreshworks.com",
    " acme.myfreshworks.com/crm/sales ",
  ])("is named as its pages show it: %j", (alias) => {
    expect(bound(alias)).toBe("https://acme.myfreshworks.com/crm/sales");
  });

  it("may have the shorter host", () => {
    expect(bound("acme.freshworks.com/crm/sales")).toBe("https://acme.freshworks.com/crm/sales");
  });

  it.each([
    "acme",
    "http://acme.myfreshworks.com/crm/sales",
    "acme.example.com/crm/sales",
    "acme.myfreshworks.com.example.com",
    "user@acme.myfreshworks.com",
    "acme.myfreshworks.com/crm/sales/api?x=",
    "",
  ])("is none of another host, as the key goes there: %j", (alias) => {
    expect(() => bound(alias)).toThrow("write the bundle alias");
  });

  it("is opened by a user's key, which is its own word", () => {
    const reporter = freshsales.report.bind(ACCOUNT);
    expect(reporter.authorise({ api_key: "k" })).toEqual({ authorization: "Token token=k" });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
  });
});

describe("an answer of Freshsales's", () => {
  const errorOf = async (status: number, body: object | string, headers: Record<string, string> = {}) => {
    const { understand } = freshsales.report.bind(ACCOUNT);
    const send = fakeSend(answered(status, body, { headers }));
    const http = crmHttp({
      baseUrl: "https://acme.myfreshworks.com",
      headers: {},
      understand,
      send,
      now: () => toldAt,
    });
    return http.request("POST", "/api/contacts").catch((error: unknown) => error);
  };

  it.each([
    [
      400,
      { errors: { code: 400, message: ["Mobile is invalid", "Name is too long"] } },
      "RejectedError",
      "Mobile is invalid; Name is too long",
    ],
    [401, { login: "failed", message: "You have to be logged in" }, "RejectedError", "You have to be logged in"],
    [403, { errors: { code: 403, message: "Access denied" } }, "RejectedError", "Access denied"],
    [500, { errors: { message: ["Something went wrong"] } }, "TransientError", "Something went wrong"],
  ])("keeps its words: %i %j", async (status, body, name, detail) => {
    expect(await errorOf(status, body)).toMatchObject({ name, detail });
  });

  it("that has no such words keeps others, or none", async () => {
    expect(await errorOf(400, { errors: [], error: "bad_request" })).toMatchObject({ detail: "bad_request" });
    for (const body of ["<html>", {}, { message: 7 }, { errors: { message: [] } }]) {
      expect(await errorOf(400, body)).toMatchObject({ status: 400, detail: undefined });
    }
  });

  it.each([
    [400, { errors: { code: 400, message: ["Email is not unique"] } }],
    [422, { message: "Contact already exists" }],
  ])("says that somebody is there already: %i %j", async (status, body) => {
    expect(await errorOf(status, body)).toMatchObject({ name: "RejectedError", status: 409 });
  });

  it.each([
    [{}, 60_000],
    [{ "retry-after": "120" }, 120_000],
  ])("that is a limit is not asked again at once: %j", async (headers, retryAfterMs) => {
    const error = await errorOf(429, { message: "Too many requests" }, headers as Record<string, string>);
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs });
  });
});

describe("a phone call in Freshsales", () => {
  const CALL = { activity: "phone-call" };

  it("stands in its log once, and what comes later is one note beside it", async () => {
    const crm = aFreshsales(CALL);
    const { activityId = "", record } = await crm.write(job());
    expect(crm.requests.filter((request) => request.startsWith("POST"))).toEqual([
      "POST /api/contacts",
      "POST /api/phone_calls",
    ]);
    const known = { activityId, ...(record && { record }) };
    await crm.write({ ...withCall({ recordingUrl: RECORDING }), ...known });
    await crm.write({ ...withCall({ recordingUrl: RECORDING, transcript: "A: Hello <all>" }), ...known });
    expect(crm.notes(record?.id ?? "")).toHaveLength(1);
    expect(crm.played.records()).toMatchObject([
      {
        name: "Maya Lindqvist",
        summary: "New, callingly-connected",
        calls: [
          {
            id: activityId,
            callId: "48213977",
            outcome: "Connected",
            seconds: 247,
            recordingUrl: RECORDING,
            transcript: "A: Hello <all>",
          },
        ],
      },
    ]);
  });

  it.each([
    ["outbound", "false"],
    ["inbound", "true"],
    [undefined, "false"],
  ])("says whether it came in: %j", async (direction, incoming) => {
    const crm = recordingCrm({ phone_call: { id: 7 } });
    const given = { ...withCall({ direction }), record: { type: "contact", id: "70012345678" }, credentials: {} };
    expect(await freshsales.report.bind({ ...ACCOUNT, ...CALL }).create(crm, given)).toEqual({ activityId: "7" });
    expect(crm.requests).toMatchObject([{ method: "POST", path: "/api/phone_calls" }]);
    expect(crm.requests[0]?.type).toMatch(/^multipart\/form-data; boundary=[0-9a-f]{40}$/);
    expect(crm.requests[0]?.body).toContain(`name="phone_call[call_direction]"\r\n\r\n${incoming}\r\n`);
    expect(crm.requests[0]?.body).toContain('name="phone_call[targetable][id]"\r\n\r\n70012345678\r\n');
  });

  it("is a note where there was no call", async () => {
    const crm = aFreshsales(CALL);
    const { activityId = "", record } = await crm.write(withCall({ remark: "Cancelled by an operator", seconds: 0 }));
    expect(activityId).toMatch(/^note-\d+$/);
    const known = { activityId, ...(record && { record }) };
    await crm.write({ ...withCall({ remark: "Cancelled by Ada", seconds: 0 }), ...known });
    expect(crm.notes(record?.id ?? "")).toMatchObject([{ description: expect.stringContaining("Cancelled by Ada") }]);
    expect(crm.requests.filter((request) => request.includes("phone_calls"))).toEqual([]);
  });

  it("can neither be looked for nor repeated", () => {
    const reporter = freshsales.report.bind({ ...ACCOUNT, ...CALL });
    expect(reporter.findTrace).toBeUndefined();
    expect(reporter.isIdempotentBy).toBeUndefined();
  });
});

describe("a note in Freshsales", () => {
  it("is one that changes, and tells the whole of it", async () => {
    const crm = aFreshsales();
    const { activityId = "", record } = await crm.write(job());
    await crm.write({ ...withCall({ recordingUrl: RECORDING }), activityId, ...(record && { record }) });
    expect(crm.notes(record?.id ?? "")).toMatchObject([
      {
        description: expect.stringMatching(
          /^Callingly call 48213977 - .*<br>Outbound from .*2026-06-15 14:31 UTC<br>Recording: /,
        ),
      },
    ]);
  });

  it("is looked for among the contact's after an answer that was lost, further pages included", async () => {
    const crm = aFreshsales();
    await crm.write(job());
    for (let index = 0; index < 60; index += 1) await crm.write(withCall({ callId: `482139770${index}` }));
    await crm.write(withCall({ callId: "48213977059" }), true);
    await crm.write(job(), true);
    const calls = crm.played.records()[0]?.calls ?? [];
    expect(calls).toHaveLength(61);
  });

  it.each([{}, { notes: "?" }, "x"])("is not written again when the look-up answers %j", async (unreadable) => {
    const crm = recordingCrm(unreadable);
    const given = { ...job(), record: { type: "contact", id: "7" }, credentials: {} };
    const reporter = freshsales.report.bind(ACCOUNT);
    await expect(writeActivity(reporter, crm, given, true)).rejects.toThrow(TransientError);
    expect(crm.requests).toHaveLength(1);
  });

  it("does not outgrow its room, and does not end in half a character", async () => {
    const crm = aFreshsales();
    const { record } = await crm.write(withCall({ transcript: `x${"😀".repeat(40_000)}` }));
    const [{ description }] = crm.notes(record?.id ?? "");
    expect(description.length).toBeLessThanOrEqual(60_000);
    expect(description).not.toMatch(/\p{Cs}/u);
  });
});

describe("the record of a result", () => {
  it.each(["..", "../1", "0", "", "12a", "7?x="])("leads nowhere else by the id %j", async (id) => {
    const crm = aFreshsales();
    await expect(crm.write(job({ record: { type: "contact", id } }))).rejects.toThrow(RejectedError);
    expect(crm.requests).toEqual([]);
  });

  const gone = { type: "contact", id: "999" };

  it("was merged after the first result, which went along: what comes later changes it there", async () => {
    const crm = aFreshsales();
    const [loser, winner] = [
      crm.save({ ...person, phone: "+12025550177", email: "old@example.com" }),
      crm.save(person),
    ];
    const { activityId = "" } = await crm.write(job({ record: { type: "contact", id: loser }, cameWithRecord: true }));
    crm.played.contacts.merge?.(loser, winner);
    await crm.write({
      ...withCall({ recordingUrl: RECORDING }),
      ...{ record: { type: "contact", id: loser }, cameWithRecord: true, activityId },
    });
    expect(crm.notes(winner)).toMatchObject([{ description: expect.stringContaining(RECORDING) }]);
  });

  it("was merged into another, who gets the result", async () => {
    for (const activity of ["phone-call", "note"]) {
      const crm = aFreshsales({ activity });
      const id = crm.save({ phone: "(202) 555-0143", email: person.email });
      await crm.write(job({ record: gone, cameWithRecord: true }));
      expect(crm.played.records()).toMatchObject([{ id, summary: "New, callingly-connected", calls: [{}] }]);
    }
  });

  it("is left to a person, with Freshsales's words, where there is nobody", async () => {
    const crm = aFreshsales();
    await expect(crm.write(job({ record: gone, cameWithRecord: true }))).rejects.toMatchObject({
      status: 404,
      detail: "The requested resource was not found",
    });
  });
});

describe("what the contact shows", () => {
  const all = {
    contactStatus: { contacted: "interested", missed: "Contacted" },
    fields: { secondsToRing: "cf_seconds", attempts: "cf_attempts", firstContactAt: "cf_first" },
  };
  const rung = { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" };

  it("is a status by its name, a tag and fields, and others stay", async () => {
    const crm = aFreshsales(all);
    const id = crm.save({ ...person, tags: ["Buyer"], custom_field: { cf_own: "theirs" } });
    const { activityId = "" } = await crm.write(job({ lead: rung }));
    expect(crm.contact(id)).toMatchObject({
      contact_status_id: 70_003,
      tags: ["Buyer", "callingly-connected"],
      email: person.email,
      mobile_number: person.phone,
      custom_field: { cf_own: "theirs", cf_seconds: 4, cf_attempts: 1, cf_first: "2026-06-15T14:31:05Z" },
    });
    const before = crm.requests.length;
    await crm.write({ ...job({ lead: rung }), activityId, record: { type: "contact", id } });
    expect(crm.requests.slice(before).filter((request) => request.startsWith("PUT /api/contacts"))).toEqual([]);
  });

  it("follows the best call so far, and stays where a person has put it", async () => {
    const crm = aFreshsales(all);
    const id = crm.save(person);
    const status = () => crm.contact(id).contact_status_id;
    await crm.write(ended("missed"));
    expect(status()).toBe(70_002);
    await crm.write(job());
    expect(status()).toBe(70_003);
    crm.ask("PUT", `/contacts/${id}`, { contact: { contact_status_id: 70_001 } });
    await crm.write({ ...job(), activityId: crm.notes(id)[1].id });
    expect(status()).toBe(70_001);
  });

  it("is refused with the names that there are where the account has no such status", async () => {
    const crm = aFreshsales({ contactStatus: { contacted: "Talked" } });
    crm.save(person);
    await expect(crm.write(job())).rejects.toThrow("no contact status “Talked”: it has New, Contacted, Interested");
  });

  it("gets no tag where Freshsales does not show those that are there", async () => {
    const crm = aFreshsales();
    const id = crm.save({ ...person, tags: ["Buyer"] });
    crm.refusals.push({
      begins: `GET /api/contacts/${id}`,
      status: 200,
      body: { contact: { id, mobile_number: person.phone, email: person.email } },
    });
    await crm.write(job());
    expect(crm.contact(id).tags).toEqual(["Buyer"]);
  });

  it.each([
    ["another e-mail address", { email: "big@customer.example", phone: person.phone }],
    ["no e-mail address", { phone: person.phone }],
  ])("does not change on somebody with %s, unless the lead came with them", async (_, somebody) => {
    const crm = aFreshsales();
    const id = crm.save(somebody);
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ id, summary: "New", calls: [{}] }]);
    await crm.write(withCall({ callId: "48213980" }));
    await crm.write(
      job({ call: { ...call, callId: "48213981" }, record: { type: "contact", id }, cameWithRecord: true }),
    );
    expect(crm.played.records()).toMatchObject([{ id, summary: "New, callingly-connected" }]);
  });

  it("is not read where nothing is to be changed", async () => {
    const crm = aFreshsales({ tag: { contacted: null } });
    const id = crm.save(person);
    await crm.write(job({ record: { type: "contact", id } }));
    expect(crm.requests).toEqual(["POST /api/notes"]);
  });
});

describe("whose result it is", () => {
  it.each(["+12025550143", "(202) 555-0143", "202-555-0143", "2025550143", "12025550143"])(
    "is found by the phone, typed as %s, whichever field it is in",
    async (phone) => {
      const mobile = aFreshsales();
      const one = mobile.save({ phone });
      expect(await mobile.write(withPerson({ email: undefined }))).toMatchObject({ record: { id: one } });
      const work = aFreshsales();
      const other = work.save({ work_number: phone, email: "a@example.com" });
      expect(await work.write(withPerson({ email: undefined }))).toMatchObject({ record: { id: other } });
    },
  );

  it("is not that of an e-mail address with another phone: a new one is made without it", async () => {
    const crm = aFreshsales();
    crm.save({ email: person.email, phone: "+12025550199" });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([
      { phone: "+12025550199", calls: [] },
      { phone: person.phone, email: "", calls: [{}] },
    ]);
  });

  it("is made once where somebody else made it meanwhile", async () => {
    const crm = aFreshsales();
    const nobody = { begins: "GET /api/lookup", status: 200, body: {} };
    crm.refusals.push(nobody, nobody, nobody, nobody, nobody, nobody);
    const id = crm.save(person);
    expect(await crm.write(job())).toMatchObject({ record: { id } });
    expect(crm.played.records()).toHaveLength(1);
  });

  it("is made by nobody where the settings say so, or where nobody was called", async () => {
    const crm = aFreshsales({ createContact: false });
    await expect(crm.write(job())).rejects.toMatchObject({ status: 404 });
    expect(await aFreshsales().find(job())).toBeUndefined();
    expect(crm.played.records()).toEqual([]);
  });

  it.each([{ contacts: "?" }, "x"])("is not taken for nobody's by an answer %j", async (unreadable) => {
    const reporter = freshsales.report.bind(ACCOUNT);
    await expect(reporter.findRecord?.(recordingCrm(unreadable), job().lead, { mayMake: true })).rejects.toThrow(
      TransientError,
    );
  });
});

describe("the settings of Freshsales", () => {
  it.each([
    [{ bundleAlias: undefined }, "bundleAlias"],
    [{ activity: "call" }, "activity"],
    [{ fields: { attempts: "Attempts" } }, "write a custom field by its name: cf_…"],
    [{ status: {} }, "status"],
  ])("say what is wrong with %j", (settings, words) => {
    expect(() => freshsales.report.bind({ ...ACCOUNT, ...settings })).toThrow(words);
  });
});

// ── leads ───────────────────────────────────────────────────────────────────────────────────────────────────────────

describe("a contact that a workflow sends", () => {
  const sent = parseHttp(leadSource("freshsales", "workflow-webhook-json").http);
  const read = async (body: string, settings?: object, request: HttpRequest = sent) =>
    freshsales.intake.bind(settings).read({ ...request, body: Buffer.from(body) }, "US");
  const one = async (...given: Parameters<typeof read>) => {
    const reading = await read(...given);
    return reading.kind === "leads" ? reading.leads[0] : undefined;
  };
  const text = Buffer.from(sent.body).toString();

  it("is told to its record, and is the same lead for a day while its values are the same", async () => {
    const [first, again] = [await one(text), await one(text)];
    expect(first).toMatchObject({ record: { type: "contact", id: "70012345678" }, keyWindowMs: 86_400_000 });
    expect(again?.key).toBe(first?.key);
    expect((await one(text.replace("0155", "0156")))?.key).not.toBe(first?.key);
    expect(parsePhone(first?.phone ?? "", "US")).toBe("+12025550155");
  });

  it("has its id by another name where the settings say so, and then by no other", async () => {
    const settings = { recordId: "crm key" };
    expect((await one('{"crm key": 71, "mobile": "2025550117", "id": 9}', settings))?.record).toEqual({
      type: "contact",
      id: "71",
    });
    expect((await one('{"id": 9, "mobile": "2025550117"}', settings))?.record).toBeUndefined();
    expect((await one('{"deal_id": 9, "mobile": "2025550117"}'))?.record).toBeUndefined();
  });

  it("is read though an answer in its template holds quotation marks", async () => {
    const lead = await one('{"contact_id": "7", "first_name": "Olga "Olya"", "mobile_number": "2025550155"}');
    expect(lead).toMatchObject({ record: { id: "7" }, phone: "2025550155" });
  });

  it.each([
    ['"tags":"vip, callingly-do-not-call"', true],
    ['"Contact tags":["vip","Callingly-Do-Not-Call"]', true],
    ['"tags":"callingly-connected"', undefined],
  ])("wants no call where the bridge has noted that: %s", async (tags, refused) => {
    expect((await one(`{"contact_id":"7","mobile":"2025550155",${tags}}`))?.callsRefused).toBe(refused);
  });

  it("waits for a person where an answer brings an id of its own, which stops nobody either", async () => {
    const settings = { stopOn: { field: "stage", becomes: "Lost" } };
    const answer = 'Ann","contact_id":"777","stage":"Lost","x":"';
    for (const body of [
      `{"contact_id":"42","first_name":"${answer}","mobile_number":"2025550155"}`,
      `{"first_name":"${answer}","mobile_number":"2025550155","contact_id":"42"}`,
    ]) {
      const reading = await read(body, settings);
      expect(reading).toMatchObject({ kind: "leads", leads: [{ phone: "2025550155", isUnreadable: true }] });
      expect(reading).not.toHaveProperty("stops");
      expect(reading).not.toHaveProperty("leads.0.record");
    }
    const twice = await one('{"contact_id":"42","mobile_number":"2025550155","contact_id":"42"}');
    expect(twice).toMatchObject({ record: { id: "42" } });
    expect(twice).not.toHaveProperty("isUnreadable");
  });

  it("waits for a person where two names may hold its id, until the settings say which does", async () => {
    const answer = '{"id":"42","first_name":"Ann","contact_id":"777","mobile_number":"2025550155"}';
    expect(await one(answer)).toMatchObject({ isUnreadable: true });
    expect(await one(answer)).not.toHaveProperty("record");
    expect(await one(answer, { recordId: "id" })).toMatchObject({ record: { id: "42" } });
    expect(await one(answer.replace("777", "42"))).toMatchObject({ record: { id: "42" } });
  });

  it("wants no call where a value that is named for it says so", async () => {
    const settings = { doNotCall: ["do_not_call"] };
    expect((await one('{"contact_id":"7","mobile":"2025550155","do_not_call":"true"}', settings))?.callsRefused).toBe(
      true,
    );
    expect(
      (await one('{"contact_id":"7","mobile":"2025550155","do_not_call":"No"}', settings))?.callsRefused,
    ).toBeUndefined();
  });

  it("ends the calling by a value that the settings name, and goes on by another", async () => {
    const settings = { stopOn: { field: "lifecycle_stage", becomes: ["Customer", "lost"] } };
    const stopped = await read('{"contact_id":"7","mobile":"2025550155","lifecycle_stage":"Lost"}', settings);
    expect(stopped).toEqual({ kind: "leads", leads: [], stops: [{ type: "contact", id: "7" }] });
    expect(await read(text, settings)).toMatchObject({ kind: "leads", leads: [{}] });
    expect(freshsales.intake.bind(settings).stops).toBe(true);
    expect(freshsales.intake.bind({}).stops).toBe(false);
  });

  it("is let in by the key as header, as password and in the address", () => {
    const { verify } = freshsales.intake.bind(undefined);
    const secrets = { keys: ["fresh-hook-key-31"], values: {} };
    const basic = `Basic ${Buffer.from("bridge:fresh-hook-key-31").toString("base64")}`;
    for (const headers of [{ "x-bridge-key": "fresh-hook-key-31" }, { authorization: basic }])
      expect(() => verify({ ...sent, headers }, secrets, toldAt)).not.toThrow();
    expect(() => verify(sent, secrets, toldAt)).toThrow(expect.objectContaining({ status: 401 }));
  });

  it.each(["[]", '"x"', "7"])("is none as %s", async (body) => {
    await expect(read(body)).rejects.toMatchObject({ status: 422 });
  });
});
