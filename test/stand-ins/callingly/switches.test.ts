import { describe, expect, it } from "vitest";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import { seconds, virtualWorld } from "./virtual-world.ts";

/** The switches about deliveries are tested with the webhooks. */

const withSwitches = (switches: SwitchChanges) => virtualWorld({ switches });

describe("POST /calls", () => {
  it("answers as createCallAnswer and createdStatus say, and rings all the same", () => {
    expect(withSwitches({ createCallAnswer: "id" }).dial().body).toEqual({ call_id: 38700001 });
    expect(withSwitches({ createCallAnswer: "call" }).dial().body).toMatchObject({ id: 38700001, status: "ringing" });
    const empty = withSwitches({ createCallAnswer: "empty", createdStatus: 201 });
    expect(empty.dial()).toMatchObject({ status: 201, body: "" });
    expect(empty.core.rings).toHaveLength(1);
  });

  it("insists on both names with namesRequired", () => {
    const { dial } = withSwitches({ namesRequired: true });
    expect(dial({ last_name: "" }).body.errors).toEqual({ last_name: ["The last name field is required."] });
    expect(dial({ last_name: "Lake" }).status).toBe(200);
  });

  it("treats a crm_id that is no integer as textCrmId says", () => {
    const ring = (textCrmId: "accept" | "drop" | "reject") => {
      const { dial, core } = withSwitches({ textCrmId });
      return [dial({ crm_id: "003A" }).status, core.rings[0]?.crm_id];
    };
    expect(ring("accept")).toEqual([200, "003A"]);
    expect(ring("drop")).toEqual([200, null]);
    expect(ring("reject")).toEqual([422, undefined]);
    const { dial, core } = withSwitches({ textCrmId: "reject" });
    dial({ crm_id: "17" });
    expect(core.rings[0]?.crm_id).toBe(17);
  });

  it("overwrites or keeps the lead's crm_id as crmIdOnUpsert says", () => {
    const crmId = (crmIdOnUpsert: "overwrite" | "keep") => {
      const { dial, core } = withSwitches({ crmIdOnUpsert });
      dial({ crm_id: 1 });
      dial({ crm_id: 2 });
      return core.records.all("lead")[0]?.crm_id;
    };
    expect(crmId("overwrite")).toBe(2);
    expect(crmId("keep")).toBe(1);
  });

  it("makes another lead of the same number with duplicatePhones", () => {
    const { dial, call } = withSwitches({ duplicatePhones: "new-lead" });
    dial();
    dial();
    expect(call("GET", "/leads?phone_number=%2B12025550142").body).toHaveLength(2);
  });

  it("knows no such team with the status of unknownTeam", () => {
    expect(withSwitches({ unknownTeam: 404 }).dial({ team_id: 1 }).status).toBe(404);
  });
});

describe("reading", () => {
  it.each([
    ["account", "2026-03-10 12:00:00"],
    ["UTC", "2026-03-10 16:00:00"],
    ["Asia/Tokyo", "2026-03-11 01:00:00"],
  ])("tells the time of restClock %s, and cuts its days there", (restClock, started) => {
    const { dial, call } = withSwitches({ restClock });
    dial();
    const day = started.slice(0, 10);
    expect(call("GET", "/calls/38700001").body.started_at).toBe(started);
    expect(call("GET", `/calls?start=${day}&end=${day}`).body.data).toHaveLength(1);
    expect(call("GET", "/calls?start=2026-03-12").body.data).toHaveLength(0);
    expect(call("GET", "/leads").body[0].created_at).toBe(started);
    expect(call("GET", "/leads?end=2026-03-09").body).toHaveLength(0);
  });

  it.each([
    ["documented", [], null],
    ["array", [], []],
    ["null", null, null],
    ["object", {}, {}],
  ] as const)("shows an empty relation as emptyRelations %s says", (emptyRelations, inList, inCall) => {
    const { dial, call } = withSwitches({ emptyRelations });
    dial();
    expect(call("GET", "/calls").body.data[0].member).toEqual(inList);
    expect(call("GET", "/calls/38700001").body.user).toEqual(inCall);
  });

  it("leaves the relations of a list empty with listRelations", () => {
    const { dial, call } = withSwitches({ listRelations: "empty" });
    dial();
    expect(call("GET", "/calls").body.data[0]).toMatchObject({ member: [], lead: [], profile: [] });
    expect(call("GET", "/calls/38700001").body.lead.id).toBe(6200001);
  });

  it("pages through calls, newest first, with Laravel's keys if paginatorKeys says so", () => {
    const { dial, call, core } = virtualWorld();
    for (let line = 0; line < 5; line++) dial();
    expect(call("GET", "/calls?limit=2&page=3").body).toEqual({ data: [expect.objectContaining({ id: 38700001 })] });
    core.setSwitches({ paginatorKeys: true });
    const { data, ...keys } = call("GET", "/calls?limit=2&page=2").body;
    expect(idsOf(data)).toEqual([38700003, 38700002]);
    expect(keys).toEqual({ current_page: 2, last_page: 3, per_page: 2, total: 5, from: 3, to: 4 });
  });

  it("repeats or skips rows between pages with pageDrift", () => {
    const second = (pageDrift: number) => {
      const { dial, call } = withSwitches({ pageDrift });
      for (let line = 0; line < 6; line++) dial();
      return idsOf(call("GET", "/calls?limit=2&page=2").body.data);
    };
    expect(second(0)).toEqual([38700004, 38700003]);
    expect(second(1)).toEqual([38700005, 38700004]);
    expect(second(-1)).toEqual([38700003, 38700002]);
  });

  it("lists a lead and its call only after visibilityDelayMs", async () => {
    const { dial, call, time } = withSwitches({ visibilityDelayMs: seconds(90) });
    dial();
    await time.pass(seconds(89));
    expect([call("GET", "/leads").body, call("GET", "/calls").body.data]).toEqual([[], []]);
    expect(call("GET", "/leads/6200001").status).toBe(200);
    await time.pass(seconds(1));
    expect([call("GET", "/leads").body, call("GET", "/calls").body.data]).toMatchObject([[{}], [{}]]);
  });

  it("finds nobody under a number whose plus was not encoded", () => {
    const { dial, call } = virtualWorld();
    dial();
    expect(call("GET", "/leads?phone_number=+12025550142").body).toEqual([]);
  });

  it("shows errors as pages to a client that does not accept JSON, unless htmlErrors is off", () => {
    const { call, core } = virtualWorld();
    const browser = { accept: "text/html" };
    expect(call("GET", "/calls/1", undefined, browser).body).toContain("<h1>404</h1>");
    const stranger = call("GET", "/calls", undefined, { ...browser, authorization: "" });
    expect(stranger).toMatchObject({ status: 302, headers: { location: "/login" } });
    core.setSwitches({ htmlErrors: false });
    expect(call("GET", "/calls/1", undefined, browser).body.message).toContain("No query results");
  });

  it("answers 429 above rateLimitPerMinute until the minute is over", async () => {
    const { call, time } = withSwitches({ rateLimitPerMinute: 2 });
    call("GET", "/teams");
    await time.pass(seconds(20));
    call("GET", "/teams");
    const refused = call("GET", "/teams");
    expect(refused).toMatchObject({ status: 429, body: { message: "Too Many Attempts." } });
    expect(refused.headers).toMatchObject({ "retry-after": "40", "x-ratelimit-remaining": "0" });
    await time.pass(seconds(40));
    expect(call("GET", "/teams").status).toBe(200);
  });
});

it("answers 429 above rateLimitPerSecond until the second is over", async () => {
  const { call, time } = withSwitches({ rateLimitPerSecond: 2 });
  const statuses = () => [1, 2, 3].map(() => call("GET", "/teams").status);
  expect(statuses()).toEqual([200, 200, 429]);
  await time.pass(1_000);
  expect(statuses()).toEqual([200, 200, 429]);
});

describe("writing", () => {
  it("updates webhooks at the path that webhookUpdatePath names", () => {
    const statuses = (webhookUpdatePath: "id" | "bare" | "both") => {
      const { call } = withSwitches({ webhookUpdatePath });
      call("POST", "/webhooks", { name: "x", event: "lead_created", target_url: "https://x.example/" });
      const paths = ["/webhooks/701", "/webhooks"];
      return paths.map((path) => call("PUT", path, { id: 701, name: "y" }).status);
    };
    expect(statuses("id")).toEqual([200, 405]);
    expect(statuses("bare")).toEqual([405, 200]);
    expect(statuses("both")).toEqual([200, 200]);
  });

  it("shows the direction filter under the key of webhookDirectionKey", () => {
    const hook = { name: "x", event: "call_completed", target_url: "https://x.example/", call_direction: "outbound" };
    const shown = (webhookDirectionKey: "direction" | "call_direction" | "none") =>
      withSwitches({ webhookDirectionKey }).call("POST", "/webhooks", hook).body;
    expect(shown("direction")).toMatchObject({ direction: "outbound" });
    expect(shown("call_direction")).toMatchObject({ call_direction: "outbound" });
    expect(Object.values(shown("none"))).not.toContain("outbound");
  });

  it("answers an updated lead as leadUpdateAnswer says", () => {
    const { dial, call } = withSwitches({ leadUpdateAnswer: "lead" });
    dial();
    expect(call("PUT", "/leads/6200001", { stage: "won" }).body).toMatchObject({ id: 6200001, stage: "won" });
  });
});

describe("webhook bodies", () => {
  it("hide crm_id and show booleans as the switches say", async () => {
    const world = withSwitches({ crmIdEcho: false, webhookBooleans: "boolean", privateBlobBytes: 0 });
    for (const event of ["call_completed", "lead_updated"]) {
      world.call("POST", "/webhooks", { name: "x", event, target_url: "https://x.example/" });
    }
    world.dial({ crm_id: 9 });
    await world.time.pass(seconds(60));
    world.call("PATCH", "/_standin/leads", { id: 6200001, note: "Hi" });
    const told = world.delivered.find(({ body }) => body.direction);
    expect(told?.body).toMatchObject({ is_fallback: false, lead: { crm_id: null } });
    expect(world.delivered.at(-1)?.body.updatedValue).not.toHaveProperty("user");
  });
});

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);
