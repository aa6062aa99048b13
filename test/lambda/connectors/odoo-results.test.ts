import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/odoo/about.ts";
import { odoo } from "../../../lambda/connectors/vendors/odoo/odoo.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmAnswer, type CrmRequest, recordingCrm } from "../../fakes/recording-crm.ts";
import { writtenTo } from "../../fakes/told-crm.ts";
import { type GivenJob, jobsOn } from "../../fakes/told-jobs.ts";

/** Results as notes on leads and contacts of Odoo. */

const now = new Date("2026-06-15T14:36:00Z");
const url = "https://acme.odoo.com";

const { call, job, fromElsewhere } = jobsOn({ type: "crm.lead", id: "57" }, { api_key: "key" });

async function write(given: GivenJob, answers: CrmAnswer[], settings: object = {}) {
  const { outcome, requests } = await writtenTo(odoo.report.bind({ url, ...settings }), given, answers);
  return {
    outcome,
    requests,
    steps: requests.map(stepOf),
    bodies: requests.map(({ body }) => body),
  };
}

const stepOf = ({ path }: CrmRequest): string => path.replace("/json/2/", "");

const maya = {
  id: 57,
  contact_name: "Maya Lindqvist",
  email_from: "Maya <Maya.Lindqvist@example.com>",
  email_normalized: "maya.lindqvist@example.com",
  phone: "(202) 555-0143",
};
const fresh = { ...maya, active: true, stage_id: [1, "New"], tag_ids: [4] };
const gone = new RejectedError(404, "The CRM answered 404");

const POST = "crm.lead/message_post";
const READ = "crm.lead/search_read";
const WRITE = "crm.lead/write";
const NOTES = "mail.message/search_read";

describe("access to Odoo", () => {
  it("is a key's, at the operator's own address and in the database that the settings name", () => {
    const reporter = odoo.report.bind({ url: `${url}/`, database: "acme" });
    expect(reporter.baseUrl).toBe(url);
    expect(reporter.authorise({ api_key: "k" })).toEqual({ authorization: "bearer k", "x-odoo-database": "acme" });
    expect(odoo.report.bind({ url }).authorise({ api_key: "k" })).toEqual({ authorization: "bearer k" });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
  });

  it("or that of a key with which the bridge begins, and which makes the next one before it ends", async () => {
    const reporter = odoo.report.bind({ url, database: "acme" });
    expect(z.safeParse(reporter.credentials, { refresh_token: "first" }).data).toEqual({ refresh_token: "first" });
    const crm = recordingCrm("second");
    const ask = { credentials: { refresh_token: "first" }, refreshToken: "first", now };
    const until = new Date("2026-07-13T14:36:00Z");
    expect(await reporter.renewal?.renew(crm, ask)).toEqual({ token: "second", refreshToken: "second", until });
    expect(crm.requests).toEqual([
      {
        method: "POST",
        path: "/json/2/res.users.apikeys/generate",
        body: { key: "first", scope: "rpc", name: "callingly-bridge", expiration_date: "2026-09-08 14:36:00" },
        headers: { authorization: "bearer first", "x-odoo-database": "acme" },
      },
    ]);
    expect(reporter.authorise({ refresh_token: "first", token: "second" })).toMatchObject({
      authorization: "bearer second",
    });
  });

  it.each([false, { message: "no" }, ""])("whose next key is none: %j", async (answer) => {
    const ask = { credentials: {}, refreshToken: "first", now };
    const renewed = odoo.report.bind({ url }).renewal?.renew(recordingCrm(answer), ask);
    await expect(renewed).rejects.toBeInstanceOf(TransientError);
  });

  it.each([{}, { url: "http://acme.odoo.com" }, { url: "https://192.168.0.7" }, { url, database: "a\nb" }])(
    "is refused with the settings %j",
    (settings) => expect(() => odoo.report.bind(settings)).toThrow(),
  );
});

describe("an answer of Odoo's", () => {
  const errorOf = async (status: number, body: unknown) => {
    const { understand } = odoo.report.bind({ url });
    const send = fakeSend(answered(status, body as object));
    const http = crmHttp({ baseUrl: url, headers: {}, understand, send, now: () => now });
    return http.request("POST", "/json/2/crm.lead/write").catch((error: unknown) => error);
  };
  const thrown = (name: string, message: string) => ({
    name,
    message,
    arguments: [message],
    context: {},
    debug: "Traceback",
  });

  it.each([
    [401, "werkzeug.exceptions.Unauthorized", { status: 401 }],
    [403, "odoo.exceptions.AccessDenied", { status: 401 }],
    [403, "odoo.exceptions.AccessError", { status: 403 }],
    [404, "odoo.exceptions.MissingError", { status: 404 }],
    [422, "odoo.exceptions.ValidationError", { status: 422 }],
    [500, "builtins.ValueError", { status: 400 }],
  ])("%i %s is a refusal, with its words", async (status, name, expected) => {
    const error = await errorOf(status, thrown(name, "Invalid field 'x_none' on 'crm.lead'"));
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({ ...expected, detail: "Invalid field 'x_none' on 'crm.lead'" });
  });

  it.each([
    [500, "psycopg2.errors.SerializationFailure"],
    [409, "odoo.exceptions.LockError"],
    [502, ""],
  ])("%i %s is for another time", async (status, name) => {
    expect(await errorOf(status, name ? thrown(name, "later") : "<html>")).toBeInstanceOf(TransientError);
  });

  it("says what to look at where no API of Odoo answers", async () => {
    expect(await errorOf(404, "<html>")).toMatchObject({
      status: 404,
      detail: expect.stringContaining("Odoo 19 or later"),
    });
    expect(await errorOf(303, "")).toMatchObject({ detail: expect.stringContaining("database") });
  });
});

describe("a call", () => {
  const noteOf = async (change: Partial<ReportJob["call"]> = {}, more: Partial<GivenJob> = {}) =>
    (await write(job({ call: { ...call, ...change }, ...more }), [[1201]])).bodies[0] as { body: string };

  it("is a note for the team, in lines, and nobody gets a message or follows", async () => {
    const { steps, bodies, outcome } = await write(job(), [[1201]]);
    expect(steps).toEqual([POST]);
    expect(bodies[0]).toEqual({
      ids: [57],
      body: "Callingly call 48213977 - Connected - 4m 07s<br>Outbound to +12025550143, 2026-06-15 14:31 UTC",
      body_is_html: true,
      message_type: "comment",
      subtype_xmlid: "mail.mt_note",
      context: { mail_post_autofollow_author_skip: true },
    });
    expect(outcome).toMatchObject({ activityId: "1201" });
  });

  it("links its recording and nothing that somebody typed", async () => {
    const { body } = await noteOf({ recordingUrl: "https://rec.example.com/a.mp3?b=1&c=2", transcript: "<b>hi</b>" });
    expect(body).toContain('<a href="https://rec.example.com/a.mp3?b=1&amp;c=2">');
    expect(body).toContain("&lt;b&gt;hi");
    expect((await noteOf({ recordingUrl: "javascript:alert(1)" })).body).not.toContain("<a ");
    expect((await noteOf({ recordingUrl: 'https://rec.example.com/"onclick="x' })).body).toContain(
      'href="https://rec.example.com/">',
    );
  });

  it("is its agent's, who writes as their contact; else the user's whom the settings name", async () => {
    const user = [{ id: 8, partner_id: [18, "Dana Reyes"] }];
    const { steps, bodies } = await write(job({ ownerId: "8" }), [user, [1201]]);
    expect(steps).toEqual(["res.users/search_read", POST]);
    expect(bodies[1]).toMatchObject({ author_id: 18 });
    const { bodies: others } = await write(job(), [user, [1201]], { ownerId: "8" });
    expect(others[1]).toMatchObject({ author_id: 18 });
    const { bodies: unknown } = await write(job({ ownerId: "8" }), [[], [1201]]);
    expect(unknown[1]).not.toHaveProperty("author_id");
  });

  it("is changed in place", async () => {
    const { steps, bodies, outcome } = await write(job({ activityId: "1201" }), [true]);
    expect(steps).toEqual(["mail.message/write"]);
    expect(bodies[0]).toEqual({ ids: [1201], vals: { body: expect.stringContaining("Callingly call 48213977") } });
    expect(outcome).toMatchObject({ activityId: "1201" });
  });

  it("stands on a contact as well", async () => {
    const { steps } = await write(job({ record: { type: "res.partner", id: "2041" } }), [[1201]], {
      stages: { contacted: "2" },
    });
    expect(steps).toEqual(["res.partner/message_post"]);
  });

  it.each(["57/../8", "0", "", "five"])("goes nowhere by an id that is none: %j", async (id) => {
    const { steps, outcome } = await write(job({ record: { type: "crm.lead", id } }), []);
    expect(steps).toEqual([]);
    expect(outcome).toMatchObject({ error: { status: 400 } });
  });
});

describe("an earlier write of unknown fate", () => {
  const mine = { id: 1201, body: "<p>Callingly call 48213977 - No answer<br>and more</p>" };
  const about = { id: 1200, body: "<p>Look at Callingly call 48213977</p>" };

  it("is looked for among the record's notes", async () => {
    const { steps, bodies } = await write(job({ mayExist: true }), [[about, mine], true]);
    expect(steps).toEqual([NOTES, "mail.message/write"]);
    expect(bodies[0]).toMatchObject({
      domain: [
        ["model", "=", "crm.lead"],
        ["res_id", "=", 57],
        ["body", "like", "Callingly call 48213977"],
      ],
    });
    expect(bodies[1]).toMatchObject({ ids: [1201] });
  });

  it("is made where it is not there", async () => {
    const { steps } = await write(job({ mayExist: true }), [[about], [{ id: 57 }], [1202]]);
    expect(steps).toEqual([NOTES, READ, POST]);
  });

  it("is on the lead that is left where two were merged", async () => {
    const { steps, bodies } = await write(job({ mayExist: true }), [[], [], [{ ...maya, id: 60 }], [mine], true]);
    expect(steps).toEqual([NOTES, READ, READ, NOTES, "mail.message/write"]);
    expect(bodies[3]).toMatchObject({ domain: expect.arrayContaining([["res_id", "=", 60]]) });
  });

  it.each([{}, [{ body: "no id" }], undefined, true])(
    "is not taken for none by an answer that is no list: %j",
    async (answer) => {
      const { outcome, steps } = await write(job({ mayExist: true }), [answer]);
      expect(outcome).toMatchObject({ error: expect.any(TransientError) });
      expect(steps).not.toContain(POST);
    },
  );
});

describe("a lead from elsewhere", () => {
  it("is known by its address, if the phone is theirs or none is known", async () => {
    for (const phone of [maya.phone, false]) {
      const { bodies, outcome } = await write(fromElsewhere(), [[{ ...maya, phone }], [1201]]);
      expect(bodies[0]).toMatchObject({
        domain: [["email_normalized", "=", "maya.lindqvist@example.com"]],
        order: "id desc",
      });
      expect(outcome).toMatchObject({ record: { type: "crm.lead", id: "57" } });
    }
  });

  it("or by the phone, as Odoo understood it or by its digits", async () => {
    const { bodies, outcome } = await write(fromElsewhere(), [[], [{ ...maya, email_normalized: false }], [1201]]);
    expect(bodies[1]).toMatchObject({
      domain: ["|", ["phone_sanitized", "=", "+12025550143"], ["phone_mobile_search", "like", "25550143"]],
    });
    expect(outcome).toMatchObject({ record: { id: "57" } });
  });

  it("becomes one that is nobody's, and that the bridge does not follow", async () => {
    const { steps, bodies, outcome } = await write(fromElsewhere(), [[], [], [90], [1201]]);
    expect(steps).toEqual([READ, READ, "crm.lead/create", POST]);
    expect(bodies[2]).toEqual({
      vals_list: [
        {
          name: "Maya Lindqvist",
          contact_name: "Maya Lindqvist",
          email_from: "maya.lindqvist@example.com",
          phone: "+12025550143",
          user_id: false,
        },
      ],
      context: { mail_create_nosubscribe: true },
    });
    expect(outcome).toMatchObject({ record: { id: "90" } });
  });

  it("is whose, of which team and of which type the settings say", async () => {
    const settings = { ownerId: "8", teamId: "2", type: "opportunity" };
    const bare = fromElsewhere({ person: { phone: "+12025550143", company: "Harbor Pine LLC" } });
    const { bodies } = await write(bare, [[], [90], [{ id: 8, partner_id: [18, "Dana"] }], [1201]], settings);
    const made = {
      name: "Harbor Pine LLC",
      partner_name: "Harbor Pine LLC",
      user_id: 8,
      team_id: 2,
      type: "opportunity",
    };
    expect(bodies[1]).toMatchObject({ vals_list: [made] });
  });

  it("becomes none where that is not wanted, or nobody was called", async () => {
    const refused = await write(fromElsewhere(), [[], []], { createLead: false });
    expect(refused.outcome).toMatchObject({ error: { status: 404 } });
    const crm = recordingCrm([], []);
    const reporter = odoo.report.bind({ url });
    expect(await reporter.findRecord?.(crm, fromElsewhere().lead, { mayMake: false })).toBeUndefined();
  });

  it("is made without an address that is another's", async () => {
    const { bodies } = await write(fromElsewhere(), [[{ ...maya, phone: "+14155550171" }], [], [90], [1201]]);
    expect(JSON.stringify(bodies[2])).not.toContain("example.com");
  });
});

describe("a lead that was merged", () => {
  it("is where its person is now", async () => {
    const { steps, bodies } = await write(job(), [gone, [{ ...maya, id: 60 }], [1201]]);
    expect(steps).toEqual([POST, READ, POST]);
    expect(bodies[2]).toMatchObject({ ids: [60] });
  });

  it("and is nobody's any more, waits with Odoo's words", async () => {
    const { outcome } = await write(job(), [gone, [], []]);
    expect(outcome).toEqual({ error: gone });
  });

  it("keeps its stage where the person is not wholly known", async () => {
    const settings = { stages: { contacted: "3" } };
    const other = { ...fresh, id: 60, email_normalized: false, email_from: false };
    const { steps } = await write(job(), [gone, [other], [1201], [], [other], [other]], settings);
    expect(steps).not.toContain(WRITE);
  });
});

describe("the lead's stage and tags", () => {
  const settings = { stages: { contacted: "Reached", missed: "2" }, tags: { contacted: "9" } };
  const stages = [
    { id: 3, name: "reached" },
    { id: 5, name: "Reached out" },
  ];
  const changesOf = async (change: object, given = job(), answers: CrmAnswer[] = [stages], more: object = settings) => {
    const { requests } = await write(given, [[1201], [{ ...fresh, ...change }], ...answers, true], more);
    return requests.find((request) => stepOf(request) === WRITE)?.body;
  };

  it("follow the best call, the tag beside those that it has", async () => {
    expect(await changesOf({})).toEqual({ ids: [57], vals: { stage_id: 3, tag_ids: [[4, 9]] } });
    expect(await changesOf({ tag_ids: [4, 9] })).toEqual({ ids: [57], vals: { stage_id: 3 } });
  });

  it.each([
    ["that a person has set", { stage_id: [4, "Proposition"] }],
    ["that stands there already", { stage_id: [3, "Reached"] }],
    ["of a lead that was lost", { active: false }],
  ])("do not replace a stage %s", async (_, change) => {
    expect(await changesOf({ ...change, tag_ids: [9] }, job(), [])).toBeUndefined();
  });

  it("replace a weaker stage of ours, and what the settings say", async () => {
    expect(await changesOf({ stage_id: [2, "Tried"], tag_ids: [9] })).toEqual({ ids: [57], vals: { stage_id: 3 } });
    const more = { ...settings, replacedStages: ["7"] };
    expect(await changesOf({ stage_id: [7, "Neu"], tag_ids: [9] }, job(), [stages], more)).toMatchObject({
      vals: { stage_id: 3 },
    });
  });

  it.each([
    ["does not have", [], "no stage “Reached”"],
    [
      "has twice",
      [
        { id: 3, name: "Reached" },
        { id: 6, name: "Reached" },
      ],
      "several stages “Reached”",
    ],
  ])("name no stage that Odoo %s", async (_, found, words) => {
    const { outcome } = await write(job(), [[1201], [fresh], found], { stages: settings.stages });
    expect(outcome).toMatchObject({ error: { status: 400, message: expect.stringContaining(words) } });
  });

  it("make a tag that is not there, once for all workers", async () => {
    const named = { tags: { contacted: "Reached by phone" } };
    expect(await changesOf({}, job(), [[], [12]], named)).toMatchObject({ vals: { tag_ids: [[4, 12]] } });
    const taken = new RejectedError(422, "The CRM answered 422");
    const there = [{ id: 13, name: "Reached by phone" }];
    expect(await changesOf({}, job(), [[], taken, there], named)).toMatchObject({ vals: { tag_ids: [[4, 13]] } });
    const { outcome } = await write(job(), [[1201], [fresh], [], taken, []], named);
    expect(outcome).toEqual({ error: taken });
  });

  it("are looked up as they are written: % and _ are letters", async () => {
    const { bodies } = await write(job(), [[1201], [fresh], [], [12], true], { tags: { contacted: "50%_off" } });
    expect(bodies[2]).toMatchObject({ domain: [["name", "=ilike", "50\\%\\_off"]] });
  });

  it("are left alone on a lead in which the person is not wholly known, unless ours came from it", async () => {
    const given = { ...job(), cameWithRecord: false };
    expect(await changesOf({ phone: "+14155550171" }, given)).toBeUndefined();
    expect(await changesOf({}, given)).toMatchObject({ vals: { stage_id: 3 } });
  });

  it("are not asked for where nobody named any", async () => {
    expect((await write(job(), [[1201]])).steps).toEqual([POST]);
  });
});

it("fields of the lead are filled as long as they are empty, moments in Odoo's form", async () => {
  const fields = { secondsToRing: "x_seconds", attempts: "x_attempts", firstContactAt: "x_first" };
  const given = job({ lead: { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" } });
  const empty = { ...fresh, x_seconds: 0, x_attempts: 0, x_first: false };
  const { bodies } = await write(given, [[1201], [empty], true], { fields });
  expect(bodies[1]).toMatchObject({ fields: expect.arrayContaining(["x_seconds", "x_attempts", "x_first"]) });
  expect(bodies[2]).toMatchObject({ vals: { x_seconds: 4, x_attempts: 1, x_first: "2026-06-15 14:31:05" } });
  const filled = { ...fresh, x_seconds: 9, x_attempts: 2, x_first: "2026-06-15 14:00:00" };
  expect((await write(given, [[1201], [filled]], { fields })).steps).toEqual([POST, READ]);
});

it("users are found by their address and by that with which they sign in", async () => {
  const { owners } = odoo.report.bind({ url, owners: { "dana@example.com": "8" } });
  const crm = recordingCrm([
    { id: 8, login: "Ada@Example.com", email: "ada.fields@example.com" },
    { id: 7, login: "bridge", email: false },
  ]);
  expect(owners?.named).toEqual({ "dana@example.com": "8" });
  expect(await owners?.list(crm)).toEqual(
    new Map([
      ["ada@example.com", "8"],
      ["ada.fields@example.com", "8"],
    ]),
  );
  expect(crm.requests[0]?.body).toMatchObject({ domain: [["share", "=", false]] });
});

describe("what the settings name", () => {
  const asked = (settings: object) => about.named({ url, ...settings });

  it("is asked for where it names anything", () => {
    expect(asked({})).toEqual([]);
    const settings = { fields: { attempts: "x_attempts" }, stages: { contacted: "Qualified" } };
    expect(asked(settings).map((question) => question.asked)).toEqual([
      { path: "/json/2/crm.lead/fields_get", posted: { allfields: ["x_attempts"], attributes: ["type"] } },
      { path: "/json/2/crm.stage/search_read", posted: { domain: [], fields: ["name"], limit: 500 } },
    ]);
  });

  it("is a field of a lead, of a type into which goes what is written", () => {
    const [question] = asked({
      fields: { attempts: "x_attempts", firstContactAt: "x_first", secondsToRing: "x_none" },
    });
    const fields = { x_attempts: { type: "integer" }, x_first: { type: "date" } };
    expect(question?.wrong(fields)?.map(({ setting }) => setting)).toEqual([
      "fields.secondsToRing",
      "fields.firstContactAt",
    ]);
    expect(question?.wrong([])).toBeUndefined();
  });

  it("is a stage, by its name or id", () => {
    const [question] = asked({ stages: { contacted: "qualified ", missed: "7", removed: "Gone" } });
    const stages = [
      { id: 1, name: "New" },
      { id: 7, name: "Qualified" },
    ];
    expect(question?.wrong(stages)).toEqual([
      { setting: "stages.removed", found: "is “Gone”, and the stages are New, Qualified" },
    ]);
    expect(question?.wrong({})).toBeUndefined();
  });
});
