import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { hubspot } from "../../../lambda/connectors/vendors/hubspot/hubspot.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { hubspot as standIn } from "../../../stand-ins/crms/hubspot.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { answered } from "../../fakes/fake-send.ts";
import { minutes, noon } from "../../fakes/leads.ts";
import { aPlanningTown } from "../../fakes/planning-town.ts";

/** Meetings and call tasks of HubSpot: an event names them, and whose they are is read. It is 8:00 in New York. */

const settings = { callActivities: ["meeting", "task"] };
const MEETING = "0-47";
const TASK = "0-27";
const ID = "512330017";
const said = Date.parse("2026-06-15T10:00:00Z");

const event = (subscriptionType: string, objectTypeId: string, more: object = {}) => ({
  ...{ eventId: 3_081_554_017, subscriptionId: 3_410_021, portalId: 48_120_077, appId: 9_120_044, attemptNumber: 0 },
  ...{ subscriptionType, objectTypeId, objectId: Number(ID), occurredAt: said, changeSource: "CRM_UI" },
  ...more,
});
const created = (type: string) => event("object.creation", type, { changeFlag: "CREATED" });
const deleted = (type: string) => event("object.deletion", type, { changeFlag: "DELETED" });
const changed = (type: string, propertyName: string, propertyValue: unknown, more: object = {}) =>
  event("object.propertyChange", type, { propertyName, propertyValue, ...more });

const read = (events: unknown[], given: object = settings) =>
  hubspot.intake
    .bind(given)
    .read(aRequest("/leads/x/y", { headers: { "content-type": "application/json" }, body: JSON.stringify(events) }));
const over = (booking: string) => ({ kind: "ignored", ended: [{ booking, why: "cancelled" }] });

describe("an event of a meeting or a task", () => {
  it.each([
    [MEETING, `meeting/${ID}`],
    [TASK, `task/${ID}`],
  ])("that was created (%s) is a lead that is read, and whose time anything said of it precedes", async (type, id) => {
    expect(await read([created(type)])).toMatchObject({
      kind: "leads",
      leads: [{ booking: id, externalId: id, reference: id, asked: { text: "", isSure: true } }],
    });
  });

  it("says in a request with its creation, in any order, at which time it is", async () => {
    const start = changed(MEETING, "hs_meeting_start_time", String(Date.parse("2026-06-18T14:30:00Z")));
    for (const events of [
      [created(MEETING), start],
      [start, created(MEETING)],
    ]) {
      const reading = await read(events);
      expect(reading.kind === "leads" && reading.leads).toMatchObject([
        { booking: `meeting/${ID}`, asked: { text: "2026-06-18T14:30:00.000Z", said: "2026-06-15T10:00:00.000Z" } },
      ]);
    }
  });

  it("that was moved says when that was, in milliseconds or as a text", async () => {
    for (const value of ["1781800200000", 1_781_800_200_000, "2026-06-18T16:30:00Z"]) {
      for (const [type, name, id] of [
        [MEETING, "hs_meeting_start_time", `meeting/${ID}`],
        [TASK, "hs_timestamp", `task/${ID}`],
      ] as const) {
        const reading = await read([changed(type, name, value)]);
        expect(reading).toMatchObject({
          leads: [{ booking: id, asked: { text: "2026-06-18T16:30:00.000Z", said: "2026-06-15T10:00:00.000Z" } }],
        });
      }
    }
  });

  it.each(["COMPLETED", "CANCELED", "canceled", "NO_SHOW", "An outcome of this portal"])(
    "by which the meeting is %s ends it",
    async (outcome) => {
      expect(await read([changed(MEETING, "hs_meeting_outcome", outcome)])).toMatchObject(over(`meeting/${ID}`));
    },
  );

  it("by which it is deleted, done, of another type or moved into the past ends it", async () => {
    expect(await read([deleted(MEETING)])).toMatchObject(over(`meeting/${ID}`));
    const past = changed(MEETING, "hs_meeting_start_time", String(said - 1));
    expect(await read([past])).toMatchObject(over(`meeting/${ID}`));
    for (const one of [
      deleted(TASK),
      changed(TASK, "hs_task_status", "COMPLETED"),
      changed(TASK, "hs_task_status", "DEFERRED"),
      changed(TASK, "hs_task_type", "TODO"),
    ])
      expect(await read([one])).toMatchObject(over(`task/${ID}`));
  });

  it("that leaves it as planned as before, or is of another object, is nothing", async () => {
    for (const one of [
      changed(MEETING, "hs_meeting_outcome", "SCHEDULED"),
      changed(MEETING, "hs_meeting_outcome", "RESCHEDULED"),
      changed(MEETING, "hs_meeting_title", "Talk"),
      changed(TASK, "hs_task_status", "IN_PROGRESS"),
      changed(TASK, "hs_task_type", "CALL"),
      event("object.associationChange", MEETING),
      created("0-48"),
      created("0-46"),
    ]) {
      expect(await read([one])).toEqual({ kind: "ignored", why: expect.any(String) });
    }
  });

  it("is nothing where the source's settings do not name it", async () => {
    for (const given of [{}, { on: "created" }, { callActivities: [] }]) {
      expect(await read([created(MEETING), deleted(MEETING), created(TASK)], given)).toEqual({
        kind: "ignored",
        why: expect.any(String),
      });
    }
    expect(await read([created(TASK)], { callActivities: ["meeting"] })).toMatchObject({ kind: "ignored" });
    expect(() => hubspot.intake.bind({ callActivities: ["call"] })).toThrow();
    expect(hubspot.intake.bind(settings).platform?.isOptional).toBe(false);
  });

  it("stands beside events of contacts in one request", async () => {
    const contact = event("contact.creation", "0-1", { objectId: 7 });
    expect(await read([contact, created(MEETING), deleted(TASK)])).toMatchObject({
      leads: [{ reference: "7" }, { reference: `meeting/${ID}` }],
      ended: [{ booking: `task/${ID}`, why: "cancelled" }],
    });
  });
});

// ── what HubSpot shows of them ──────────────────────────────────────────────────────────────────────────────────

interface Kept {
  readonly properties: Record<string, string | null>;
  readonly contacts: readonly (string | number)[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** HubSpot, with meetings and tasks by `meetings/ID` and `tasks/ID`, and the contact 41. */
function aHubSpot(now: () => Date = () => noon) {
  const kept = new Map<string, Kept>();
  const asked: string[] = [];
  const answerTo = (path: string, ids: readonly string[]) => {
    const [, kind = ""] = /\/(meetings|tasks|contacts)\//.exec(path) ?? [];
    const shown = ids.flatMap((id) => {
      const one = kept.get(`${kind}/${id}`);
      return one ? [{ id, ...one }] : [];
    });
    if (path.startsWith("/crm/v4/associations/")) {
      const results = shown
        .filter(({ contacts }) => contacts.length > 0)
        .map(({ id, contacts }) => ({ from: { id }, to: contacts.map((toObjectId) => ({ toObjectId })) }));
      return { status: "COMPLETE", results };
    }
    if (kind === "contacts") {
      const properties = { firstname: "Dana", lastname: "Whitfield", phone: "+12125550123", email: "dana@example.com" };
      return { results: ids.includes("41") ? [{ id: "41", properties }] : [] };
    }
    return { results: shown.map(({ contacts: _, ...one }) => one) };
  };
  const send: Send = async ({ url, body = "" }) => {
    const path = new URL(url).pathname;
    asked.push(path);
    const ids = (JSON.parse(String(body)) as { inputs: { id: string }[] }).inputs.map(({ id }) => id);
    const answer = answerTo(path, ids);
    return { ...answered(200, answer), headers: { date: now().toUTCString() } };
  };
  return {
    kept,
    asked,
    send,
  };
}

const aMeeting = (more: Partial<Kept> = {}, properties: Record<string, string | null> = {}): Kept => ({
  contacts: [41, "41"],
  createdAt: "2026-06-15T09:00:00Z",
  updatedAt: "2026-06-15T10:00:00.000Z",
  properties: {
    hs_meeting_title: "Talk about the kitchen",
    hs_meeting_start_time: "2026-06-18T14:30:00Z",
    hs_meeting_outcome: "SCHEDULED",
    ...properties,
  },
  ...more,
});
const aTask = (properties: Record<string, string | null> = {}): Kept => ({
  ...aMeeting(),
  properties: {
    hs_task_subject: "Call about the quote",
    hs_timestamp: "2026-06-17T15:00:00Z",
    hs_task_type: "CALL",
    hs_task_status: "NOT_STARTED",
    ...properties,
  },
});

function aPlatform(kept: Record<string, Kept>, now?: () => Date) {
  const far = aHubSpot(now);
  for (const [key, one] of Object.entries(kept)) far.kept.set(key, one);
  const { platform } = hubspot.intake.bind(settings);
  if (!platform?.together) throw new Error("HubSpot's records are read together");
  const http = platformHttp({ baseUrl: platform.baseUrl, headers: {}, send: far.send, now: () => noon });
  const we = { credentials: {} };
  const { together } = platform;
  return {
    far,
    one: (reference: string) => platform.fetch(http, reference, we),
    several: (references: string[]) => together.fetch(http, references, we),
  };
}

describe("a meeting or a task that is read", () => {
  it("is its only contact's lead, at its time, as HubSpot had it last", async () => {
    const { one } = aPlatform({ "meetings/1": aMeeting(), "tasks/2": aTask() });
    expect(await one("meeting/1")).toMatchObject({
      kind: "lead",
      lead: {
        phone: "+12125550123",
        firstName: "Dana",
        record: { type: "contact", id: "41" },
        asked: { text: "2026-06-18T14:30:00.000Z", isSure: true, said: "2026-06-15T10:00:00.000Z" },
        extra: { subject: "Talk about the kitchen" },
      },
    });
    expect(await one("task/2")).toMatchObject({
      lead: { asked: { text: "2026-06-17T15:00:00.000Z" }, extra: { subject: "Call about the quote" } },
    });
  });

  it("without a time says none, so that a person looks at it", async () => {
    const { one } = aPlatform({ "meetings/1": aMeeting({}, { hs_meeting_start_time: null }) });
    expect(await one("meeting/1")).toMatchObject({ lead: { asked: { text: "", isSure: true } } });
  });

  it("rings nobody where it is over, was entered after it had begun, or is a task that is no call", async () => {
    const { one } = aPlatform({
      "meetings/1": aMeeting({}, { hs_meeting_outcome: "CANCELED" }),
      "meetings/2": aMeeting({ createdAt: "2026-06-18T14:30:00Z" }),
      "tasks/3": aTask({ hs_task_status: "COMPLETED" }),
      "tasks/4": aTask({ hs_task_type: "TODO" }),
      "tasks/5": aTask({ hs_task_type: null }),
    });
    for (const reference of ["meeting/1", "meeting/2", "task/3", "task/4", "task/5"])
      expect(await one(reference)).toMatchObject({ kind: "nothing" });
  });

  it("without a contact is asked about again for ten minutes, and is then nobody's", async () => {
    const alone = aMeeting({ contacts: [], createdAt: noon.toISOString() });
    const askedAfter = (ms: number) =>
      aPlatform({ "meetings/1": alone }, () => new Date(noon.getTime() + ms)).one("meeting/1");
    await expect(askedAfter(9 * minutes)).rejects.toMatchObject({ name: "TransientError", retryAfterMs: 60_000 });
    expect(await askedAfter(10 * minutes)).toMatchObject({ kind: "nothing" });
  });

  it("with several contacts waits for a person, and so does one that HubSpot does not show", async () => {
    const { one } = aPlatform({
      "meetings/1": aMeeting({ contacts: [41, 42] }),
      "meetings/2": aMeeting({ contacts: [42] }),
    });
    await expect(one("meeting/1")).rejects.toMatchObject({ name: "RejectedError", status: 422 });
    await expect(one("meeting/2")).rejects.toMatchObject({ status: 404 });
    await expect(one("meeting/3")).rejects.toMatchObject({ status: 404 });
  });

  it("is read with others by few requests, and keeps none of them waiting", async () => {
    const kept = { "meetings/1": aMeeting(), "meetings/2": aMeeting(), "tasks/1": aTask() };
    const { far, several } = aPlatform(kept);
    const found = await several(["41", "meeting/1", "meeting/2", "task/1"]);
    expect([...found.keys()].sort()).toEqual(["41", "meeting/1", "meeting/2", "task/1"]);
    expect(far.asked).toHaveLength(7);
    far.kept.set("meetings/3", aMeeting({ contacts: [], createdAt: noon.toISOString() }));
    // Of which each is then asked for alone.
    await expect(several(["meeting/1", "meeting/3"])).rejects.toMatchObject({ name: "RejectedError", status: 422 });
  });
});

// ── the whole way from an event to a ring, as far as it is HubSpot's own: planned-calls.contract.test.ts has the rest ──

describe("a meeting of HubSpot", () => {
  it("is not moved back by what was said before HubSpot was asked", async () => {
    const town = aPlanningTown(standIn, ["meeting"]);
    const { id, told } = town.planner.plan("meeting", town.record, "2026-06-18T15:00:00.000Z");
    await town.post(told);
    town.clock.pass(minutes);
    const earlier = town.planner.move(id, "2026-06-17T16:00:00.000Z");
    town.clock.pass(minutes);
    town.planner.move(id, "2026-06-19T14:00:00.000Z");
    await town.tick();
    await town.post(earlier);
    await town.until("2026-06-30T12:00:00Z");
    expect(town.rung).toEqual(["2026-06-19T14:00:00.000Z"]);
  });
});
