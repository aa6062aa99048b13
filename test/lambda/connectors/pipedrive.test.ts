import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { CrmHttp, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { pipedrive } from "../../../lambda/connectors/vendors/pipedrive/pipedrive.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { pipedrive as standIn } from "../../../stand-ins/crms/pipedrive.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { brokenPromises } from "../../fakes/crm-promises.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";

import { call, leadOf, toldAt as now, person, RECORDING } from "../../fakes/told-jobs.ts";

/** Results in Pipedrive, against the Pipedrive that is played here, which refuses what the vendor's description does not name. */

const lead: ReportJob["lead"] = leadOf(person);

type Change = Partial<Omit<ReportJob, "call" | "lead">> & {
  readonly call?: Partial<ReportJob["call"]>;
  readonly lead?: Partial<ReportJob["lead"]>;
  readonly mayExist?: boolean;
};

/** An account with the means to write a result into it, as the step does. */
function anAccount(settings?: unknown) {
  const played = standIn.play(
    () => kept(undefined),
    () => now.getTime(),
  );
  const reporter = pipedrive.report.bind(settings);
  const asked: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  const http: CrmHttp = crmHttp({
    baseUrl: reporter.baseUrl,
    headers: reporter.authorise({ ...played.credentials }),
    understand: reporter.understand,
    now: () => now,
    send: async ({ method, url, headers = {}, body = "" }) => {
      const path = url.slice(reporter.baseUrl.length);
      asked.push({ method, path, body: body === "" ? undefined : JSON.parse(body) });
      const answer = played.answer({ method, path, headers, body });
      return {
        kind: "answered",
        status: answer.status,
        headers: answer.headers as Record<string, string>,
        body: answer.body.toString(),
        truncated: false,
      };
    },
  });
  return {
    ...played,
    reporter,
    http,
    asked,
    steps: () => asked.map(({ method, path }) => `${method} ${path.split("?")[0]}`),
    async write({ mayExist = false, ...change }: Change = {}) {
      const job: ReportJob = {
        credentials: {},
        now,
        ...change,
        call: { ...call, ...change.call },
        lead: { ...lead, ...change.lead },
      };
      const record = job.record ?? (await reporter.findRecord?.(http, job.lead, { mayMake: true }));
      return writeActivity(reporter, http, { ...job, ...(record && { record }) }, mayExist);
    },
  };
}

const maya = {
  name: "Maya Lindqvist",
  emails: [{ value: "maya.lindqvist@example.com", primary: true, label: "work" }],
  phones: [{ value: "(202) 555-0143", primary: true, label: "work" }],
};
const leadId = "a1f6c2d0-4a64-41ef-9d0a-6f2b1a770155";

describe("access to Pipedrive", () => {
  const reporter = pipedrive.report.bind(undefined);
  const app = { client_id: "our-id", client_secret: "our-secret", refresh_token: "from-the-person" };

  it("is a user's API token in a header of its own, or an OAuth app's access", () => {
    expect(reporter.authorise({ token: "t" })).toEqual({ "x-api-token": "t" });
    expect(reporter.authorise({ ...app, token: "access" })).toEqual({ authorization: "Bearer access" });
    expect(z.safeParse(reporter.credentials, { token: "left there", ...app }).data).toEqual(app);
    expect(z.safeParse(reporter.credentials, { client_id: "our-id" }).success).toBe(false);
  });

  it("is renewed by who we are in a header, and names the account's own address", async () => {
    const crm = recordingCrm({
      access_token: "new",
      refresh_token: "next",
      expires_in: 3600,
      api_domain: "https://acme.pipedrive.com",
    });
    expect(await reporter.renewal?.renew(crm, { credentials: app, refreshToken: "now", now })).toEqual({
      token: "new",
      refreshToken: "next",
      until: new Date("2026-06-15T15:36:00.000Z"),
      apiUrl: "https://acme.pipedrive.com",
    });
    expect(crm.requests).toEqual([
      {
        method: "POST",
        path: "/oauth/token",
        type: "application/x-www-form-urlencoded",
        headers: { authorization: `Basic ${Buffer.from("our-id:our-secret").toString("base64")}` },
        body: "grant_type=refresh_token&refresh_token=now",
      },
    ]);
    expect(reporter.renewal?.baseUrl).toBe("https://oauth.pipedrive.com");
  });

  it.each([
    ["acme.pipedrive.com", true],
    ["acme.pipedrive.com.example.org", false],
    ["acmepipedrive.com", false],
    ["a.b.pipedrive.com", false],
  ])("may be told to ask %s: %s", (host, isOwn) => expect(reporter.renewal?.apiHosts?.test(host)).toBe(isOwn));
});

describe("what Pipedrive answers", () => {
  const { understand } = pipedrive.report.bind(undefined);
  const meaning = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
    understand?.({ status, headers, body, text: "", truncated: false });

  it.each([
    ["a success", meaning(200, { success: true, data: {} }), { kind: "ok" }],
    [
      "a failure inside a success, with all its words",
      meaning(200, { success: false, error: "Deal not found", error_info: "It was deleted" }),
      { kind: "refused", detail: "Deal not found; It was deleted" },
    ],
    [
      "words of version 2",
      meaning(400, { success: false, error: "Validation failed", code: "ERR_SCHEMA_VALIDATION_FAILED" }),
      { kind: "refused", detail: "Validation failed; ERR_SCHEMA_VALIDATION_FAILED" },
    ],
    [
      "the limit of two seconds",
      meaning(429, { success: false, error: "too many" }, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2" }),
      { kind: "busy", waitMs: 2_000, detail: "too many" },
    ],
    [
      "the budget of the day, which that limit does not show",
      meaning(429, undefined, { "x-ratelimit-remaining": "39", "x-ratelimit-reset": "2" }),
      { kind: "busy", waitMs: 900_000 },
    ],
    ["a limit with a wait of its own", meaning(429, {}, { "retry-after": "30" }), { kind: "busy", waitMs: undefined }],
    ["a limit without words", meaning(429, undefined), { kind: "busy", waitMs: undefined }],
    ["what stands before the API", meaning(403, undefined), { kind: "busy", waitMs: 300_000 }],
    [
      "a right that is missing",
      meaning(403, { success: false, error: "Scope and URL mismatch" }),
      { kind: "refused", detail: "Scope and URL mismatch" },
    ],
    [
      "a token that does not hold",
      meaning(401, { success: false, error: "unauthorized access" }),
      { kind: "access-refused", detail: "unauthorized access" },
    ],
    [
      "the token endpoint's words",
      meaning(400, { success: false, message: "Invalid grant", error: "invalid_grant" }),
      { kind: "refused" },
    ],
    ["words in another form", meaning(400, { success: false, error: { x: 1 } }), { kind: "refused" }],
    ["an outage", meaning(502, undefined), { kind: "again" }],
  ])("%s", (_, found, expected) => expect(found).toMatchObject(expected));
});

describe("the person of a lead", () => {
  const found = async (
    account: ReturnType<typeof anAccount>,
    change: Partial<ReportJob["lead"]> = {},
    mayMake = true,
  ) => (await account.reporter.findRecord?.(account.http, { ...lead, ...change }, { mayMake }))?.id;

  it("is found by the e-mail address, in whichever case, and by no part of another", async () => {
    const account = anAccount();
    account.enter("persons", { ...maya, emails: [{ value: "not.maya.lindqvist@example.com" }], phones: [] });
    const id = account.enter("persons", { ...maya, emails: [{ value: "Maya.Lindqvist@Example.com" }] });
    expect(await found(account)).toBe(id);
    expect(account.asked[0]?.path).toContain("fields=email&exact_match=true");
  });

  it.each(["(202) 555-0143", "202-555-0143", "+1 202 555 0143", "001 202 555 0143", "2025550143"])(
    "is found by the phone, written as %s",
    async (written) => {
      const account = anAccount();
      const id = account.enter("persons", { name: "Maya Lindqvist", phones: [{ value: written }] });
      expect(await found(account)).toBe(id);
    },
  );

  it("is nobody whose number only ends alike", async () => {
    const account = anAccount();
    const other = account.enter("persons", { name: "Maya Lindqvist", phones: [{ value: "+44 20 2555 0143" }] });
    expect(await found(account)).not.toBe(other);
  });

  it("is not the one who has the address and another phone", async () => {
    const account = anAccount();
    const other = account.enter("persons", { ...maya, phones: [{ value: "202-555-0199" }] });
    expect(await found(account)).not.toBe(other);
  });

  it("is the one who has the name, of several with one phone", async () => {
    const account = anAccount();
    account.enter("persons", { name: "Jon Lindqvist", phones: maya.phones });
    const id = account.enter("persons", { name: "Maya Lindqvist", phones: maya.phones });
    expect(await found(account, { person: { ...person, email: "new@example.com" } })).toBe(id);
  });

  it("is found among the newest while the search does not show them yet", async () => {
    const account = anAccount();
    const id = account.enter("persons", maya);
    const late: CrmHttp = {
      request: (method, path, ...rest) =>
        path.includes("/search")
          ? Promise.resolve({
              status: 200,
              headers: {},
              body: { success: true, data: { items: [] } },
              text: "",
              truncated: false,
            })
          : account.http.request(method, path, ...rest),
    };
    expect((await account.reporter.findRecord?.(late, lead, { mayMake: true }))?.id).toBe(id);
    expect(account.steps()).toEqual(["GET /api/v2/persons"]);
  });

  it("is made where there is none, and not where nobody was called or the settings say so", async () => {
    const account = anAccount();
    expect(await found(account, {}, false)).toBeUndefined();
    expect(account.records()).toEqual([]);
    await found(account);
    expect(account.all("persons")).toMatchObject([
      { name: "Maya Lindqvist", emails: [{ value: person.email }], phones: [{ value: person.phone }] },
    ]);
    await expect(found(anAccount({ createPerson: false }))).rejects.toMatchObject({ status: 404 });
  });

  it("has a name in Pipedrive also where the lead has none", async () => {
    const account = anAccount();
    await found(account, { person: { phone: "+12025550143" } });
    expect(account.all("persons")).toMatchObject([{ name: "+12025550143" }]);
  });

  it("has a name that Pipedrive takes, however long the lead's is", async () => {
    const account = anAccount();
    await found(account, { person: { ...person, firstName: "M".repeat(200), lastName: "L".repeat(200) } });
    expect(account.all("persons")).toMatchObject([{ name: `${"M".repeat(200)} ${"L".repeat(54)}` }]);
  });
});

describe("a call as an activity", () => {
  it("is changed in place when the RECORDING and transcript arrive, and keeps what it is tied to", async () => {
    const account = anAccount();
    const record = { type: "person", id: account.enter("persons", maya) };
    const activityId = await account.write({ record });
    const later = { recordingUrl: RECORDING, transcript: "A: <hello>\nB: R&D 😀" };
    expect(await account.write({ record, ...(activityId && { activityId }), call: later })).toBe(activityId);
    expect(account.all("activities")).toMatchObject([
      { note: expect.stringContaining("A: &lt;hello&gt;<br>B: R&amp;D") },
    ]);
    expect(account.asked.at(-1)?.method).toBe("PATCH");
    expect(account.asked.at(-1)?.body).not.toHaveProperty("participants");
    expect(account.records()).toMatchObject([{ calls: [{ recordingUrl: RECORDING, seconds: 247 }] }]);
  });

  it.each([
    [0, "00:00"],
    [1, "00:01"],
    [89, "00:01"],
    [91, "00:02"],
    [3_700, "01:02"],
  ])("of %i seconds is as long as %s", async (seconds, duration) => {
    const account = anAccount();
    await account.write({ record: { type: "person", id: account.enter("persons", maya) }, call: { seconds } });
    expect(account.all("activities")).toMatchObject([{ duration, due_date: "2026-06-15", due_time: "14:31" }]);
  });

  it.each([
    [{}, "Callingly call - Connected", true],
    [{ direction: "inbound" }, "Incoming Callingly call - Connected", true],
    [{ outcome: "missed", status: "busy", seconds: 0 }, "Callingly call - Busy", true],
    [{ tag: "Wants a demo" }, "Callingly call - Wants a demo", true],
    [{ tag: "Wants a demo", direction: "inbound" }, "Incoming Callingly call - Wants a demo", true],
    [{ outcome: undefined, status: "error", seconds: 0, startedAt: undefined }, "Callingly call - Error", true],
    [{ outcome: undefined, status: undefined, final: false }, "Callingly call - In progress", false],
    [{ outcome: undefined, status: "not called", remark: "The team is closed" }, "Callingly call - Not called", true],
  ] as const)("says in its subject what became of it: %j", async (change, subject, isDone) => {
    const account = anAccount();
    await account.write({ record: { type: "person", id: account.enter("persons", maya) }, call: change });
    expect(account.all("activities")).toMatchObject([{ subject, done: isDone, type: "call" }]);
  });

  it("is cut before it is longer than a note may be", async () => {
    const account = anAccount();
    const record = { type: "person", id: account.enter("persons", maya) };
    await account.write({ record, call: { transcript: "😀 <b>".repeat(40_000) } });
    expect(String(account.all("activities")[0]?.note).length).toBeLessThanOrEqual(60_000);
  });

  it("is its agent's, whom the list of users names, and else whose the settings say", async () => {
    const account = anAccount({ ownerId: "1184401" });
    const users = await account.reporter.owners?.list(account.http);
    expect(users?.get("ada.fields@example.com")).toBe("1184402");
    const record = { type: "person", id: account.enter("persons", maya) };
    await account.write({ record, ownerId: "1184402" });
    await account.write({ record, call: { callId: "2" } });
    expect(account.all("activities")).toMatchObject([{ owner_id: 1184402 }, { owner_id: 1184401 }]);
  });

  it("is looked for by its marker when an earlier write may have come through", async () => {
    const account = anAccount();
    const record = { type: "person", id: account.enter("persons", maya) };
    const first = await account.write({ record });
    expect(await account.write({ record, mayExist: true })).toBe(first);
    for (const callId of ["482139770", "4821397"])
      expect(await account.write({ record, call: { callId } })).not.toBe(first);
    expect(await account.write({ record, mayExist: true })).toBe(first);
    expect(account.all("activities")).toHaveLength(3);
  });

  it("is found behind many others, and on this record alone", async () => {
    const account = anAccount();
    const record = { type: "person", id: account.enter("persons", maya) };
    const first = await account.write({ record });
    for (let other = 1; other <= 25; other += 1) await account.write({ record, call: { callId: `other${other}` } });
    expect(await account.write({ record, mayExist: true })).toBe(first);
    const another = { type: "person", id: account.enter("persons", { ...maya, name: "Another" }) };
    expect(await account.write({ record: another, mayExist: true })).not.toBe(first);
  });
});

describe("where a call stands", () => {
  const withMaya = (settings?: unknown) => {
    const account = anAccount(settings);
    return { ...account, mayaId: Number(account.enter("persons", maya)) };
  };

  it("on the deal and its person", async () => {
    const account = withMaya();
    const deal = account.enter("deals", { title: "Kitchen", person_id: account.mayaId, stage_id: 11, status: "open" });
    await account.write({ record: { type: "deal", id: deal } });
    expect(account.all("activities")).toMatchObject([{ deal_id: Number(deal), person_id: account.mayaId }]);
    expect(await account.write({ record: { type: "deal", id: deal }, mayExist: true })).toBeDefined();
    expect(account.all("activities")).toHaveLength(1);
  });

  it("on the lead and its person", async () => {
    const account = withMaya();
    const id = account.enter("leads", { title: "Kitchen", person_id: account.mayaId });
    await account.write({ record: { type: "lead", id } });
    expect(account.all("activities")).toMatchObject([{ lead_id: id, person_id: account.mayaId }]);
    await account.write({ record: { type: "lead", id }, mayExist: true });
    expect(account.all("activities")).toHaveLength(1);
  });

  it.each(["is_archived", "is_deleted"])("on the person of a deal that %s by now", async (flag) => {
    const account = withMaya();
    const deal = account.enter("deals", { title: "Kitchen", person_id: account.mayaId, status: "open", [flag]: true });
    await account.write({ record: { type: "deal", id: deal } });
    expect(account.all("activities")).toMatchObject([{ person_id: account.mayaId }]);
    expect(account.all("activities")[0]).not.toHaveProperty("deal_id");
    await account.write({ record: { type: "deal", id: deal }, mayExist: true });
    expect(account.all("activities")).toHaveLength(1);
  });

  it("on the person of a lead that has become a deal, and on nobody else", async () => {
    const account = withMaya();
    await account.write({ record: { type: "lead", id: leadId } });
    expect(account.all("activities")).toMatchObject([{ person_id: account.mayaId }]);
    const stranger = { ...person, phone: "+12025550177", email: "x@example.com" };
    const nowhere = account.write({ record: { type: "lead", id: leadId }, lead: { person: stranger } });
    await expect(nowhere).rejects.toMatchObject({ status: 404 });
    expect(account.all("persons")).toHaveLength(1);
  });

  it.each(["the person first", "the deal first"])(
    "once where a person and their deal were both leads: %s",
    async (order) => {
      const account = withMaya();
      const deal = account.enter("deals", { title: "Kitchen", person_id: account.mayaId, status: "open" });
      const records = [
        { type: "person", id: String(account.mayaId) },
        { type: "deal", id: deal },
      ];
      const ids = [];
      for (const record of order === "the person first" ? records : records.toReversed()) {
        ids.push(await account.write({ record }), await account.write({ record, mayExist: true }));
      }
      expect(new Set(ids).size).toBe(1);
      expect(account.all("activities")).toMatchObject([{ person_id: account.mayaId, deal_id: Number(deal) }]);
    },
  );

  it("on each of two deals of one person", async () => {
    const account = withMaya();
    for (const title of ["Kitchen", "Bath"]) {
      const id = account.enter("deals", { title, person_id: account.mayaId, status: "open" });
      await account.write({ record: { type: "deal", id } });
      await account.write({ record: { type: "deal", id }, mayExist: true });
    }
    expect(account.all("activities")).toHaveLength(2);
  });

  it("once on a person whose deal, a lead of the same call, is gone", async () => {
    const account = withMaya();
    await account.write({ record: { type: "person", id: String(account.mayaId) } });
    await account.write({ record: { type: "deal", id: "552" } });
    expect(account.all("activities")).toHaveLength(1);
  });

  it("on whom the person was merged into since the lead came", async () => {
    const account = withMaya();
    const other = account.contacts.save({ firstName: "M", phone: "+12025550143" });
    account.contacts.merge?.(String(account.mayaId), other);
    await account.write({ record: { type: "person", id: String(account.mayaId) } });
    expect(account.all("activities")).toMatchObject([{ person_id: Number(other) }]);
  });

  it("nowhere once the person is gone, which Pipedrive says", async () => {
    const account = withMaya();
    account.change("persons", String(account.mayaId), { is_deleted: true });
    const written = account.write({ record: { type: "person", id: String(account.mayaId) } });
    await expect(written).rejects.toMatchObject({ status: 404, detail: expect.stringContaining("not found") });
  });

  it.each([
    ["person", "../users"],
    ["person", "1e3"],
    ["person", "0"],
    ["person", ""],
    ["deal", "1?x=1"],
    ["lead", ".."],
    ["lead", "../../api/v2/persons/1"],
  ])("nowhere where the id of a %s is %j", async (type, id) => {
    const account = withMaya();
    await expect(account.write({ record: { type, id } })).rejects.toThrow();
    expect(account.all("activities")).toEqual([]);
    expect(account.steps().filter((step) => !step.startsWith("GET"))).toEqual([]);
  });
});

describe("a call as a call log", () => {
  const asLog = { activity: "call-log" };
  const known = (settings: object = asLog) => {
    const account = anAccount(settings);
    return { ...account, record: { type: "person", id: account.enter("persons", maya) } };
  };

  it("is there once, whatever goes wrong at whichever request", async () => {
    expect(await brokenPromises({ connector: pipedrive, standIn, settings: asLog })).toEqual([]);
  }, 60_000);

  it("has what comes later in one note beside it, which is changed in place", async () => {
    const account = known();
    const activityId = (await account.write({ record: account.record })) ?? "";
    const later = { record: account.record, activityId, call: { recordingUrl: RECORDING } };
    expect(await account.write(later)).toBe(activityId);
    expect(await account.write(later)).toBe(activityId);
    await account.write({ ...later, call: { recordingUrl: RECORDING, transcript: "A: hello" } });
    expect(account.all("callLogs")).toHaveLength(1);
    expect(account.all("notes")).toMatchObject([
      { person_id: Number(account.record.id), content: expect.stringContaining("Transcript:<br>A: hello") },
    ]);
    expect(account.records()).toMatchObject([{ calls: [{ recordingUrl: RECORDING, transcript: "A: hello" }] }]);
  });

  it("has no note as long as there is nothing to add", async () => {
    const account = known();
    const activityId = (await account.write({ record: account.record, call: { recordingUrl: RECORDING } })) ?? "";
    await account.write({ record: account.record, activityId, call: { recordingUrl: RECORDING } });
    expect(account.all("notes")).toEqual([]);
  });

  it("is a note alone where there was no call", async () => {
    const account = known();
    const none = { status: "not called", outcome: undefined, seconds: 0, remark: "The team is closed" };
    const activityId = (await account.write({ record: account.record, call: none })) ?? "";
    expect(activityId).toMatch(/^note-\d+$/);
    await account.write({ record: account.record, activityId, call: { ...none, remark: "Nobody was free" } });
    expect(account.all("callLogs")).toEqual([]);
    expect(account.all("notes")).toMatchObject([{ content: expect.stringContaining("Nobody was free") }]);
  });

  it.each([
    [{}, { outcome: "connected", to_phone_number: "+12025550143", from_phone_number: "+12025550100" }],
    [{ direction: "inbound" }, { to_phone_number: "+12025550100", from_phone_number: "+12025550143" }],
    [{ direction: "inbound", fromPhone: undefined }, { to_phone_number: "unknown" }],
    [{ outcome: "voicemail" }, { outcome: "left_voicemail" }],
    [{ outcome: "missed" }, { outcome: "no_answer" }],
    [{ outcome: "missed", status: "busy" }, { outcome: "busy" }],
    [{ outcome: "removed" }, { outcome: "connected" }],
    [{ outcome: undefined, status: "error", seconds: 0 }, { outcome: "no_answer" }],
    [{ outcome: undefined, status: "odd", seconds: 5 }, { outcome: "connected" }],
    [{ seconds: 247.6 }, { duration: "248", start_time: "2026-06-15 14:31:05", end_time: "2026-06-15 14:35:12" }],
  ] as const)("of %j shows %j", async (change, expected) => {
    const account = known();
    await account.write({ record: account.record, call: change });
    expect(account.all("callLogs")).toMatchObject([expected]);
  });

  it("shows the outcomes of the settings, and its owner", async () => {
    const account = known({ ...asLog, callOutcomes: { removed: "wrong_number" }, ownerId: "1184402" });
    await account.write({ record: account.record, call: { outcome: "removed" } });
    expect(account.all("callLogs")).toMatchObject([{ outcome: "wrong_number", user_id: 1184402 }]);
  });

  it("is not made again after somebody has deleted it", async () => {
    const account = known();
    const gone = "9d2f5a9e-0f5c-4a6f-8a51-2d1f1f0b7a01";
    await account.write({ record: account.record, activityId: gone, call: { recordingUrl: RECORDING } });
    expect(account.all("callLogs")).toEqual([]);
    expect(account.all("notes")).toHaveLength(1);
  });
});

describe("what a result changes on its record", () => {
  const stages = { dealStages: { contacted: "14", missed: "13" }, replacedDealStages: ["11"] };
  const aDeal = (settings: object, fields: object = {}) => {
    const account = anAccount(settings);
    const deal = { title: "Kitchen", person_id: Number(account.enter("persons", maya)), stage_id: 11, status: "open" };
    const record = { type: "deal", id: account.enter("deals", { ...deal, ...fields }) };
    return { ...account, record, deal: () => account.all("deals")[0] };
  };

  it("the stage of an open deal, from one that may be replaced and from one of ours", async () => {
    const account = aDeal(stages);
    const missed = { call: { outcome: "missed" as const }, lead: { outcome: "missed" as const } };
    await account.write({ record: account.record, ...missed });
    expect(account.deal()?.stage_id).toBe(13);
    await account.write({ record: account.record });
    expect(account.deal()?.stage_id).toBe(14);
    await account.write({ record: account.record, ...missed });
    expect(account.deal()?.stage_id).toBe(14);
  });

  it.each([
    ["a stage that a person has chosen", { stage_id: 12 }],
    ["a deal that is won", { status: "won" }],
    ["a deal that is archived", { is_archived: true }],
  ])("not %s", async (_, fields) => {
    const account = aDeal(stages, fields);
    await account.write({ record: account.record });
    expect(account.asked.filter(({ method }) => method === "PATCH")).toEqual([]);
  });

  it("nothing, without looking, while nothing is set", async () => {
    const account = aDeal({});
    await account.write({ record: account.record });
    expect(account.steps()).toEqual([
      `GET /api/v2/deals/${account.record.id}`,
      "GET /api/v2/activities",
      "POST /api/v2/activities",
    ]);
  });

  it("labels, beside those that are there", async () => {
    const account = aDeal({ dealLabels: { contacted: "7" } }, { label_ids: [3, 5] });
    await account.write({ record: account.record });
    await account.write({ record: account.record, call: { callId: "2" } });
    expect(account.deal()?.label_ids).toEqual([3, 5, 7]);
    expect(account.asked.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  });

  it("labels of a lead, whose ids are texts", async () => {
    const [ours, theirs] = ["f08b42a0-4e75-41ea-9643-03698ef1cfd6", "2d1f1f0b-4e75-41ea-9643-03698ef1cfd6"];
    const account = anAccount({ leadLabels: { contacted: ours }, fields: { attempts: "a".repeat(40) } });
    const person_id = Number(account.enter("persons", maya));
    const id = account.enter("leads", { title: "Kitchen", person_id, label_ids: [theirs] });
    await account.write({ record: { type: "lead", id } });
    expect(account.all("leads")).toMatchObject([{ label_ids: [theirs, ours], ["a".repeat(40)]: 1 }]);
    account.change("leads", id, { is_archived: true, label_ids: [] });
    await account.write({ record: { type: "lead", id }, call: { callId: "2" } });
    expect(account.all("leads")).toMatchObject([{ label_ids: [] }]);
  });

  it("labels and figures of a person, where phone and e-mail address are theirs or they came with the lead", async () => {
    const [speed, first] = ["b".repeat(40), "c".repeat(40)];
    const fields = { secondsToRing: speed, firstContactAt: first };
    const account = anAccount({ personLabels: { contacted: "9" }, fields });
    const id = account.enter("persons", { ...maya, label_ids: [2], emails: [] });
    await account.write({ lead: { firstRungAt: "2026-06-15T14:31:05.000Z" } });
    expect(account.all("persons")).toMatchObject([{ label_ids: [2] }]);
    const record = { type: "person", id };
    await account.write({ record, cameWithRecord: true, lead: { firstRungAt: "2026-06-15T14:31:05.000Z" } });
    expect(account.all("persons")).toMatchObject([
      { label_ids: [2, 9], custom_fields: { [speed]: 7, [first]: "2026-06-15" } },
    ]);
  });

  it("nothing of a deal or lead that is gone by now", async () => {
    const account = aDeal({ ...stages, dealLabels: { contacted: "7" } }, { is_deleted: true });
    await account.write({ record: account.record });
    expect(account.all("activities")).toHaveLength(1);
  });
});

it.each([
  { ownerId: "Ada" },
  { owners: { "ada@example.com": "Ada" } },
  { activity: "task" },
  { dealStages: { contacted: "Negotiation" }, replacedDealStages: ["1"] },
  { dealStages: { contacted: "14" } },
  { leadLabels: { contacted: "7" } },
  { personLabels: { contacted: "hot" } },
  { callOutcomes: { missed: "missed" } },
  { stages: {} },
])("refuses the settings %j", (settings) => {
  expect(() => pipedrive.report.bind(settings)).toThrow();
});

it("says which stages have to be named before a deal can leave one", () => {
  expect(() => pipedrive.report.bind({ dealStages: { contacted: "14" } })).toThrow(/replacedDealStages/);
});
