import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import * as schemas from "../../../lambda/callingly/schemas.ts";

describe("shapes of answers", () => {
  const team = { id: "1", name: "Sales" };

  it.each([
    ["a bare list", [{ id: 1, name: "Sales" }]],
    ["under data", { data: [{ id: 1, name: "Sales" }], current_page: 1 }],
    ["under the resource's name", { teams: [{ id: 1, name: "Sales" }] }],
  ])("a list comes %s", (_, answer) => {
    expect(z.parse(schemas.TeamsAnswer, answer)).toMatchObject([team]);
  });

  it.each([
    ["bare", { id: 1, name: "Sales" }],
    ["under data", { data: { id: "1", name: "Sales" } }],
    ["under the resource's name", { success: true, team: { id: 1, name: "Sales" } }],
  ])("one thing comes %s", (_, answer) => {
    expect(z.parse(schemas.TeamAnswer, answer)).toMatchObject(team);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "<html>"],
    ["an object without a list", { message: "Maintenance" }],
    ["a list that is null", { data: null }],
    ["a row without an id", [{ name: "Sales" }]],
  ])("%s is no list, not even an empty one", (_, answer) => {
    expect(z.safeParse(schemas.TeamsAnswer, answer).success).toBe(false);
  });
});

describe("values", () => {
  const leadWith = (fields: object) => z.parse(schemas.LeadAnswer, { id: 6200001, ...fields });

  it.each([
    [1, true],
    [0, false],
    ["1", true],
    ["0", false],
    [true, true],
    [false, false],
    [null, undefined],
    ["", undefined],
    ["perhaps", undefined],
  ])("the flag %j is %j", (is_blocked, expected) => {
    expect(leadWith({ is_blocked }).is_blocked).toBe(expected);
  });

  it.each([
    [7, "7"],
    ["7", "7"],
    [null, undefined],
    [0, undefined],
    ["x", undefined],
  ])("the id %j is %j", (lead_owner_id, expected) => {
    expect(leadWith({ lead_owner_id }).lead_owner_id).toBe(expected);
  });

  it.each([
    ["Zoë", "Zoë"],
    ["", undefined],
    [null, undefined],
    [42, "42"],
    [{}, undefined],
  ])("the text %j is %j", (source_id, expected) => {
    expect(leadWith({ source_id }).source_id).toBe(expected);
  });

  it.each([
    [37, 37],
    ["37", 37],
    ["37s", undefined],
    [" ", undefined],
    [null, undefined],
  ])("the number %j is %j", (seconds, expected) => {
    expect(z.parse(schemas.CallAnswer, { id: 1, seconds }).seconds).toBe(expected);
  });

  it.each([[[]], [null], [undefined], [""]])("the relation %j is empty", (team) => {
    expect(leadWith({ team }).team).toBeUndefined();
  });

  it("a word Callingly added to an enumeration stays", () => {
    expect(z.parse(schemas.CallAnswer, { id: 1, status: "teleported" }).status).toBe("teleported");
  });

  it("stages and tags are texts or objects", () => {
    expect(leadWith({ stage: "Won", tags: ["hot", { id: 3, name: "new" }, null, 5] })).toMatchObject({
      stage: { name: "Won" },
      tags: [{ name: "hot" }, { id: "3", name: "new" }, { name: "5" }],
    });
    expect(leadWith({ stage: { id: 1, name: "Won" } }).stage).toEqual({ id: "1", name: "Won" });
    expect(leadWith({}).tags).toEqual([]);
  });
});

describe("calls", () => {
  it("are read from Get Call, where relations are objects", () => {
    const call = z.parse(schemas.CallAnswer, {
      id: 38700001,
      started_at: "2026-01-29 18:02:05",
      direction: "outbound",
      status: "completed",
      lead_status: "contacted",
      seconds: 5,
      duration: "5s",
      user: { id: 27000, name: "Ada Agent", email: "ada@example.com" },
      lead: { id: 6200001, fname: "Zoë", lname: "", phone_number: "+14155550100", crm: null, source_id: null },
      number: null,
      tag: [],
      notes: [{ content: "Call back" }, null],
      profile: { id: 19230, name: "Sales" },
      is_error: 0,
      error_code: "",
      recording_url: "https://cdn.example.com/1.mp3",
      something_new: { any: "thing" },
    });
    expect(call).toMatchObject({
      id: "38700001",
      seconds: 5,
      user: { id: "27000", name: "Ada Agent" },
      lead: { id: "6200001", fname: "Zoë", phone_number: "+14155550100" },
      notes: [{ content: "Call back" }],
      profile: { id: "19230" },
      is_error: false,
    });
    expect(call.error_code).toBeUndefined();
    expect(call).not.toHaveProperty("something_new");
  });

  it("are read from List Calls, where the user is a member and relations may be []", () => {
    const rows = [
      { id: 2, member: [], lead: [], profile: [], lead_status: null },
      { id: 1, member: { id: 5, name: "Ada Agent" } },
    ];
    const [second, first] = z.parse(schemas.CallsAnswer, { data: rows });
    expect(second).toMatchObject({ id: "2", user: undefined, lead: undefined, profile: undefined });
    expect(first).toMatchObject({ id: "1", user: { id: "5", name: "Ada Agent" } });
  });
});

it("reads leads with the calls that List Leads tells", () => {
  const [lead] = z.parse(schemas.LeadsAnswer, [
    { id: 6200001, calls: [{ id: 1, seconds: 0, status: null, agent_retry: 1 }], lead_owner: { name: "Ada" } },
  ]);
  expect(lead).toMatchObject({ calls: [{ id: "1", seconds: 0, agent_retry: 1 }], lead_owner: { name: "Ada" } });
});

it("reads a schedule", () => {
  const monday = { label: "Monday", day: 1, is_available: 1, times: [{ start: "09:00:00", end: "17:00:00" }] };
  expect(z.parse(schemas.ScheduleAnswer, [monday, { day: 0, is_available: false, times: [] }])).toEqual([
    { ...monday, is_available: true },
    { day: 0, is_available: false, times: [] },
  ]);
});

it("reads the agents of a team", () => {
  expect(z.parse(schemas.TeamAgentsAnswer, { agents: [{ id: 3, name: "Ada", priority: 1, cap: null }] })).toEqual([
    { id: "3", name: "Ada", priority: 1, cap: undefined },
  ]);
});

it.each(["direction", "call_direction"])("reads a webhook's direction from %s", (key) => {
  const webhook = z.parse(schemas.WebhookAnswer, { id: 1, event: "call_completed", [key]: "inbound", team_id: null });
  expect(webhook).toMatchObject({ id: "1", call_direction: "inbound", team_id: undefined });
});
