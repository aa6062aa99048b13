import { describe, expect, it } from "vitest";
import { ExistsError } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { attio } from "../../../lambda/connectors/vendors/attio/attio.ts";
import { attioNames } from "../../../lambda/connectors/vendors/attio/named.ts";
import { TransientError } from "../../../lambda/runtime/errors.ts";
import { attio as standIn } from "../../../stand-ins/crms/attio.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { besidePlayed } from "../../fakes/told-crm.ts";
import { ended, job, person, RECORDING, toldAt, withCall, withPerson } from "../../fakes/told-jobs.ts";

/** Results in Attio, against Attio as it is played here. */

function world(settings: object = {}) {
  const played = standIn.play(
    () => kept(undefined),
    () => toldAt.getTime(),
  );
  const beside = besidePlayed(played, attio.report.bind(settings));
  const personOf = (id: string) => beside.ask("GET", `/v2/objects/people/records/${id}`).data;
  return {
    ...beside,
    personOf,
    save: (change: object = {}) => played.contacts.save({ ...person, ...change }),
    set: (id: string, values: object) => beside.ask("PATCH", `/v2/objects/people/records/${id}`, { data: { values } }),
    notesOf: (id: string) => beside.ask("GET", `/v2/notes?parent_object=people&parent_record_id=${id}`).data,
    statusOf: (id: string) => personOf(id).values.call_status[0]?.option.title,
  };
}
const on = (id: string) => ({ record: { type: "people", id }, cameWithRecord: true });

describe("the person of a lead", () => {
  it("is who has the address and the phone, however the number was typed", async () => {
    const { save, find } = world();
    const maya = save({ phone: "(202) 555-0143" });
    save({ email: "another@example.com", phone: "+12025550111" });
    expect(await find(job())).toEqual({ type: "people", id: maya });
    expect(await find(withPerson({ email: "MAYA.lindqvist@example.com" }))).toEqual({ type: "people", id: maya });
    expect(await find(withPerson({ email: "new@example.com" }))).toEqual({ type: "people", id: maya });
  });

  it("is none with another phone, whose address a new one does without", async () => {
    const { save, write, personOf } = world();
    const other = save({ phone: "+12025550111" });
    const { record } = await write(job());
    expect(record?.id).not.toBe(other);
    expect(personOf(record?.id ?? "").values).toMatchObject({
      name: [{ first_name: "Maya", last_name: "Lindqvist", full_name: "Maya Lindqvist" }],
      email_addresses: [],
      phone_numbers: [{ normalized_phone_number: person.phone }],
    });
  });

  it("is made with what is known of them, or not at all where the settings say so", async () => {
    const { write, personOf } = world();
    const { record } = await write(
      withPerson({ firstName: undefined, lastName: undefined, company: "Harbor Pine LLC" }),
    );
    expect(personOf(record?.id ?? "").values.name).toMatchObject([{ full_name: "Harbor Pine LLC" }]);
    await expect(world({ createPerson: false }).write(job())).rejects.toMatchObject({ status: 404 });
  });
});

describe("a note on the call", () => {
  it("stands on the person at the moment of the call", async () => {
    const { save, write, notesOf, requests } = world();
    const maya = save();
    const { activityId } = await write({ ...job(), ...on(maya) });
    expect(notesOf(maya)).toMatchObject([
      {
        id: { note_id: activityId },
        title: "Callingly call - Connected",
        content_plaintext: expect.stringMatching(/^Callingly call 48213977 - Connected - 4m 07s\nOutbound from /),
        created_at: "2026-06-15T14:31:05Z",
      },
    ]);
    expect(requests).toEqual(["POST /v2/notes"]);
  });

  it("is replaced by one with the recording, and by no second one when that is told again", async () => {
    const { save, write, notesOf } = world();
    const maya = save();
    const first = await write({ ...job(), ...on(maya) });
    const withRecording = { ...withCall({ recordingUrl: RECORDING }), ...on(maya), activityId: first.activityId ?? "" };
    const second = await write(withRecording);
    expect(second.activityId).not.toBe(first.activityId);
    expect((await write({ ...withRecording, activityId: second.activityId ?? "" })).activityId).toBe(second.activityId);
    expect(notesOf(maya)).toMatchObject([{ content_plaintext: expect.stringContaining(RECORDING) }]);
  });

  it("is found again where its answer was lost, among any number of notes, and no other call's is taken for it", async () => {
    const { save, write, notesOf, ask } = world();
    const maya = save();
    const { activityId } = await write({ ...job(), ...on(maya) });
    await write({ ...withCall({ callId: "482139770" }), ...on(maya) });
    for (let count = 0; count < 60; count += 1) {
      const note = { parent_object: "people", parent_record_id: maya, title: "x", format: "plaintext", content: "x" };
      ask("POST", "/v2/notes", { data: note });
    }
    expect((await write({ ...job(), ...on(maya) }, true)).activityId).toBe(activityId);
    expect(notesOf(maya)).toHaveLength(10);
    expect(ask("GET", "/v2/notes?limit=50&offset=50").data).toHaveLength(12);
  });

  it("follows a person who was merged, to whom the phone leads", async () => {
    const { save, write, notesOf, played } = world({ statusAttribute: "call_status" });
    const [loser, winner] = [save({ email: "old@example.com" }), save()];
    played.contacts.merge?.(loser, winner);
    await write({ ...job(), ...on(loser) });
    expect(notesOf(winner)).toHaveLength(1);
    const gone = world();
    await expect(gone.write({ ...job(), ...on(winner) })).rejects.toMatchObject({ status: 404 });
  });
});

describe("the person's attributes", () => {
  const settings = {
    statusAttribute: "call_status",
    doNotCallAttribute: "do_not_call",
    fields: { secondsToRing: "seconds_to_ring", attempts: "call_attempts", firstContactAt: "first_contact_at" },
  };

  it("follow the best call, and what a person has set stays", async () => {
    const { save, write, statusOf, set } = world(settings);
    const maya = save();
    await write({ ...ended("missed"), ...on(maya) });
    expect(statusOf(maya)).toBe("No answer");
    await write({ ...job(), ...on(maya) });
    expect(statusOf(maya)).toBe("Contacted");
    await write({ ...ended("voicemail"), ...on(maya) });
    expect(statusOf(maya)).toBe("Contacted");
    set(maya, { call_status: "New" });
    await write({ ...withCall({ callId: "7" }), ...on(maya), activityId: "7" });
    expect(statusOf(maya)).toBe("New");
  });

  it("say that somebody asked not to be called, and how soon and how often they were", async () => {
    const { save, write, personOf } = world(settings);
    const maya = save();
    const removed = ended("removed");
    await write({ ...removed, lead: { ...removed.lead, firstRungAt: "2026-06-15T14:31:05.000Z" }, ...on(maya) });
    expect(personOf(maya).values).toMatchObject({
      call_status: [{ option: { title: "Do not call" } }],
      do_not_call: [{ value: true }],
      seconds_to_ring: [{ value: 7 }],
      call_attempts: [{ value: 1 }],
    });
  });

  it("are left alone where the person is not surely theirs, and not read where none is named", async () => {
    const { save, write, statusOf } = world(settings);
    const other = save({ email: "another@example.com" });
    await write({ ...job(), record: { type: "people", id: other } });
    expect(statusOf(other)).toBeUndefined();
    const unnamed = world();
    await unnamed.write({ ...job(), ...on(unnamed.save()) });
    expect(unnamed.requests).toEqual(["POST /v2/notes"]);
  });

  it("are compared with those of the workspace", () => {
    const { ask } = world();
    const wrong = (given: object) =>
      attioNames(given).flatMap(({ asked, wrong }) =>
        (wrong(ask("GET", typeof asked === "string" ? asked : asked.path)) ?? []).map(({ setting }) => setting),
      );
    expect(wrong(settings)).toEqual([]);
    expect(wrong({ ...settings, doNotCallAttribute: "call_status", fields: { attempts: "calls" } })).toEqual([
      "doNotCallAttribute",
      "fields.attempts",
    ]);
    expect(wrong({ ...settings, leadStatus: { contacted: "Reached" } })).toEqual(["leadStatus.contacted"]);
  });

  it.each([{ statusAttribute: "Call status" }, { fields: { attempts: "Calls made" } }, { leadStatus: { busy: "X" } }])(
    "need settings that fit: %j",
    (given) => expect(() => attio.report.bind(given)).toThrow(),
  );
});

describe("an answer of Attio's", () => {
  const errorOf = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { understand, baseUrl } = attio.report.bind({});
    const send = fakeSend(answered(status, body, { headers }));
    const http = crmHttp({ baseUrl, headers: {}, understand, send, now: () => toldAt });
    return http.request("POST", "/v2/notes").catch((error: unknown) => error);
  };
  const problem = (code: string, message = "Attio's words") => ({ type: "invalid_request_error", code, message });

  it("says by its code what its status does not", async () => {
    expect(await errorOf(409, problem("uniqueness_conflict"))).toBeInstanceOf(ExistsError);
    expect(await errorOf(400, problem("uniqueness_conflict"))).toBeInstanceOf(ExistsError);
    expect(await errorOf(404, problem("merge_in_progress"))).toBeInstanceOf(TransientError);
    expect(await errorOf(404, problem("not_found"))).toMatchObject({ status: 404, detail: "Attio's words" });
    expect(await errorOf(400, "<html>")).toMatchObject({ status: 400, detail: undefined });
  });

  it("names the moment until which it is to be left alone", async () => {
    const until = new Date(toldAt.getTime() + 5_000).toUTCString();
    expect(await errorOf(429, problem("rate_limit_exceeded"), { "retry-after": until })).toMatchObject({
      name: "BusyError",
      retryAfterMs: 5_000,
    });
  });
});
