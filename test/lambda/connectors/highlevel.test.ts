import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { highlevelAccess } from "../../../lambda/connectors/vendors/highlevel/access.ts";
import { highlevel } from "../../../lambda/connectors/vendors/highlevel/highlevel.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { demoHighlevelApp } from "../../../stand-ins/crms/highlevel/access.ts";
import { highlevel as standIn } from "../../../stand-ins/crms/highlevel.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { brokenPromises } from "../../fakes/crm-promises.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { besidePlayed } from "../../fakes/told-crm.ts";
import { type Job, job, person, RECORDING, toldAt, withCall, withPerson } from "../../fakes/told-jobs.ts";

const location = { locationId: "ve9EPM428h8vShlTest" };
const provider = { ...location, conversationProviderId: "61d6d1f9cdac7612faf80753" };

/** A HighLevel as it is played here, and the connector before it. */
function aHighlevel(settings: unknown = location) {
  const played = standIn.play(
    () => kept(undefined),
    () => toldAt.getTime(),
  );
  const reporter = highlevel.report.bind(settings);
  const account = besidePlayed(played, reporter);
  const ask = async (method: string, path: string, value?: object) => account.ask(method, path, value);
  return {
    ...account,
    ask,
    /** Somebody enters a contact. */
    save: async (contact: object): Promise<string> =>
      (await ask("POST", "/contacts/", { ...location, ...contact })).contact.id,
  };
}

const settingsAre = (settings: unknown) => z.safeParse(highlevel.report.settings, settings).success;

describe("the settings of HighLevel", () => {
  it("name the location", () => {
    expect(settingsAre(location)).toBe(true);
    expect(settingsAre(undefined)).toBe(false);
    expect(settingsAre({ locationId: "" })).toBe(false);
    expect(settingsAre({ ...location, location: "x" })).toBe(false);
  });

  it("say in words what a stage is missing", () => {
    const wordsFor = (settings: object) =>
      z
        .safeParse(highlevel.report.settings, { ...location, ...settings })
        .error?.issues.map(({ path, message }) => `${path}: ${message}`);
    expect(wordsFor({ stage: { contacted: "s2" } })).toEqual([
      "pipelineId: a stage belongs to a pipeline: name its id here",
      expect.stringContaining("replacedStages: name the ids"),
    ]);
    expect(wordsFor({ stage: { contacted: "s2" }, pipelineId: "p", replacedStages: ["s1"] })).toBeUndefined();
    expect(wordsFor({ opportunityStatus: { contacted: "Won" } })).toEqual([
      "opportunityStatus: an opportunity is open, won, lost, abandoned",
    ]);
  });
});

describe("a contact that was merged into another", () => {
  const merged = async () => {
    const account = aHighlevel();
    const { record, activityId } = await account.write(job());
    const winner = account.played.contacts.save({ firstName: "M", phone: person.phone });
    account.played.contacts.merge?.(record?.id ?? "", winner);
    return { ...account, record, activityId, winner };
  };

  it("has its note changed where it is now", async () => {
    const { write, record, activityId, played, winner } = await merged();
    await write({ ...withCall({ recordingUrl: RECORDING }), record, activityId });
    expect(played.records()).toMatchObject([{ id: winner, calls: [{ id: activityId, recordingUrl: RECORDING }] }]);
  });

  it("gets a note where it is toldAt, if the merge has kept none", async () => {
    const { write, record, played, winner } = await merged();
    await write({ ...withCall({ callId: "48213978" }), record, activityId: "gone" });
    expect(played.records()).toMatchObject([{ id: winner, calls: [{}, { callId: "48213978" }] }]);
  });
});

describe("what HighLevel's answers mean", () => {
  const answer = (status: number, body: unknown, headers = {}) =>
    highlevelAccess.understand?.({ status, headers, body, text: JSON.stringify(body), truncated: false });

  it("keeps its words, a text or a list of them", () => {
    const list = {
      statusCode: 422,
      message: ["property x should not exist", "body is empty"],
      error: "Unprocessable Entity",
    };
    expect(answer(422, list)).toEqual({ kind: "refused", detail: "property x should not exist; body is empty" });
    expect(answer(400, { statusCode: 400, message: "Contact with id 1 not found" })).toEqual({
      kind: "refused",
      detail: "Contact with id 1 not found",
    });
    expect(answer(500, "<html>")).toEqual({ kind: "again", detail: undefined });
  });

  it("tells a token without a right from one that is none", () => {
    const scope = { statusCode: 401, message: "The token is not authorized for this scope." };
    expect(answer(401, scope)).toEqual({ kind: "refused", detail: scope.message });
    expect(answer(401, { message: "Invalid token: access token is invalid" })?.kind).toBe("access-refused");
  });

  it("waits as long as its limits last", () => {
    const burst = { "x-ratelimit-interval-milliseconds": "10000", "x-ratelimit-daily-remaining": "41" };
    expect(answer(429, { message: "Too Many Requests" }, burst)).toMatchObject({ kind: "busy", waitMs: 10_000 });
    const day = { ...burst, "x-ratelimit-daily-remaining": "0" };
    expect(answer(429, {}, day)).toMatchObject({ kind: "busy", waitMs: 30 * 60_000 });
    expect(answer(429, {})).toMatchObject({ kind: "busy", waitMs: undefined });
  });

  it("sees that a contact is there already, and which", () => {
    const body = {
      statusCode: 400,
      message: "This location does not allow duplicated contacts.",
      meta: { contactId: "c1", matchingField: "phone" },
    };
    expect(answer(400, body)).toMatchObject({ kind: "exists", id: "c1" });
    expect(answer(400, { ...body, meta: undefined })).toMatchObject({ kind: "exists", id: undefined });
  });
});

describe("access to HighLevel", () => {
  const reporter = highlevel.report.bind(location);

  it("is a private integration's, or an app's whose refresh token is good for one renewal", () => {
    const { played } = aHighlevel();
    const renew = (refresh_token: string) => {
      const body = new URLSearchParams({ ...demoHighlevelApp, grant_type: "refresh_token", refresh_token }).toString();
      const answer = played.answer({ method: "POST", path: "/oauth/token", headers: {}, body });
      return { status: answer.status, ...JSON.parse(answer.body.toString()) };
    };
    const first = renew(demoHighlevelApp.refresh_token);
    expect(first).toMatchObject({ status: 200, expires_in: 86_399 });
    expect(renew(demoHighlevelApp.refresh_token).status).toBe(400);
    const second = renew(first.refresh_token);
    expect(second.status).toBe(200);
    const headers = { authorization: `Bearer ${second.access_token}`, version: "2021-07-28" };
    expect(played.answer({ method: "GET", path: String(reporter.probe), headers, body: "" }).status).toBe(200);
    expect(z.safeParse(reporter.credentials, { token: "pit" }).success).toBe(true);
    expect(z.safeParse(reporter.credentials, { ...demoHighlevelApp, refresh_token: "" }).success).toBe(false);
  });

  it("keeps the refresh token that HighLevel puts in the place of the last", async () => {
    const crm = recordingCrm({ access_token: "a", refresh_token: "next", expires_in: 86_399 });
    const renewed = await reporter.renewal?.renew(crm, {
      credentials: demoHighlevelApp,
      refreshToken: "last",
      now: toldAt,
    });
    expect(renewed).toEqual({ token: "a", refreshToken: "next", until: new Date(toldAt.getTime() + 86_399_000) });
    expect(crm.requests[0]).toMatchObject({
      path: "/oauth/token",
      body: expect.stringContaining("refresh_token=last"),
    });
  });
});

describe("a result in HighLevel", () => {
  it("is one note that changes, and tells the whole call", async () => {
    const crm = aHighlevel();
    const { activityId } = await crm.write(job());
    await crm.write({
      ...withCall({ recordingUrl: RECORDING, transcript: "A: Hello" }),
      ...(activityId && { activityId }),
    });
    expect(crm.played.records()).toMatchObject([
      {
        name: "Maya Lindqvist",
        summary: "callingly-connected",
        calls: [
          {
            callId: "48213977",
            outcome: "Connected",
            seconds: 247,
            startedAt: "2026-06-15T14:31:00.000Z",
            recordingUrl: RECORDING,
            transcript: "A: Hello",
          },
        ],
      },
    ]);
    expect(crm.played.conversations()).toMatchObject([{ calls: [] }]);
  });

  it("is looked for among the contact's notes after an answer that was lost", async () => {
    const crm = aHighlevel();
    await crm.write(job());
    await crm.write(withCall({ callId: "482139770" }));
    await crm.write(job(), true);
    expect(crm.played.records()[0]?.calls.map(({ callId }) => callId)).toEqual(["48213977", "482139770"]);
  });

  it.each([undefined, {}, { notes: "?" }])("is not written again when the look-up answers %j", async (unreadable) => {
    const crm = recordingCrm(unreadable);
    const given = { ...job(), record: { type: "contact", id: "c1" }, credentials: {} };
    await expect(writeActivity(highlevel.report.bind(location), crm, given, true)).rejects.toThrow(TransientError);
    expect(crm.requests).toHaveLength(1);
  });

  it("does not outgrow a note, and does not end in half a character", async () => {
    const crm = aHighlevel();
    const { record } = await crm.write(withCall({ transcript: `x${"😀".repeat(30_000)}` }));
    const { notes } = await crm.ask("GET", `/contacts/${record?.id}/notes`);
    expect(notes[0].body.length).toBeLessThanOrEqual(20_000);
    expect(notes[0].body).not.toMatch(/\p{Cs}/u);
  });

  it("is refused with HighLevel's words where somebody deleted the contact meanwhile", async () => {
    const crm = aHighlevel();
    await expect(crm.write(job({ record: { type: "contact", id: "gone" } }))).rejects.toMatchObject({
      detail: "Contact with id gone not found",
    });
  });

  it("leads nowhere else by an id that is a step in a path", async () => {
    const crm = aHighlevel();
    for (const id of ["..", "../c1", "a/b"]) {
      await expect(crm.write(job({ record: { type: "contact", id } }))).rejects.toThrow(RejectedError);
    }
    expect(crm.played.records()).toEqual([]);
  });
});

describe("a call in a conversation", () => {
  it("stands there once, with its recording, whatever goes wrong at whichever request", async () => {
    const inConversations = {
      ...standIn,
      play: (...args: Parameters<typeof standIn.play>) => {
        const played = standIn.play(...args);
        return { ...played, records: played.conversations };
      },
    };
    expect(await brokenPromises({ connector: highlevel, standIn: inConversations, settings: provider })).toEqual([]);
  }, 60_000);

  it.each([
    [{}, "completed"],
    [{ outcome: "voicemail", seconds: 20 }, "voicemail"],
    [{ outcome: "missed", status: "missed", seconds: 0 }, "no-answer"],
    [{ outcome: "missed", status: "busy", seconds: 0 }, "busy"],
    [{ outcome: "removed", seconds: 30 }, "completed"],
    [{ outcome: undefined, status: "error", seconds: 0 }, "failed"],
    [{ outcome: undefined, status: "ended", seconds: 0 }, "no-answer"],
  ])("that came to %j is %s there", async (change, status) => {
    const crm = aHighlevel(provider);
    await crm.write(withCall(change));
    expect(crm.played.conversations()[0]?.calls).toMatchObject([{ callId: "48213977", outcome: status }]);
  });

  it("is one of the person's when the person called", async () => {
    const crm = aHighlevel(provider);
    await crm.write(withCall({ direction: "inbound" }));
    expect(crm.requests).toContain("POST /conversations/messages/inbound");
    expect(crm.played.conversations()[0]?.calls).toHaveLength(1);
  });

  it.each([{ remark: "The team was closed", status: "not called" }, { unrung: true }])(
    "is none where nobody's phone rang: %j",
    async (change) => {
      const crm = aHighlevel(provider);
      await crm.write(withCall({ ...change, outcome: undefined }));
      expect(crm.played.records()[0]?.calls).toHaveLength(1);
      expect(crm.requests.filter((request) => request.includes("/conversations/"))).toEqual([]);
    },
  );

  it("is known by its moment where HighLevel shows no id of ours, and by no other call's", async () => {
    const reporter = highlevel.report.bind({ ...provider, tag: { contacted: null } });
    const sentAfter = async (message: object) => {
      const answers = [
        { conversations: [{ id: "v1", contactId: "c1" }] },
        { messages: [{ id: "m1", ...message }] },
        {},
      ];
      const crm = recordingCrm(...answers);
      await reporter.updateRecord?.(crm, { ...job(), record: { type: "contact", id: "c1" }, credentials: {} }, "n1");
      return crm.requests.some(({ path }) => path === "/conversations/messages/outbound");
    };
    const { conversationProviderId } = provider;
    const here = { conversationProviderId, dateAdded: "2026-06-15T14:31:05.000Z" };
    expect(await sentAfter(here)).toBe(false);
    expect(await sentAfter({ ...here, altId: "48213977" })).toBe(false);
    expect(await sentAfter({ ...here, altId: "48213978" })).toBe(true);
    expect(await sentAfter({ ...here, conversationProviderId: "another" })).toBe(true);
    expect(await sentAfter({ ...here, dateAdded: "2026-06-15T14:31:06.000Z" })).toBe(true);
  });

  it("is looked for on further pages, as far back as the call", async () => {
    const crm = aHighlevel(provider);
    await crm.write(job());
    for (let index = 0; index < 120; index += 1) {
      await crm.write(withCall({ callId: `9${index}`, startedAt: "2026-06-15T14:33:00Z" }));
    }
    await crm.write({ ...job(), activityId: "note0000000000000001" });
    const calls = crm.played.conversations()[0]?.calls ?? [];
    expect(calls.filter(({ callId }) => callId === "48213977")).toHaveLength(1);
    expect(calls).toHaveLength(121);
  });

  it("does without the recording where HighLevel takes none: the note has it", async () => {
    const crm = aHighlevel(provider);
    const { activityId } = await crm.write(job());
    const later = { ...withCall({ recordingUrl: RECORDING }), ...(activityId && { activityId }) };
    crm.refusals.push({
      begins: "PUT /conversations/messages/",
      status: 403,
      body: { message: "Message type does not support attachment updates" },
    });
    await crm.write(later);
    expect(crm.played.records()[0]?.calls).toMatchObject([{ recordingUrl: RECORDING }]);
  });
});

describe("what the contact shows", () => {
  const field = { id: "6dvNaf7VhkQ9snc5vTest", key: "last_call_outcome" };
  const all = {
    ...location,
    outcomeField: field,
    fields: { secondsToRing: "f1", attempts: "f2", firstContactAt: "f3" },
  };
  const rung = { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" };

  it("are fields by their ids, and other fields and tags stay", async () => {
    const crm = aHighlevel(all);
    const id = await crm.save({
      email: person.email,
      phone: person.phone,
      tags: ["New Lead"],
      customFields: [{ id: "own", field_value: "theirs" }],
    });
    await crm.write(job({ lead: rung }));
    const { contact } = await crm.ask("GET", `/contacts/${id}`);
    expect(contact.tags).toEqual(["new lead", "callingly-connected"]);
    expect(contact.customFields).toEqual([
      { id: "own", value: "theirs" },
      { id: field.id, value: "Connected" },
      { id: "f1", value: "4" },
      { id: "f2", value: "1" },
      { id: "f3", value: "2026-06-15T14:31:05Z" },
    ]);
    const before = crm.requests.length;
    await crm.write({ ...job({ lead: rung }), activityId: "note0000000000000001" });
    expect(crm.requests.slice(before).filter((request) => !request.startsWith("GET"))).toEqual([
      `PUT /contacts/${id}/notes/note0000000000000001`,
    ]);
  });

  it("is what a person has written there, where somebody has", async () => {
    const crm = aHighlevel(all);
    const id = await crm.save({
      email: person.email,
      phone: person.phone,
      customFields: [{ id: field.id, field_value: "Customer" }],
    });
    await crm.write(job());
    const { contact } = await crm.ask("GET", `/contacts/${id}`);
    expect(contact.customFields).toContainEqual({ id: field.id, value: "Customer" });
  });

  it("follows the best call so far", async () => {
    const crm = aHighlevel(all);
    const missed = { outcome: "missed", status: "missed", seconds: 0 };
    const { record } = await crm.write({ ...withCall(missed), lead: { ...job().lead, outcome: "missed" } });
    await crm.write(withCall({ callId: "48213980" }));
    const { contact } = await crm.ask("GET", `/contacts/${record?.id}`);
    expect(contact.tags).toEqual(["callingly-no-answer", "callingly-connected"]);
    expect(contact.customFields).toContainEqual({ id: field.id, value: "Connected" });
  });

  it.each([
    ["another e-mail address", { email: "big@customer.example", phone: person.phone }],
    ["no e-mail address", { phone: person.phone }],
  ])("does not change on a contact with %s, unless the lead came with it", async (_, contact) => {
    const crm = aHighlevel(all);
    const id = await crm.save(contact);
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ id, summary: "", calls: [{}] }]);
    await crm.write(job({ record: { type: "contact", id }, cameWithRecord: true }));
    expect(crm.played.records()).toMatchObject([{ id, summary: "callingly-connected" }]);
  });
});

describe("the contact's opportunity", () => {
  const settings = {
    ...location,
    pipelineId: "p1",
    stage: { contacted: "s-talked", missed: "s-tried" },
    replacedStages: ["s-new"],
    opportunityStatus: { removed: "lost" },
  };
  const opportunity = {
    ...location,
    pipelineId: "p1",
    name: "Roof",
    status: "open",
    pipelineStageId: "s-new",
  } as const;

  async function cameTo(given: Job, change: object = {}) {
    const crm = aHighlevel(settings);
    const contactId = await crm.save({ email: person.email, phone: person.phone });
    crm.played.addOpportunity({ ...opportunity, contactId, ...change });
    await crm.write(given);
    const { opportunities } = await crm.ask("GET", `/opportunities/search?location_id=x&contact_id=${contactId}`);
    return opportunities.map((each: { pipelineStageId: string; status: string }) => [
      each.pipelineStageId,
      each.status,
    ]);
  }

  it("is moved from a stage before anybody worked on it", async () => {
    expect(await cameTo(job())).toEqual([["s-talked", "open"]]);
    expect(await cameTo(job(), { pipelineStageId: "s-tried" })).toEqual([["s-talked", "open"]]);
  });

  it("stays where a person has put it, where it is over, and in another pipeline", async () => {
    expect(await cameTo(job(), { pipelineStageId: "s-offer" })).toEqual([["s-offer", "open"]]);
    expect(await cameTo(job(), { status: "won" })).toEqual([["s-new", "won"]]);
    expect(await cameTo(job(), { pipelineId: "p2" })).toEqual([["s-new", "open"]]);
  });

  it("gets the status that the settings name", async () => {
    expect(await cameTo(job({ lead: { ...job().lead, outcome: "removed" } }))).toEqual([["s-new", "lost"]]);
  });
});

describe("whose contact it is", () => {
  it.each(["(202) 555-0143", "+1 202 555 0143", "202.555.0143"])(
    "is found by the phone, typed as %s",
    async (phone) => {
      const crm = aHighlevel();
      const id = await crm.save({ phone });
      expect(await crm.write(withPerson({ email: undefined }))).toMatchObject({ record: { id } });
    },
  );

  it("is not that of an e-mail address with another phone: the new one is made without it", async () => {
    const crm = aHighlevel();
    await crm.save({ email: person.email, phone: "+12025550199" });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([
      { phone: "+12025550199", calls: [] },
      { phone: person.phone, email: "", calls: [{}] },
    ]);
  });

  it("is made once where somebody else made it meanwhile", async () => {
    const crm = aHighlevel();
    crm.refusals.push({ begins: "GET /contacts/search/duplicate", status: 200, body: { contact: null } });
    crm.refusals.push({ begins: "GET /contacts/search/duplicate", status: 200, body: { contact: null } });
    const id = await crm.save({ email: person.email, phone: person.phone });
    expect(await crm.write(job())).toMatchObject({ record: { id } });
    expect(crm.played.records()).toHaveLength(1);
  });

  it("is the one that HighLevel names, where a further number of it is shown to no look-up", async () => {
    const crm = aHighlevel();
    const id = await crm.save({ phone: "+12025550199" });
    const taken = {
      begins: "POST /contacts/",
      status: 400,
      body: {
        message: "This location does not allow duplicated contacts.",
        meta: { contactId: id, matchingField: "phone" },
      },
    };
    crm.refusals.push(taken, taken);
    expect(await crm.write(job())).toMatchObject({ record: { id } });
  });

  it("is made by nobody where the settings say so", async () => {
    const crm = aHighlevel({ ...location, createContact: false });
    await expect(crm.write(job())).rejects.toMatchObject({ status: 404 });
    expect(crm.played.records()).toEqual([]);
  });
});

it("an agent is found among the location's users, those who are gone excepted", async () => {
  const users = [
    { id: "u1", email: "Ada@Example.com" },
    { id: "u2", email: null },
    { id: "u3", email: "gone@example.com", deleted: true },
  ];
  const crm = recordingCrm({ users });
  const found = await highlevel.report.bind(location).owners?.list(crm);
  expect([...(found ?? [])]).toEqual([["ada@example.com", "u1"]]);
  expect(crm.requests[0]?.path).toBe(`/users/?locationId=${location.locationId}`);
});
