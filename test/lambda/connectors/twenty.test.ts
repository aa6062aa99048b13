import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ExistsError, type ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { asMarkdown } from "../../../lambda/connectors/vendors/twenty/markdown.ts";
import { twentyNames } from "../../../lambda/connectors/vendors/twenty/named.ts";
import { twenty } from "../../../lambda/connectors/vendors/twenty/twenty.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmAnswer, recordingCrm } from "../../fakes/recording-crm.ts";
import { writtenTo } from "../../fakes/told-crm.ts";
import { type GivenJob, jobsOn, person } from "../../fakes/told-jobs.ts";

const now = new Date("2026-06-15T14:36:00Z");
const needed = { url: "https://api.twenty.com" };

const { call, job, fromElsewhere } = jobsOn({ type: "person", id: "p1" }, { api_key: "k" });

/** Writes a job, the record looked for first where it names none. */
async function write(given: GivenJob, answers: CrmAnswer[], settings: object = {}) {
  const { outcome, requests } = await writtenTo(twenty.report.bind({ ...needed, ...settings }), given, answers);
  const steps = requests.map(({ method, path }) => `${method} ${path.replace("/rest/", "").replace(/\?.*/, "")}`);
  return { outcome, requests, steps };
}

const row = (change: object = {}) => ({
  id: "p1",
  name: { firstName: "Maya", lastName: "Lindqvist" },
  emails: { primaryEmail: "maya.lindqvist@example.com", additionalEmails: [] },
  phones: { primaryPhoneNumber: "2025550143", primaryPhoneCallingCode: "+1", additionalPhones: [] },
  ...change,
});
const shown = (change: object = {}) => ({ data: { person: row(change) } });
const people = (...rows: object[]) => ({ data: { people: rows } });
const targets = (...rows: object[]) => ({ data: { noteTargets: rows } });
const note = { data: { createNote: { id: "n1" } } };
const target = { data: { createNoteTarget: { id: "t1" } } };
const changed = { data: { updatePerson: { id: "p1" } } };
const made = { data: { createPerson: { id: "p9" } } };
const gone = new RejectedError(404, "The CRM answered 404");
/** All that a first report of a person who is there takes, but for what is changed of them. */
const usual = (change: object = {}) => [note, shown(change), targets(), target, changed];

const bodyOf = async (which: string, given: GivenJob, answers: CrmAnswer[], settings?: object) => {
  const { requests } = await write(given, answers, settings);
  return requests.find(({ method, path }) => `${method} ${path}`.startsWith(which))?.body as
    | Record<string, unknown>
    | undefined;
};

describe("access to Twenty", () => {
  const reporter = twenty.report.bind(needed);

  it("is an API key's, at the address that somebody named", () => {
    expect(reporter.authorise({ api_key: "k" })).toEqual({ authorization: "Bearer k" });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
    expect(twenty.report.bind({ url: "https://crm.example.com/" }).baseUrl).toBe("https://crm.example.com");
    expect(() => twenty.report.bind({})).toThrow("url");
  });

  it.each([{ statusField: "call status" }, { fields: { attempts: "Calls" } }, { leadStatus: { busy: "X" } }])(
    "needs settings that fit: %j",
    (settings) => expect(() => twenty.report.bind({ ...needed, ...settings })).toThrow(),
  );
});

describe("an answer of Twenty's", () => {
  const errorOf = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { understand } = twenty.report.bind(needed);
    const send = fakeSend(answered(status, body, { headers }));
    const http = crmHttp({ baseUrl: needed.url, headers: {}, understand, send, now: () => now });
    return http.request("POST", "/rest/notes").catch((error: unknown) => error);
  };
  const problem = (message: string) => ({ statusCode: 400, error: "BadRequestException", messages: [message] });

  it("keeps Twenty's words", async () => {
    expect(await errorOf(400, problem("Invalid phone"))).toMatchObject({ status: 400, detail: "Invalid phone" });
    for (const odd of ["<html>", [], { messages: "x" }, null]) {
      expect(await errorOf(400, odd)).toMatchObject({ status: 400, detail: undefined });
    }
  });

  it.each(["A duplicate entry was detected", "Record already exists", "Duplicate Emails. Please set a unique one."])(
    "says that the record is there: %s",
    async (message) => expect(await errorOf(400, problem(message))).toBeInstanceOf(ExistsError),
  );

  it("is a limit, or a key that does not hold", async () => {
    expect(await errorOf(429, {}, { "retry-after": "7" })).toMatchObject({ name: "BusyError", retryAfterMs: 7_000 });
    expect(await errorOf(400, problem("Limit reached"))).toMatchObject({ name: "BusyError", retryAfterMs: 60_000 });
    expect(await errorOf(401, problem("Token invalid."))).toMatchObject({ status: 401 });
    expect(await errorOf(500, problem("oops"))).toBeInstanceOf(TransientError);
  });
});

describe("a note on the call", () => {
  it("has an id that follows from the call and the person, and hangs on the person", async () => {
    const agent = { name: "Dana Reyes" };
    const { steps, requests, outcome } = await write(job({ call: { ...call, agent } }), usual());
    expect(steps).toEqual(["POST notes", "GET people/p1", "GET noteTargets", "POST noteTargets"]);
    const { id } = (requests[0]?.body ?? {}) as { id?: string };
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(outcome).toMatchObject({ activityId: id });
    expect(requests[0]?.body).toMatchObject({
      title: "Callingly call - Connected",
      bodyV2: {
        blocknote: null,
        markdown: expect.stringMatching(
          /^Callingly call 48213977 - Connected - 4m 07s - with Dana Reyes\n\nOutbound to \+12025550143, 2026-06-15 14:31 UTC/,
        ),
      },
    });
    expect(requests[3]?.body).toMatchObject({ noteId: id, targetPersonId: "p1" });
    const other = await bodyOf("POST /rest/notes", job({ record: { type: "person", id: "p2" } }), usual());
    expect(other?.id).not.toBe(id);
  });

  it("that an earlier write has made is changed", async () => {
    const exists = new ExistsError("The CRM answered 400", {});
    const updated = { data: { updateNote: { id: "n1" } } };
    const { steps } = await write(job(), [exists, updated, shown(), targets({ id: "t1" })]);
    expect(steps).toEqual([
      "POST notes",
      expect.stringMatching(/^PATCH notes\/[0-9a-f-]{36}$/),
      "GET people/p1",
      "GET noteTargets",
    ]);
  });

  it("stays where a person has put it", async () => {
    const { steps } = await write(job({ activityId: "n1" }), [
      {},
      shown(),
      targets({ id: "t1", targetPersonId: "p7" }),
    ]);
    expect(steps).toEqual(["PATCH notes/n1", "GET people/p1", "GET noteTargets"]);
  });

  it("is tied by the older name of the field where Twenty does not know the newer one", async () => {
    const refusal = new RejectedError(400, "The CRM answered 400", {
      detail: 'Object noteTarget doesn\'t have any "targetPersonId" field.',
    });
    const { requests } = await write(job(), [note, shown(), targets(), refusal, target]);
    expect(requests.slice(3).map(({ body }) => body)).toMatchObject([{ targetPersonId: "p1" }, { personId: "p1" }]);
    const another = new RejectedError(400, "The CRM answered 400", { detail: "violates foreign key constraint" });
    expect((await write(job(), [note, shown(), targets(), another])).outcome).toMatchObject({ error: another });
  });

  it("is put on whom the person was merged into, or waits", async () => {
    const moved = [note, gone, people(row({ id: "p2" })), shown({ id: "p2" }), targets(), target];
    expect(await bodyOf("POST /rest/noteTargets", job(), moved)).toMatchObject({ targetPersonId: "p2" });
    expect((await write(job(), [note, gone, people(), people()])).outcome).toMatchObject({ error: gone });
  });

  describe("of an earlier write that nobody noted", () => {
    const { findTrace } = twenty.report.bind(needed);
    const noted = (id: string, markdown: string | null) => ({ id: `t-${id}`, note: { id, bodyV2: { markdown } } });
    const marked = noted("n7", "Callingly call 48213977 - Connected");

    it("is looked for among the person's, as a merge may have taken it there", async () => {
      const crm = recordingCrm(targets(noted("n8", null), noted("n9", "Callingly call 4821397 - Missed"), marked));
      expect(await findTrace?.(crm, job())).toBe("n7");
      expect(Object.fromEntries(new URLSearchParams(crm.requests[0]?.path.split("?")[1]))).toEqual({
        filter: 'targetPersonId[eq]:"p1",createdAt[gte]:"2026-06-14T14:31:05.000Z"',
        order_by: "createdAt[DescNullsLast]",
        limit: "20",
        depth: "1",
      });
    });

    it("is found by the older name of the field, and nowhere by an id that is none", async () => {
      const unknown = new RejectedError(400, "The CRM answered 400", { detail: "no field targetPersonId" });
      const crm = recordingCrm(unknown, targets(marked));
      expect(await findTrace?.(crm, job())).toBe("n7");
      expect(crm.requests[1]?.path).toContain("filter=personId%5Beq%5D");
      expect(await findTrace?.(recordingCrm(), job({ record: { type: "person", id: 'x"' } }))).toBeUndefined();
    });
  });

  it.each([
    ["*bold* _so_ `x` [a](b) <b> # ~ | & !", "\\*bold\\* \\_so\\_ \\`x\\` \\[a\\](b) \\<b\\> \\# \\~ \\| \\& \\!"],
    ["- one\n1. two\n+ three\n\n= four", "\\- one\n\n1\\. two\n\n\\+ three\n\n\\= four"],
    ["Recording: https://rec.example.com/a_b_c*d.mp3", "Recording: https://rec.example.com/a_b_c*d.mp3"],
    ["call_id cly_48213977", "call_id cly_48213977"],
    ["a\\b", "a\\\\b"],
    ["https://x.example<svg/onload=alert(1)>", "https://x.example\\<svg/onload=alert(1)\\>"],
  ])("shows just the text %j", (text, markdown) => expect(asMarkdown(text)).toBe(markdown));
});

describe("the fields of a person", () => {
  const settings = { statusField: "callStatus", doNotCallField: "doNotCall" };
  const changesAfter = (
    outcome: string,
    present: object = {},
    more: Partial<ReportJob> = {},
    given: object = settings,
  ) => {
    const lead = { ...job().lead, outcome } as ReportJob["lead"];
    const told = job({ call: { ...call, outcome } as ReportJob["call"], lead, ...more });
    return bodyOf("PATCH /rest/people", told, usual(present), given);
  };

  it("say how far the lead is, over what nobody has set", async () => {
    expect(await changesAfter("contacted")).toEqual({ callStatus: "CONTACTED" });
    expect(await changesAfter("missed", { callStatus: "NEW" })).toEqual({ callStatus: "NO_ANSWER" });
    expect(await changesAfter("contacted", { callStatus: "NO_ANSWER" })).toEqual({ callStatus: "CONTACTED" });
    expect(await changesAfter("contacted", { callStatus: "CUSTOMER" })).toBeUndefined();
    expect(await changesAfter("contacted", {}, {}, {})).toBeUndefined();
  });

  it("say who asked not to be called", async () => {
    expect(await changesAfter("removed")).toEqual({ callStatus: "DO_NOT_CALL", doNotCall: true });
    expect(await changesAfter("removed", { callStatus: "DO_NOT_CALL", doNotCall: true })).toBeUndefined();
  });

  it("are left alone where it may be somebody else", async () => {
    const unsure = { cameWithRecord: false };
    expect(await changesAfter("contacted", {}, unsure)).toEqual({ callStatus: "CONTACTED" });
    expect(await changesAfter("contacted", { emails: { primaryEmail: "other@example.com" } }, unsure)).toBeUndefined();
  });

  it("get figures", async () => {
    const fields = { secondsToRing: "speed", attempts: "calls", firstContactAt: "first" };
    const lead = { ...job().lead, firstRungAt: "2026-06-15T14:31:05.000Z" };
    const body = await bodyOf("PATCH /rest/people", job({ lead }), usual({ calls: 0 }), { fields });
    expect(body).toEqual({ speed: 7, calls: 1, first: "2026-06-15T14:31:05Z" });
  });
});

describe("whose person it is", () => {
  it("is that with the address, if the phone is theirs", async () => {
    const { outcome, requests } = await write(fromElsewhere(), [people(row({ id: "p2" })), ...usual({ id: "p2" })]);
    expect(outcome).toMatchObject({ record: { type: "person", id: "p2" } });
    const query = new URLSearchParams(requests[0]?.path.split("?")[1]);
    expect(Object.fromEntries(query)).toEqual({
      filter: 'emails.primaryEmail[ilike]:"maya.lindqvist@example.com"',
      limit: "60",
      depth: "0",
    });
  });

  it("is not that with another address, which a filter takes for the same", async () => {
    const alike = row({ id: "p3", emails: { primaryEmail: "maya-lindqvist@example.com" } });
    const under = fromElsewhere({ person: { ...person, email: "maya_lindqvist@example.com" } });
    const { outcome } = await write(under, [people(alike), people(), made, ...usual()]);
    expect(outcome).toMatchObject({ record: { id: "p9" } });
  });

  it("is that with the phone, by the end of its national part", async () => {
    const { outcome, requests } = await write(fromElsewhere(), [
      people(),
      people(row({ id: "p2", emails: null })),
      ...usual(),
    ]);
    expect(outcome).toMatchObject({ record: { id: "p2" } });
    expect(new URLSearchParams(requests[1]?.path.split("?")[1]).get("filter")).toBe(
      'phones.primaryPhoneNumber[like]:"%550143"',
    );
  });

  it.each(['a"b@example.com', "a(b@example.com", "a,b@example.com", "o'brien@example.com"])(
    "is not asked for by an address that a filter cannot hold: %s",
    async (email) => {
      const { steps } = await write(fromElsewhere({ person: { ...person, email } }), [people(), made, ...usual()]);
      expect(steps.slice(0, 2)).toEqual(["GET people", "POST people"]);
    },
  );

  it("is a new one's where there is none, without an address that is another's", async () => {
    expect(await bodyOf("POST /rest/people", fromElsewhere(), [people(), people(), made, ...usual()])).toEqual({
      name: { firstName: "Maya", lastName: "Lindqvist" },
      emails: { primaryEmail: "maya.lindqvist@example.com" },
      phones: { primaryPhoneNumber: "+12025550143" },
    });
    const another = row({ id: "p3", phones: { primaryPhoneNumber: "2025550199", primaryPhoneCallingCode: "+1" } });
    const without = await bodyOf("POST /rest/people", fromElsewhere(), [people(another), people(), made, ...usual()]);
    expect(without).not.toHaveProperty("emails");
    const nameless = fromElsewhere({ person: { phone: person.phone, company: "Lindqvist AB" } });
    expect(await bodyOf("POST /rest/people", nameless, [people(), made, ...usual()])).toMatchObject({
      name: { firstName: "", lastName: "Lindqvist AB" },
    });
    const parked = await write(fromElsewhere(), [people(), people()], { createPerson: false });
    expect(parked.outcome).toMatchObject({ error: { status: 404 } });
  });

  it("is whom another worker made meanwhile", async () => {
    const taken = new ExistsError("The CRM answered 400", {});
    const { outcome } = await write(fromElsewhere(), [
      people(),
      people(),
      taken,
      people(row({ id: "p2" })),
      ...usual(),
    ]);
    expect(outcome).toMatchObject({ record: { id: "p2" } });
  });
});

describe("the names of a workspace's fields", () => {
  const [question] = twentyNames({ ...needed, statusField: "callStatus", fields: { attempts: "callAttempts" } });
  const ask = (settings: object, body: unknown) => twentyNames({ ...needed, ...settings })[0]?.wrong(body);
  const metadata = () => {
    const crm = playAlone("twenty", now);
    const headers = { authorization: `Bearer ${crm?.credentials.api_key}` };
    const answer = crm?.answer({ method: "POST", path: "/metadata", headers, body: JSON.stringify(question?.asked) });
    return JSON.parse(answer?.body.toString() ?? "");
  };

  it("are those of its own description", () => {
    const fields = { secondsToRing: "secondsToRing", attempts: "callAttempts", firstContactAt: "firstContactAt" };
    expect(ask({ statusField: "callStatus", doNotCallField: "doNotCall", fields }, metadata())).toEqual([]);
    expect(question?.asked).toMatchObject({ path: "/metadata" });
  });

  it.each([
    [{ statusField: "status" }, "statusField", "which is none of people"],
    [{ statusField: "callAttempts" }, "statusField", "of the type NUMBER; use one of the type SELECT"],
    [{ statusField: "callStatus", leadStatus: { missed: "TRIED" } }, "leadStatus.missed", "is “TRIED”"],
    [{ doNotCallField: "callStatus" }, "doNotCallField", "use one of the type BOOLEAN"],
    [{ fields: { attempts: "firstContactAt" } }, "fields.attempts", "use one of the type NUMBER"],
  ])("are wrong where it has none of the kind: %j", (settings, setting, words) => {
    expect(ask(settings, metadata())).toContainEqual({ setting, found: expect.stringContaining(words) });
  });

  it("are not judged where it does not describe itself", () => {
    expect(question?.wrong({ errors: [{ message: "no permission" }], data: null })).toBeUndefined();
    expect(question?.wrong({ data: { objects: { edges: [] } } })).toBeUndefined();
  });
});
