import { describe, expect, it } from "vitest";
import {
  type CrmHttp,
  ExistsError,
  type Reporter,
  type ReportJob,
} from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { dynamics365 } from "../../../lambda/connectors/vendors/dynamics365/dynamics365.ts";
import { phoneCallId } from "../../../lambda/connectors/vendors/dynamics365/own-ids.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { type Habits, playDynamics } from "../../../stand-ins/crms/dynamics365.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { brokenPromises } from "../../fakes/crm-promises.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { openedBeside } from "../../fakes/told-crm.ts";
import { leadOf, talked } from "../../fakes/told-jobs.ts";

/** Results in Dynamics 365, against Dynamics 365 as it is played here. */

const noon = new Date("2026-06-15T12:00:00Z");
const required = { orgUrl: "https://callingly-demo.crm.dynamics.com", tenant: "callingly-demo.onmicrosoft.com" };
const person = { firstName: "Bruno", lastName: "Keller", phone: "+12025550143", email: "bruno.keller@example.com" };
const call: ReportJob["call"] = { ...talked, startedAt: "2026-06-15T11:58:05Z" };
const ADA = "a3c5e7a0-0000-4000-8000-000000000001";
type Lead = ReportJob["lead"];
const aLead = (change: Partial<Lead> = {}): Lead => ({
  ...leadOf(person, "2026-06-15T11:58:00.000Z"),
  ...change,
});

/** The connector, with an environment that holds nothing yet. */
async function world(settings: object = {}, { given = {}, habits = {} }: { given?: object; habits?: Habits } = {}) {
  const beside = await openedBeside(
    (now) => playDynamics(kept(undefined), now, habits),
    dynamics365.report.bind({ ...required, ...settings }),
    { call, lead: aLead() },
    { at: noon, given },
  );
  return {
    ...beside,
    callsOf: (id: string) => beside.crm.records().find((record) => record.id === id)?.calls ?? [],
  };
}

const theirs = { lastname: "Keller", emailaddress1: person.email, telephone1: "(202) 555-0143" };

const US_FORMATS = [
  "(202) 555-0143",
  "202-555-0143",
  "202.555.0143",
  "2025550143",
  "12025550143",
  "+1 202 555 0143",
  "+1 (202) 555-0143",
  "001 202 555 0143",
  " 202 555 01 43",
];

describe("whose record it is", () => {
  it("is found by the e-mail address, if the phone is theirs or none is known", async () => {
    const { crm, find } = await world();
    const id = crm.make("leads", { lastname: "Keller", emailaddress1: "Bruno.Keller@example.com" });
    crm.make("leads", { lastname: "Keller", emailaddress1: person.email, telephone1: "+12125550100" });
    expect(await find()).toEqual({ type: "lead", id });
  });

  it.each(US_FORMATS)("is found by the phone as in %j", async (mobilephone) => {
    const { crm, find } = await world();
    crm.make("leads", { lastname: "Other", telephone1: "(303) 255-50143" });
    const id = crm.make("leads", { lastname: "Keller", mobilephone });
    expect(await find()).toEqual({ type: "lead", id });
  });

  it.each(["020 7946 0958", "+44 20 7946 0958", "0044 (0)20 7946-0958"])(
    "is found by a British phone as in %j",
    async (telephone1) => {
      const { crm, find } = await world({ country: "GB" });
      const id = crm.make("contacts", { lastname: "Okafor", telephone1 });
      const lead = aLead({ person: { lastName: "Okafor", phone: "+442079460958" } });
      expect(await find(lead)).toEqual({ type: "contact", id });
    },
  );

  it("is an open lead before a contact, and one that was qualified or merged is none", async () => {
    const { crm, find } = await world();
    const contact = crm.make("contacts", theirs);
    crm.make("leads", { ...theirs, statecode: 1, statuscode: 3 });
    expect(await find()).toEqual({ type: "contact", id: contact });
    const lead = crm.make("leads", theirs);
    expect(await find()).toEqual({ type: "lead", id: lead });
    crm.merge("leads", crm.make("leads", theirs), lead);
    expect(await find()).toEqual({ type: "lead", id: lead });
  });

  it("is asked for in words that cannot break out of the question", async () => {
    const { crm, find } = await world();
    const email = "o'neil+a&b@example.com";
    const id = crm.make("leads", { lastname: "O'Neil", emailaddress1: email });
    expect(await find(aLead({ person: { email } }))).toEqual({ type: "lead", id });
    for (const hostile of ["' or lastname ne '", "'')) or (1 eq 1", "%@example.com", "x#y", "a\nb"]) {
      expect(await find(aLead({ person: { email: hostile } }), false)).toBeUndefined();
    }
  });

  it("is a new lead where there is none, and the same one when the answer was lost", async () => {
    const { crm, find, reporter, http } = await world();
    const made = await find(aLead({ person: { ...person, company: "Keller Metallbau" } }));
    expect(crm.show("leads", made?.id ?? "")).toMatchObject({
      firstname: "Bruno",
      lastname: "Keller",
      companyname: "Keller Metallbau",
      subject: "Bruno Keller",
      telephone1: person.phone,
      emailaddress1: person.email,
    });
    // The look-up does not show what was made a moment ago.
    const blind: CrmHttp = {
      request: (method, path, ...rest) =>
        http.request(method, path.replace("statecode%20eq%200", "statecode%20eq%209"), ...rest),
    };
    expect(await reporter.findRecord?.(blind, aLead(), { mayMake: true })).toEqual(made);
    expect(crm.rows("leads")).toHaveLength(1);
    const long = "x".repeat(500);
    const cut = await find(
      aLead({ id: "2", person: { firstName: long, lastName: long, company: long, phone: "+12025550146" } }),
    );
    expect(crm.show("leads", cut?.id ?? "")).toMatchObject({ firstname: "x".repeat(50), lastname: "x".repeat(50) });
  });

  it("is nobody's where none may be made, and where nobody was called", async () => {
    const { find } = await world({ createLead: false });
    await expect(find()).rejects.toMatchObject({ name: "RejectedError", status: 404 });
    expect(await find(aLead(), false)).toBeUndefined();
  });

  it("names a column that the environment does not have, in Dataverse's words", async () => {
    const { find } = await world({ phoneFields: ["telephone1", "new_phone"] });
    await expect(find()).rejects.toMatchObject({ status: 400, detail: expect.stringContaining("'new_phone'") });
  });
});

describe("a call on a record", () => {
  it("is a completed phone call of its agent, with who called whom", async () => {
    const { crm, write } = await world();
    const id = crm.make("leads", theirs);
    const made = await write({ record: { type: "lead", id }, ownerId: ADA });
    expect(crm.show("phonecalls", made ?? "")).toMatchObject({
      _regardingobjectid_value: id,
      _ownerid_value: ADA,
      subject: "Callingly call - Connected",
      directioncode: true,
      phonenumber: person.phone,
      actualstart: "2026-06-15T11:58:05Z",
      actualend: "2026-06-15T12:02:12Z",
      actualdurationminutes: 4,
      statecode: 1,
      statuscode: 2,
      phonecall_activity_parties: [
        { _partyid_value: ADA, participationtypemask: 1 },
        { _partyid_value: id, participationtypemask: 2 },
      ],
    });
    const inbound = await write({
      record: { type: "lead", id },
      ownerId: ADA,
      call: { ...call, callId: "2", direction: "inbound", outcome: "voicemail" },
    });
    expect(crm.show("phonecalls", inbound ?? "")).toMatchObject({
      directioncode: false,
      leftvoicemail: true,
      statuscode: 4,
      phonecall_activity_parties: [
        { _partyid_value: ADA, participationtypemask: 2 },
        { _partyid_value: id, participationtypemask: 1 },
      ],
    });
  });

  it("stays open as long as the call lasts", async () => {
    const { crm, write } = await world();
    const record = { type: "contact", id: crm.make("contacts", theirs) };
    const activityId = await write({ record, call: { ...call, final: false, outcome: undefined, seconds: 0 } });
    expect(crm.show("phonecalls", activityId ?? "")).toMatchObject({ statecode: 0 });
    await write({ record, activityId });
    expect(crm.show("phonecalls", activityId ?? "")).toMatchObject({ statecode: 1, actualdurationminutes: 4 });
  });

  it.each([true, false])(
    "gets its recording later, whether a completed one may be changed (%s)",
    async (keepsClosed) => {
      const { crm, write, callsOf } = await world({}, { habits: { keepsClosed } });
      const record = { type: "lead", id: crm.make("leads", theirs) };
      const activityId = await write({ record });
      const recordingUrl = "https://recordings.example.com/7.mp3";
      const later = { ...call, recordingUrl, transcript: "Hello there." };
      expect(await write({ record, activityId, call: later })).toBe(activityId);
      expect(await write({ record, activityId, call: later })).toBe(activityId);
      expect(callsOf(record.id)).toMatchObject([{ recordingUrl, transcript: "Hello there." }]);
      expect(crm.show("phonecalls", activityId ?? "")).toMatchObject({ statecode: 1, statuscode: 2 });
    },
  );

  it("is the same one when it is written again, and another on another record", async () => {
    const { crm, write, callsOf } = await world();
    const [first, second] = [1, 2].map(() => crm.make("leads", { lastname: "x" })) as [string, string];
    const id = await write({ record: { type: "lead", id: first } });
    expect(id).toBe(phoneCallId(call.callId, first.toUpperCase()));
    expect(await write({ record: { type: "lead", id: first }, call: { ...call, seconds: 300 } }, true)).toBe(id);
    expect(callsOf(first)).toMatchObject([{ id, seconds: 300 }]);
    expect(await write({ record: { type: "lead", id: second } })).not.toBe(id);
  });

  it("has a note in full where it is longer than a description, and no half of a character", async () => {
    const { crm, write, callsOf } = await world();
    const record = { type: "lead", id: crm.make("leads", theirs) };
    const transcript = `Hello ${"😀".repeat(3_000)}`;
    for (let again = 0; again < 2; again += 1) {
      const activityId = await write({ record, call: { ...call, transcript } });
      expect(String(crm.show("phonecalls", activityId ?? "")?.description)).not.toContain("Transcript");
    }
    expect(crm.rows("annotations")).toHaveLength(1);
    expect(callsOf(record.id)).toMatchObject([{ transcript }]);
    const longest = `${"x".repeat(99_000)}${"😀".repeat(2_000)}`;
    await write({ record, call: { ...call, callId: "2", transcript: longest } });
    const texts = crm.rows("annotations").map(({ notetext }) => String(notetext));
    for (const text of texts) expect(text).not.toMatch(/\p{Cs}/u);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(100_000);
  });

  it("is on the record that another was merged into, and so is the status", async () => {
    const { crm, write, callsOf } = await world();
    const [loser, winner, last] = [1, 2, 3].map(() => crm.make("leads", theirs)) as [string, string, string];
    crm.merge("leads", loser, winner);
    crm.merge("leads", winner, last);
    const record = { type: "lead", id: loser };
    const activityId = await write({ record, cameWithRecord: true });
    expect(callsOf(last)).toMatchObject([{ id: activityId }]);
    expect(crm.show("leads", last)).toMatchObject({ statuscode: 2 });
    await write({ record, activityId, cameWithRecord: true });
    expect(callsOf(last)).toHaveLength(1);
  });

  it("is the one that an earlier write made, of which nobody heard, on a record that was merged since", async () => {
    const { crm, write, callsOf } = await world();
    const [loser, winner] = [1, 2].map(() => crm.make("leads", theirs)) as [string, string];
    const id = await write({ record: { type: "lead", id: loser } });
    crm.merge("leads", loser, winner);
    expect(await write({ record: { type: "lead", id: winner } }, true)).toBe(id);
    expect(callsOf(winner)).toHaveLength(1);
  });

  it("waits for a person where the record was deleted, and makes no new one", async () => {
    const { crm, write } = await world();
    const id = crm.make("leads", theirs);
    const activityId = await write({ record: { type: "lead", id } });
    crm.remove("leads", id);
    const gone = { name: "RejectedError", status: 404, detail: expect.stringContaining("Does Not Exist") };
    await expect(write({ record: { type: "lead", id }, activityId })).rejects.toMatchObject(gone);
    await expect(write({ record: { type: "lead", id }, call: { ...call, callId: "2" } })).rejects.toMatchObject(gone);
    expect(crm.rows("leads")).toEqual([]);
  });

  it("waits for a person where somebody deleted the phone call before its recording", async () => {
    const { crm, write } = await world();
    const record = { type: "lead", id: crm.make("leads", theirs) };
    const activityId = await write({ record });
    crm.remove("phonecalls", activityId ?? "");
    await expect(write({ record, activityId })).rejects.toMatchObject({ status: 404 });
    expect(crm.rows("phonecalls")).toEqual([]);
  });

  it("conjures up no lead that is deleted between its reading and its change", async () => {
    const { crm, reporter, http } = await world();
    const id = crm.make("leads", theirs);
    const racing: CrmHttp = {
      async request(method, path, ...rest) {
        if (method === "PATCH" && path.includes("/leads(")) crm.remove("leads", id);
        return http.request(method, path, ...rest);
      },
    };
    const job = { call, lead: aLead(), credentials: {}, now: noon, record: { type: "lead", id } };
    await writeActivity(reporter, racing, job, false);
    expect(crm.rows("leads")).toEqual([]);
  });

  it.each(["../../systemusers", "x/y?z", "a)/merge(b", "leadid='x'", "12345"])(
    "leads nowhere else by the id %j",
    async (id) => {
      const { write, requests } = await world();
      await expect(write({ record: { type: "lead", id } })).rejects.toBeInstanceOf(RejectedError);
      await expect(write({ record: { type: "lead", id }, activityId: id })).rejects.toBeInstanceOf(RejectedError);
      for (const { url } of requests) {
        expect(new URL(url).pathname).toMatch(/^\/(?:[\w.-]+\/oauth2\/v2\.0\/token|api\/data\/v9\.2\/\w+\([^()/]*\))$/);
      }
    },
  );

  it("is titled with the tag that its agent gave it", async () => {
    const { crm, write } = await world();
    const record = { type: "lead", id: crm.make("leads", theirs) };
    const made = await write({ record, call: { ...call, tag: "Interested" } });
    expect(crm.show("phonecalls", made ?? "")).toMatchObject({ subject: "Callingly call - Interested" });
  });

  it("is its agent's, and nobody's who may not sign in", async () => {
    const { reporter, http, write, crm } = await world();
    expect(await reporter.owners?.list(http)).toEqual(new Map([["ada.fields@example.com", ADA]]));
    const record = { type: "lead", id: crm.make("leads", theirs) };
    await expect(write({ record, ownerId: "a3c5e7a0-0000-4000-8000-000000000002" })).rejects.toMatchObject({
      status: 403,
    });
  });
});

it("is there once where a completed phone call may be changed, whatever goes wrong", async () => {
  const standIn = {
    connector: "dynamics365",
    play: (open, now = Date.now) => playDynamics(open(), now, { keepsClosed: true }),
  } satisfies Parameters<typeof brokenPromises>[0]["standIn"];
  expect(await brokenPromises({ connector: dynamics365, standIn, settings: required })).toEqual([]);
}, 60_000);

describe("the lead's status", () => {
  const statusAfter = async (values: object, change: Partial<ReportJob> = {}, settings: object = {}) => {
    const { crm, write } = await world(settings);
    const id = crm.make("leads", { ...theirs, ...values });
    await write({ record: { type: "lead", id }, ...change });
    const { statecode, statuscode, donotphone } = crm.show("leads", id) ?? {};
    return `${statecode}/${statuscode}${donotphone ? " do not phone" : ""}`;
  };
  const missed = { call: { ...call, outcome: "missed" as const }, lead: aLead({ outcome: "missed" }) };
  const removed = { call: { ...call, outcome: "removed" as const }, lead: aLead({ outcome: "removed" }) };

  it("follows the best call as a state with its reason, and what a person has set stays", async () => {
    expect(await statusAfter({})).toBe("0/2");
    expect(await statusAfter({}, missed)).toBe("0/1");
    expect(await statusAfter({}, missed, { leadStatus: { missed: "Cannot Contact" } })).toBe("2/5");
    expect(await statusAfter({ statuscode: 2 }, removed)).toBe("2/6 do not phone");
    expect(await statusAfter({ statuscode: 2 }, removed, { doNotPhone: false, leadStatus: { removed: "2/4" } })).toBe(
      "2/4",
    );
    expect(await statusAfter({ statecode: 1, statuscode: 3 })).toBe("1/3");
    expect(await statusAfter({ statecode: 2, statuscode: 4 })).toBe("2/4");
  });

  it("is left alone on a lead that is not surely theirs", async () => {
    expect(await statusAfter({ emailaddress1: "another@example.com" })).toBe("0/1");
    expect(await statusAfter({ emailaddress1: "another@example.com" }, { cameWithRecord: true })).toBe("0/2");
  });

  it("that the environment does not have is refused in Dataverse's words", async () => {
    await expect(statusAfter({}, {}, { leadStatus: { contacted: "0/100000001" } })).rejects.toMatchObject({
      detail: expect.stringContaining("not a valid status code"),
    });
  });

  it("is none of a contact's, who is not phoned again all the same", async () => {
    const { crm, write } = await world();
    const id = crm.make("contacts", theirs);
    await write({ record: { type: "contact", id }, ...removed });
    expect(crm.show("contacts", id)).toMatchObject({ statecode: 0, statuscode: 1, donotphone: true });
  });

  it("comes with a column that says how the call ended, where one is named, and what a person has written stays", async () => {
    const outcomeField = { name: "leadqualitycode", values: { contacted: "1", missed: "3" }, replaced: ["2"] };
    const { crm, write } = await world({ outcomeField });
    const ratingAfter = async (rating: number | null, change: Partial<ReportJob> = {}) => {
      const id = crm.make("leads", { ...theirs, leadqualitycode: rating });
      await write({ record: { type: "lead", id }, ...change });
      return crm.show("leads", id)?.leadqualitycode;
    };
    expect(await ratingAfter(2)).toBe(1);
    expect(await ratingAfter(null)).toBe(1);
    expect(await ratingAfter(2, missed)).toBe(3);
    expect(await ratingAfter(2, removed)).toBe(2);
    expect(await ratingAfter(3)).toBe(1);
    expect(await ratingAfter(1, missed)).toBe(1);
    const contact = crm.make("contacts", theirs);
    await write({ record: { type: "contact", id: contact } });
    expect(crm.show("contacts", contact)).not.toHaveProperty("leadqualitycode");
  });

  it("comes with figures on the calls, where columns are named", async () => {
    const fields = {
      secondsToRing: "new_secondstoring",
      attempts: "new_callattempts",
      firstContactAt: "new_firstcontact",
    };
    const { crm, write } = await world({ fields });
    const id = crm.make("contacts", theirs);
    await write({ record: { type: "contact", id }, lead: aLead({ firstRungAt: "2026-06-15T11:58:05.000Z" }) });
    expect(crm.show("contacts", id)).toMatchObject({
      new_secondstoring: 5,
      new_callattempts: 1,
      new_firstcontact: "2026-06-15T11:58:05Z",
    });
  });
});

describe("access", () => {
  it("is got by the app itself for this environment alone, and again when it has run out", async () => {
    const { crm, write, clock, requests } = await world();
    const record = { type: "lead", id: crm.make("leads", theirs) };
    await write({ record });
    clock.pass(3 * 3_600_000);
    await write({ record, call: { ...call, callId: "2" } });
    const signIns = requests.filter(({ url }) => url.startsWith("https://login.microsoftonline.com/"));
    expect(signIns).toHaveLength(2);
    expect(signIns[0]?.url).toBe("https://login.microsoftonline.com/callingly-demo.onmicrosoft.com/oauth2/v2.0/token");
    expect(Object.fromEntries(new URLSearchParams(signIns[0]?.body))).toMatchObject({
      grant_type: "client_credentials",
      scope: "https://callingly-demo.crm.dynamics.com/.default",
    });
  });

  it("that is refused waits for a person, with Microsoft's words", async () => {
    await expect(world({}, { given: { client_secret: "another" } })).rejects.toMatchObject({
      status: 401,
      detail: expect.stringContaining("Invalid client secret"),
    });
  });
});

describe("an answer of Dataverse", () => {
  const asked = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    crmHttp({
      baseUrl: required.orgUrl,
      headers: {},
      understand: dynamics365.report.bind(required).understand,
      send: fakeSend(answered(status, body as object, { headers })),
      now: () => noon,
    })
      .request("PATCH", "/x")
      .catch((error: unknown) => error);
  const error = (code: string, message = "so it is") => ({ error: { code, message } });

  it.each([
    [429, error("0x80072322", "Number of requests exceeded the limit of 6000"), BusyError, 37_000],
    [503, error("0x80044150"), TransientError, 37_000],
    [500, "<html>", TransientError, 37_000],
  ])("%i %j may be asked again after the time that it names", async (status, body, kind, retryAfterMs) => {
    const answer = await asked(status, body, { "retry-after": "37" });
    expect(answer).toBeInstanceOf(kind);
    expect(answer).toMatchObject({ retryAfterMs });
  });

  it.each([
    [401, error("0x80040220"), 401],
    [403, error("0x80040220", "missing prvWriteLead privilege"), 403],
    [404, error("0x80040217"), 404],
    [400, error("0x80048d19"), 400],
  ])("%i %j is for a person, with its words", async (status, body, as) => {
    const answer = await asked(status, body);
    expect(answer).not.toBeInstanceOf(ExistsError);
    expect(answer).toMatchObject({ name: "RejectedError", status: as, detail: expect.stringMatching(/^0x.+ - \w/) });
  });

  it.each([
    [412, error("0x80060882", "A record with matching key values already exists.")],
    [400, error("0x80040237", "Cannot insert duplicate key.")],
  ])("%i %j says that the row is there", async (status, body) => {
    expect(await asked(status, body)).toBeInstanceOf(ExistsError);
  });

  it.each([{}, { value: "none" }, "[]"])("that is none is not taken for 'there are none': %j", async (body) => {
    const reporter: Reporter = dynamics365.report.bind(required);
    const crm: CrmHttp = { request: async () => ({ status: 200, headers: {}, body, text: "", truncated: false }) };
    await expect(reporter.findRecord?.(crm, aLead(), { mayMake: true })).rejects.toBeInstanceOf(TransientError);
    await expect(reporter.owners?.list(crm)).rejects.toBeInstanceOf(TransientError);
  });

  it("leads to the next page, and nowhere else", async () => {
    const page = (id: number, link?: string) => ({
      value: [{ systemuserid: `${id}`, internalemailaddress: `${id}@example.com` }],
      ...(link && { "@odata.nextLink": link }),
    });
    const paths: string[] = [];
    const pages = [
      page(1, `${required.orgUrl}/api/data/v9.2/systemusers?$skiptoken=2`),
      page(2, "https://evil.example/x"),
    ];
    const crm: CrmHttp = {
      async request(_method, path) {
        paths.push(path);
        return { status: 200, headers: {}, body: pages[paths.length - 1], text: "", truncated: false };
      },
    };
    const users = await dynamics365.report.bind(required).owners?.list(crm);
    expect([...(users?.values() ?? [])]).toEqual(["1", "2"]);
    expect(paths[1]).toBe("/api/data/v9.2/systemusers?$skiptoken=2");
  });
});

it.each([
  [{ orgUrl: "https://crm.example.com" }, "https://contoso.crm4.dynamics.com"],
  [{ orgUrl: "https://contoso.crm4.dynamics.com.evil.example" }, "https://contoso.crm4.dynamics.com"],
  [{ orgUrl: "https://contoso.crm4.dynamics.com/" }, "https://contoso.crm4.dynamics.com"],
  [{ orgUrl: "http://contoso.crm4.dynamics.com" }, "https://contoso.crm4.dynamics.com"],
  [{ tenant: "../common" }, "Directory (tenant) ID"],
  [{ ownerId: "71234501" }, "systemuserid"],
  [{ leadStatus: { contacted: "Talked" } }, "write New, Contacted"],
  [{ leadStatus: { contacted: "1/3" } }, "write New, Contacted"],
  [{ fields: { attempts: "attempts" } }, "with its prefix"],
  [{ phoneFields: ["telephone1) or (1 eq 1"] }, "logical name"],
  [{ country: "Narnia" }, "two-letter"],
])("the settings %j are refused with the remedy", (settings, words) => {
  expect(() => dynamics365.report.bind({ ...required, ...settings })).toThrow(words);
});
