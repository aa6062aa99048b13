import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/activecampaign/about.ts";
import { activecampaign } from "../../../lambda/connectors/vendors/activecampaign/activecampaign.ts";
import { understand } from "../../../lambda/connectors/vendors/activecampaign/meaning.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { activecampaign as standIn } from "../../../stand-ins/crms/activecampaign.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { type Job, jobsFrom, leadOf, toldAt as now, RECORDING, call as usual } from "../../fakes/told-jobs.ts";

const account = { url: "https://acme.api-us1.com" };
const person = { firstName: "Nadia", lastName: "Kowalski", phone: "+13125550119", email: "nadia.kowalski@example.com" };
const call = { ...usual, phone: person.phone };
const { job, withCall, withPerson } = jobsFrom({
  call,
  lead: { ...leadOf(person), firstRungAt: "2026-06-15T14:31:05.000Z" },
});

/** An ActiveCampaign as it is played here, and the connector before it. */
function anActiveCampaign(settings: object = {}) {
  const played = standIn.play(
    () => kept(undefined),
    () => now.getTime(),
  );
  const reporter = activecampaign.report.bind({ ...account, ...settings });
  const requests: string[] = [];
  const answer = (method: string, path: string, body: string) =>
    played.answer({ method, path, headers: { "api-token": played.credentials.api_key }, body });
  const send: Send = async ({ method, url, headers = {}, body = "" }) => {
    const path = url.slice(reporter.baseUrl.length);
    requests.push(`${method} ${path}`);
    const { status, body: bytes } = played.answer({ method, path, headers, body });
    return { kind: "answered", status, headers: {}, body: bytes.toString(), truncated: false };
  };
  const http = crmHttp({
    baseUrl: reporter.baseUrl,
    headers: reporter.authorise(played.credentials),
    understand: reporter.understand,
    send,
    now: () => now,
  });
  const ask = (method: string, path: string, value?: object) =>
    JSON.parse(answer(method, `/api/3${path}`, value === undefined ? "" : JSON.stringify(value)).body.toString());
  return {
    ...{ played, requests, ask },
    /** Somebody enters a contact. */
    save: (contact: object): string => ask("POST", "/contacts", { contact }).contact.id,
    async write(given: Job, mayExist = false) {
      const record = given.record ?? (await reporter.findRecord?.(http, given.lead, { mayMake: true }));
      const whole = { ...given, ...(record && { record }), credentials: played.credentials };
      return { record, activityId: await writeActivity(reporter, http, whole, mayExist) };
    },
    find: (mayMake: boolean) => reporter.findRecord?.(http, job().lead, { mayMake }),
  };
}

const nadia = { email: "nadia.kowalski@example.com", phone: "312-555-0119", firstName: "Nadia", lastName: "Kowalski" };
const onContact = (contact: string) => ({ record: { type: "contact", id: contact }, cameWithRecord: true });

describe("the settings of ActiveCampaign", () => {
  const wordsFor = (settings: object) =>
    z
      .safeParse(activecampaign.report.settings, settings)
      .error?.issues.map(({ path, message }) => `${path}: ${message}`)
      .join("; ");

  it("name the account's address", () => {
    expect(wordsFor(account)).toBeUndefined();
    expect(wordsFor({})).toContain("url");
    expect(wordsFor({ url: "acme" })).toContain("https address");
  });

  it.each([
    [{ stage: { contacted: "5" } }, "pipelineId: a stage belongs to a pipeline"],
    [{ stage: { contacted: "5" }, pipelineId: "1" }, "replacedStages: name the ids"],
    [{ stage: { contacted: "Won" }, pipelineId: "1", replacedStages: ["4"] }, "stages by their ids"],
    [{ dealStatus: { contacted: "done" } }, "a deal is open, won, lost"],
    [{ fields: { attempts: "attempts" } }, "custom fields by their ids"],
    [{ outcomeField: { id: "x" } }, "write the id, a number"],
    [{ owners: {} }, "owners"],
  ])("say in words what is wrong with %j", (settings, words) => {
    expect(wordsFor({ ...account, ...settings })).toContain(words);
  });
});

describe("what the settings of ActiveCampaign name", () => {
  const questions = (settings: object) => about.named({ ...account, ...settings });
  const stages = { pipelineId: "1", stage: { contacted: "6" }, replacedStages: ["4"] };

  it("is compared with the account's custom fields and the stages of the pipeline", () => {
    const [fields, deals] = questions({ fields: { attempts: "9" }, outcomeField: { id: "7" }, ...stages });
    expect([fields?.asked, deals?.asked]).toEqual(["/api/3/fields?limit=100", "/api/3/dealStages?limit=100"]);
    const known = [{ id: "7", type: "text", title: "Result" }];
    expect(fields?.wrong({ fields: known })).toMatchObject([{ setting: "fields.attempts" }]);
    const of1 = { id: "4", group: "1", title: "New" };
    const wrong = deals?.wrong({ dealStages: [of1, { id: "6", group: "2" }] });
    expect(wrong).toMatchObject([{ setting: "stage.contacted", found: expect.stringContaining("“6”") }]);
  });

  it("is not asked for where there is nothing, and an answer that does not tell says so", () => {
    expect(questions({})).toEqual([]);
    const [fields] = questions({ outcomeField: { id: "7" } });
    expect(fields?.wrong({ message: "Forbidden" })).toBeUndefined();
    expect(fields?.wrong({ fields: Array.from({ length: 100 }, (_, id) => ({ id: id + 100 })) })).toBeUndefined();
  });
});

describe("what ActiveCampaign's answers mean", () => {
  const answer = (status: number, body: unknown) =>
    understand({ status, headers: {}, body, text: JSON.stringify(body), truncated: false });
  const duplicate = {
    errors: [{ title: "Email address already exists in the system", detail: "", code: "duplicate" }],
  };

  it("keeps its words, a text or a list of errors", () => {
    expect(answer(404, { message: "No Result found for Subscriber with id 1" })).toEqual({
      kind: "refused",
      detail: "No Result found for Subscriber with id 1",
    });
    expect(answer(422, { errors: [{ title: "Missing attribute", detail: "contact" }, { title: "Too long" }] })).toEqual(
      {
        kind: "refused",
        detail: "Missing attribute: contact; Too long",
      },
    );
    expect(answer(500, "<html>")).toEqual({ kind: "again", detail: undefined });
  });

  it.each([
    [429, undefined, "busy"],
    [422, duplicate, "exists"],
    [401, undefined, "access-refused"],
    [402, { message: "Payment required" }, "access-refused"],
    [403, undefined, "access-refused"],
    [403, { message: "The API key is invalid" }, "access-refused"],
    [403, { message: "Forbidden" }, "refused"],
    [403, { message: "No Result found for Note with id 1" }, "refused"],
    [201, {}, "ok"],
  ])("tells %i %j as %s", (status, body, kind) => expect(answer(status, body)).toMatchObject({ kind }));
});

describe("a result in ActiveCampaign", () => {
  it("is one note on the contact, which changes with the recording", async () => {
    const crm = anActiveCampaign();
    const id = crm.save(nadia);
    const { activityId } = await crm.write(job(onContact(id)));
    await crm.write({ ...withCall({ recordingUrl: RECORDING, transcript: "Hello" }), ...onContact(id), activityId });
    const [record] = crm.played.records();
    expect(record?.calls).toMatchObject([
      { id: activityId, callId: "48213977", outcome: "Connected", recordingUrl: RECORDING, transcript: "Hello" },
    ]);
    expect(record?.summary).toBe("callingly-connected");
  });

  it("is looked for after a lost answer, beyond the first page of notes", async () => {
    const crm = anActiveCampaign({ tag: { contacted: null } });
    const id = crm.save(nadia);
    for (let at = 0; at < 25; at += 1) {
      crm.ask("POST", "/notes", {
        note: { note: `Callingly call 4821397 ${at}`, relid: Number(id), reltype: "Subscriber" },
      });
    }
    const { activityId } = await crm.write(job(onContact(id)));
    expect((await crm.write(job(onContact(id)), true)).activityId).toBe(activityId);
  });

  it("adds its tag once, by an id that is found, or made where there is none", async () => {
    const crm = anActiveCampaign({ tag: { contacted: "Spoken" } });
    const id = crm.save(nadia);
    crm.ask("POST", "/tags", { tag: { tag: "spoken later", tagType: "contact" } });
    const { activityId } = await crm.write(job(onContact(id)));
    await crm.write({ ...withCall({ recordingUrl: RECORDING }), ...onContact(id), activityId });
    expect(crm.requests.filter((each) => each.startsWith("POST /api/3/contactTags"))).toHaveLength(1);
    expect(crm.requests.filter((each) => each.startsWith("POST /api/3/tags"))).toHaveLength(1);
    expect(crm.played.records()[0]?.summary).toBe("Spoken");
  });

  it("fills in custom fields by their ids, and leaves what a person has written", async () => {
    const settings = {
      tag: { contacted: null },
      outcomeField: { id: "7" },
      fields: { secondsToRing: "8", attempts: "9" },
    };
    const crm = anActiveCampaign(settings);
    const id = crm.save({ ...nadia, fieldValues: [{ field: "8", value: "3" }] });
    await crm.write(job(onContact(id)));
    const values = () => crm.ask("GET", `/contacts/${id}`).fieldValues.map(({ field, value }: never) => [field, value]);
    expect(values()).toEqual([
      ["8", "3"],
      ["7", "Connected"],
      ["9", "1"],
    ]);
    crm.ask("PUT", `/contacts/${id}`, { contact: { fieldValues: [{ field: "7", value: "Customer" }] } });
    await crm.write({ ...withCall({ callId: "48213978", attempt: 2 }), ...onContact(id) });
    expect(values()).toEqual(
      expect.arrayContaining([
        ["7", "Customer"],
        ["9", "2"],
      ]),
    );
  });

  it("moves the newest open deal of its pipeline, from the stages that it may replace", async () => {
    const stages = { pipelineId: "1", stage: { missed: "5", contacted: "6" }, replacedStages: ["4"] };
    const crm = anActiveCampaign({ ...stages, dealStatus: { removed: "lost" } });
    const id = crm.save(nadia);
    const [other, mine] = [
      crm.played.addDeal({ contact: id, group: "2", stage: "4" }),
      crm.played.addDeal({ contact: id, group: "1", stage: "4" }),
    ];
    const stagesNow = () =>
      crm
        .ask("GET", `/contacts/${id}/deals`)
        .deals.map((deal: Record<string, string>) => [deal.id, deal.stage, deal.status]);
    await crm.write(job(onContact(id)));
    expect(stagesNow()).toEqual([
      [other, "4", "0"],
      [mine, "6", "0"],
    ]);
    const removed = job({ lead: { ...job().lead, outcome: "removed" }, ...onContact(id) });
    await crm.write({ ...removed, call: { ...call, callId: "2", outcome: "removed" } });
    expect(stagesNow()).toEqual(expect.arrayContaining([[mine, "6", "2"]]));
  });

  it("touches nothing but its note where the contact is not surely theirs", async () => {
    const crm = anActiveCampaign({ outcomeField: { id: "7" } });
    const id = crm.save({ ...nadia, phone: "" });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ id, summary: "", calls: [{}] }]);
  });
});

describe("whose result it is in ActiveCampaign", () => {
  it.each(["312-555-0119", "(312) 555-0119", "+1 312 555 0119", "+13125550119", "3125550119", "312.555.0119"])(
    "is found by a phone that was typed as %s",
    async (phone) => {
      const crm = anActiveCampaign();
      const id = crm.save({ ...nadia, email: "n.kowalski@example.net", phone });
      expect((await crm.write(job())).record).toEqual({ type: "contact", id });
    },
  );

  it.each(["01 99 00 12 34", "01.99.00.12.34", "+33 1 99 00 12 34", "0199001234"])(
    "is found where the last digits stand in pairs, as in %s",
    async (phone) => {
      const crm = anActiveCampaign({ country: "FR" });
      const id = crm.save({ ...nadia, email: "n.kowalski@example.net", phone });
      expect((await crm.write(withPerson({ phone: "+33199001234" }))).record).toEqual({ type: "contact", id });
    },
  );

  it("is nobody with a number that only ends alike", async () => {
    const crm = anActiveCampaign();
    const id = crm.save({ ...nadia, email: "other@example.net", phone: "(202) 555-0119" });
    expect((await crm.write(job())).record?.id).not.toBe(id);
  });

  it("is not who has the address and another phone: they keep their name, and somebody new is made without it", async () => {
    const crm = anActiveCampaign();
    const other = crm.save({ ...nadia, firstName: "Olga", phone: "202-555-0161" });
    const { record } = await crm.write(job());
    expect(record?.id).not.toBe(other);
    expect(crm.ask("GET", `/contacts/${other}`).contact).toMatchObject({ firstName: "Olga", phone: "202-555-0161" });
    expect(crm.ask("GET", `/contacts/${record?.id}`).contact).toMatchObject({ email: "", phone: "+13125550119" });
    expect(crm.requests.some((each) => each.includes("/contact/sync"))).toBe(false);
  });

  it("is made with what is known, and not where there was no call or none may be made", async () => {
    const crm = anActiveCampaign();
    expect(await crm.find(false)).toBeUndefined();
    const { record } = await crm.write(job());
    expect(crm.ask("GET", `/contacts/${record?.id}`).contact).toMatchObject({ ...nadia, phone: "+13125550119" });
    const strict = anActiveCampaign({ createContact: false });
    await expect(strict.write(job())).rejects.toMatchObject({ status: 404 });
  });

  it("is found though more end in the same digits than are shown at once", async () => {
    const crm = anActiveCampaign();
    for (let index = 100; index < 220; index += 1) {
      crm.save({ email: `n${index}@example.com`, phone: `(${index}) 555.0119` });
    }
    const id = crm.save({ email: "her.own@example.net", phone: "(312) 555.0119" });
    expect(await crm.find(false)).toEqual({ type: "contact", id });
  });

  it("may be somebody of whom the phone alone is known", async () => {
    const crm = anActiveCampaign();
    const { record } = await crm.write(withPerson({ email: undefined }));
    expect((await crm.write(withPerson({ email: undefined }))).record).toEqual(record);
  });

  it("follows a contact that is gone to who has the phone now", async () => {
    const crm = anActiveCampaign();
    const id = crm.save({ ...nadia, email: "merged@example.net" });
    await crm.write(job(onContact("77")));
    expect(crm.played.records()).toMatchObject([{ id, calls: [{ callId: "48213977" }] }]);
    await expect(anActiveCampaign().write(job(onContact("77")))).rejects.toMatchObject({
      status: 404,
      detail: "No Result found for Subscriber with id 77",
    });
  });

  it("is refused for an id that is none", async () => {
    await expect(anActiveCampaign().write(job(onContact("../1")))).rejects.toBeInstanceOf(RejectedError);
  });
});
