import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/copper/about.ts";
import { copper } from "../../../lambda/connectors/vendors/copper/copper.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { copper as standIn } from "../../../stand-ins/crms/copper.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { type Job, jobsFrom, leadOf, toldAt as now, RECORDING, call as usual } from "../../fakes/told-jobs.ts";

const calls = { activityTypeId: "190711" };
const person = { firstName: "Hugo", lastName: "Lambert", phone: "+12025550143", email: "hugo.lambert@example.com" };
const call = { ...usual, startedAt: "2026-06-15T14:31:05.700Z" };
const { job, withCall, withPerson } = jobsFrom({
  call,
  lead: { ...leadOf(person), firstRungAt: "2026-06-15T14:31:05.000Z" },
});

/** A Copper as it is played here, and the connector before it. */
function aCopper(settings: object = {}) {
  const played = standIn.play(
    () => kept(undefined),
    () => now.getTime(),
  );
  const reporter = copper.report.bind({ ...calls, ...settings });
  const headersOf = (credentials: Readonly<Record<string, string>>) => reporter.authorise(credentials);
  const requests: { readonly method: string; readonly path: string; readonly body: string }[] = [];
  const send: Send = async ({ method, url, headers = {}, body = "" }) => {
    const path = url.slice(reporter.baseUrl.length);
    requests.push({ method, path, body });
    const { status, body: bytes } = played.answer({ method, path, headers, body });
    return { kind: "answered", status, headers: {}, body: bytes.toString(), truncated: false };
  };
  const http = crmHttp({
    baseUrl: reporter.baseUrl,
    headers: headersOf(played.credentials),
    send,
    now: () => now,
  });
  const ask = (method: string, path: string, value?: object) => {
    const body = value === undefined ? "" : JSON.stringify(value);
    const headers = headersOf(played.credentials);
    return JSON.parse(played.answer({ method, path: `/developer_api/v1${path}`, headers, body }).body.toString());
  };
  return {
    ...{ played, requests, ask, reporter, http },
    lead: (lead: object): string => String(ask("POST", "/leads", lead).id),
    async write(given: Job, mayExist = false) {
      const record = given.record ?? (await reporter.findRecord?.(http, given.lead, { mayMake: true }));
      const whole = { ...given, ...(record && { record }), credentials: played.credentials };
      return { record, activityId: await writeActivity(reporter, http, whole, mayExist) };
    },
  };
}

const hugo = {
  name: "Hugo Lambert",
  email: { email: "hugo.lambert@example.com", category: "work" },
  phone_numbers: [{ number: "(202) 555-0143", category: "work" }],
};
const onLead = (id: string) => ({ record: { type: "lead", id }, cameWithRecord: true });

describe("the settings of Copper", () => {
  const wordsFor = (settings: object) =>
    z
      .safeParse(copper.report.settings, settings)
      .error?.issues.map(({ path, message }) => `${path}: ${message}`)
      .join("; ");

  it("name the activity type, which is another in each account", () => {
    expect([calls, { activityTypeId: "0" }].map(wordsFor)).toEqual([undefined, undefined]);
    expect(wordsFor({})).toContain("activityTypeId");
    expect(wordsFor({ activityTypeId: "Phone Call" })).toContain("as GET /activity_types lists it");
  });

  it.each([
    [{ leadStatus: { contacted: "Contacted" } }, "write statuses by their ids"],
    [{ fields: { attempts: "Attempts" } }, "custom fields by the ids"],
    [{ ownerId: "olive" }, "the id of a user"],
    [{ owners: { "dana@example.com": "dana" } }, "the id of a user"],
  ])("say in words what is wrong with %j", (settings, words) => {
    expect(wordsFor({ ...calls, ...settings })).toContain(words);
  });

  it("are compared with what the account has", () => {
    const [types, fields] = about.named({ ...calls, fields: { attempts: "5", secondsToRing: "6" } });
    const user = [
      { id: 0, category: "user", name: "Note" },
      { id: 190711, category: "user", name: "Phone Call", is_disabled: true },
    ];
    expect(types?.wrong({ user, system: [] })).toMatchObject([{ found: expect.stringContaining("only 0 (Note)") }]);
    expect(types?.wrong({ user: [{ id: 190711, name: "Phone Call" }] })).toEqual([]);
    expect(types?.wrong([])).toBeUndefined();
    const definitions = [
      { id: 5, data_type: "Float", available_on: ["lead"] },
      { id: 6, data_type: "Float", available_on: ["company"] },
    ];
    expect(fields?.wrong(definitions)).toMatchObject([{ setting: "fields.secondsToRing" }]);
    expect(fields?.wrong({ message: "no" })).toBeUndefined();
    expect(about.named(calls)).toHaveLength(1);
  });
});

describe("a result in Copper", () => {
  it("is one activity of the account's type for calls, at the call's second, which changes with the recording", async () => {
    const crm = aCopper();
    const id = crm.lead(hugo);
    const { activityId } = await crm.write(job(onLead(id)));
    await crm.write({ ...withCall({ recordingUrl: RECORDING, transcript: "Hello" }), ...onLead(id), activityId });
    const [record] = crm.played.records();
    expect(record?.calls).toMatchObject([
      {
        id: activityId,
        callId: "48213977",
        recordingUrl: RECORDING,
        transcript: "Hello",
        kept: { type: "Phone Call" },
      },
    ]);
    const sent = crm.requests.filter(({ path }) => path.includes("/activities")).map(({ body }) => JSON.parse(body));
    expect(sent).toMatchObject([{ activity_date: 1_781_533_865, parent: { type: "lead" } }, { type: { id: 190_711 } }]);
    expect(record?.summary).toBe("New, callingly-connected");
  });

  it("is its agent's, found by e-mail address, else whose the settings say", async () => {
    const crm = aCopper({ ownerId: "159258" });
    const id = crm.lead(hugo);
    const owners = await crm.reporter.owners?.list(crm.http);
    expect(owners).toEqual(
      new Map([
        ["olive.owner@example.com", "159258"],
        ["ada.fields@example.com", "159259"],
      ]),
    );
    await crm.write(job({ ...onLead(id), ownerId: "159259" }));
    await crm.write({ ...withCall({ callId: "2" }), ...onLead(id) });
    expect(crm.played.records()[0]?.calls.map(({ kept }) => kept?.user)).toEqual(["Ada Fields", "Olive Owner"]);
  });

  it("is looked for after a lost answer on its own record, beyond the first page", async () => {
    const crm = aCopper({ tag: { contacted: null } });
    const [id, other] = [crm.lead(hugo), crm.lead({ name: "Another" })];
    const { activityId } = await crm.write(job(onLead(id)));
    for (let at = 0; at < 25; at += 1) await crm.write({ ...withCall({ callId: `9${at}` }), ...onLead(id) });
    expect((await crm.write(job(onLead(id)), true)).activityId).toBe(activityId);
    expect((await crm.write(job(onLead(other)), true)).activityId).not.toBe(activityId);
  });

  it("adds its tag to the whole list, and moves the status from where nobody has worked on the lead", async () => {
    const crm = aCopper({ leadStatus: { missed: "208233", contacted: "208232" }, tag: { contacted: "spoken" } });
    const id = crm.lead({ ...hugo, tags: ["web"] });
    const missed = job({ lead: { ...job().lead, outcome: "missed" }, ...onLead(id) });
    await crm.write({ ...missed, call: { ...call, callId: "1", outcome: "missed" } });
    expect(crm.ask("GET", `/leads/${id}`)).toMatchObject({ status: "Unqualified" });
    await crm.write(job(onLead(id)));
    expect(crm.ask("GET", `/leads/${id}`)).toMatchObject({
      status: "Contacted",
      tags: ["web", "callingly-no-answer", "spoken"],
    });
    crm.ask("PUT", `/leads/${id}`, { status_id: 208_233 });
    const second = job({ lead: { ...job().lead, outcome: "contacted" }, ...onLead(id), activityId: undefined });
    await crm.write({ ...second, call: { ...call, callId: "3" } });
    const puts = crm.requests.filter(({ method, path }) => method === "PUT" && path.includes("/leads/"));
    expect(puts.map(({ body }) => JSON.parse(body).tags)).toEqual([
      ["web", "callingly-no-answer"],
      ["web", "callingly-no-answer", "spoken"],
      undefined,
    ]);
  });

  it("fills in custom fields by their ids, each once", async () => {
    const crm = aCopper({
      tag: { contacted: null },
      fields: { secondsToRing: "5", attempts: "6", firstContactAt: "7" },
    });
    const id = crm.lead({ ...hugo, custom_fields: [{ custom_field_definition_id: 5, value: 3 }] });
    await crm.write(job(onLead(id)));
    await crm.write({ ...withCall({ callId: "2", attempt: 2 }), ...onLead(id) });
    const values = crm
      .ask("GET", `/leads/${id}`)
      .custom_fields.map((each: { custom_field_definition_id: number; value: unknown }) => Object.values(each));
    expect(values).toEqual(
      expect.arrayContaining([
        [5, 3],
        [6, 2],
        [7, call.startedAt],
      ]),
    );
  });

  it("touches nothing but its activity where the record is not surely theirs", async () => {
    const crm = aCopper();
    crm.lead({ ...hugo, phone_numbers: [] });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ summary: "New", calls: [{}] }]);
  });
});

describe("whose result it is in Copper", () => {
  it("is a lead before a person, and a person before nobody", async () => {
    const crm = aCopper();
    const mobile = { name: "Hugo L.", phone_numbers: [{ number: "+1 202 555 0143" }] };
    const personId = String(crm.ask("POST", "/people", mobile).id);
    expect((await crm.write(job())).record).toEqual({ type: "person", id: personId });
    const leadId = crm.lead({ ...hugo, email: undefined });
    expect((await crm.write(withCall({ callId: "2" }))).record).toEqual({ type: "lead", id: leadId });
  });

  it("is not who has the address and another phone: somebody new is made without it", async () => {
    const crm = aCopper();
    const other = crm.lead({ ...hugo, phone_numbers: [{ number: "202-555-0161" }] });
    const { record } = await crm.write(job());
    expect(record?.id).not.toBe(other);
    expect(crm.ask("GET", `/leads/${record?.id}`)).toMatchObject({
      email: null,
      tags: expect.arrayContaining(["callingly-bridge"]),
    });
  });

  it("is made with what is known, and not where there was no call or none may be made", async () => {
    const crm = aCopper();
    expect(await crm.reporter.findRecord?.(crm.http, job().lead, { mayMake: false })).toBeUndefined();
    const { record } = await crm.write(withPerson({ company: "Lambert Cycles" }));
    expect(crm.ask("GET", `/leads/${record?.id}`)).toMatchObject({
      name: "Hugo Lambert",
      company_name: "Lambert Cycles",
    });
    const nameless = await aCopper().write(withPerson({ firstName: undefined, lastName: undefined }));
    expect(nameless.record?.type).toBe("lead");
    await expect(aCopper({ createLead: false }).write(job())).rejects.toMatchObject({ status: 404 });
  });

  it("follows a lead that was converted to the person who has the phone", async () => {
    const crm = aCopper();
    const personId = String(crm.ask("POST", "/people", { name: "Hugo", phone_numbers: hugo.phone_numbers }).id);
    await crm.write(job(onLead("77")));
    expect(crm.played.records()).toMatchObject([{ id: personId, calls: [{ callId: "48213977" }] }]);
    await expect(aCopper().write(job(onLead("77")))).rejects.toMatchObject({
      status: 404,
      detail: "Resource not found",
    });
    await expect(aCopper().write(job(onLead("../1")))).rejects.toMatchObject({ status: 400 });
  });
});
