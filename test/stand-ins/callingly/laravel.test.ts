import { describe, expect, it } from "vitest";
import { inputOf } from "../../../stand-ins/callingly/input.ts";
import { agencyToken } from "../../../stand-ins/callingly/seed.ts";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import { virtualWorld } from "./virtual-world.ts";

/** What a Laravel server takes beside what its documentation prints. */

const form = (text: string) =>
  inputOf({ headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" }, body: text });

describe("a form as the body", () => {
  it.each([
    ["team_id=19230&first_name=Zo%C3%AB+Lake&email=", { team_id: "19230", first_name: "Zoë Lake", email: null }],
    ["agents[]=27001&agents[]=27002", { agents: ["27001", "27002"] }],
    ["agents%5B0%5D=27001", { agents: ["27001"] }],
    ["times[0][start]=allday&times[0][end]=", { times: [{ start: "allday", end: null }] }],
    ["a=1&a=2", { a: "2" }],
    ["__proto__[x]=1&y", { ["__proto__"]: { x: "1" }, y: null }],
    ["", {}],
  ])("%s", (text, fields) => {
    expect(form(text)).toEqual(fields);
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it("makes a call, a webhook and a team's members as JSON does", () => {
    const world = virtualWorld();
    const send = (method: string, url: string, body: string) => {
      const headers = {
        authorization: "Bearer demo-token",
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      };
      const reply = world.core.handle({ method, path: `/v1${url}`, query: {}, headers, body });
      return reply.kind === "answer" && reply.status;
    };
    expect(send("POST", "/calls", "team_id=19230&phone_number=%2B12025550142&crm_id=11&first_name=Grace")).toBe(200);
    expect(world.core.rings).toMatchObject([{ phone_number: "+12025550142", crm_id: 11 }]);
    expect(send("POST", "/webhooks", "name=x&event=call_completed&target_url=https%3A%2F%2Fx.example%2F")).toBe(200);
    expect(send("PUT", "/teams/19230/agents", "agents[]=27002")).toBe(200);
    expect(world.call("GET", "/teams/19230/agents").body.agents).toHaveLength(1);
    expect(send("POST", "/calls", "team_id=&phone_number=%2B12025550142")).toBe(422);
  });
});

describe("a request for the head", () => {
  it.each(["/teams", "/teams/19230", "/agents", "/calls", "/webhooks"])(
    "%s is answered as the whole, without it",
    (path) => {
      expect(virtualWorld().call("HEAD", path)).toMatchObject({ status: 200, body: "" });
    },
  );

  it.each([
    ["/sms", 405],
    ["/users", 404],
    ["/calls/1", 404],
  ])("%s is answered %i", (path, status) => {
    expect(virtualWorld().call("HEAD", path)).toMatchObject({ status, body: "" });
  });

  it("is among the methods that are supported", () => {
    expect(virtualWorld().call("DELETE", "/calls").headers.allow).toBe("GET, HEAD, POST");
  });
});

describe("what sources say differently", () => {
  const week = [{ label: "Monday", day: 1, is_available: true, times: [{ start: "allday", end: "allday" }] }];
  const statusOf = (switches: SwitchChanges, body: unknown) =>
    virtualWorld({ switches }).call("PUT", "/agents/27001/schedule", body).status;

  it("takes an agent's schedule as a list and wrapped, as scheduleBody allows", () => {
    expect([statusOf({}, week), statusOf({}, { schedule: week })]).toEqual([200, 200]);
    const strict = (scheduleBody: "array" | "wrapped") =>
      [week, { schedule: week }].map((body) => statusOf({ scheduleBody }, body));
    expect([strict("array"), strict("wrapped")]).toEqual([
      [200, 422],
      [422, 200],
    ]);
  });

  it("makes a client without a last name, unless clientLastName is required", () => {
    const client = { fname: "Fay", email: "fay@example.com", phone_number: "212-555-0151" };
    const made = (switches: SwitchChanges) =>
      virtualWorld({ switches }).call("POST", "/clients", client, { authorization: `Bearer ${agencyToken}` });
    expect(made({})).toMatchObject({ status: 200, body: { name: "Fay" } });
    expect(made({ clientLastName: "required" })).toMatchObject({
      status: 422,
      body: { errors: { lname: [expect.any(String)] } },
    });
  });

  it("updates a webhook as the article prints it, the id in the body", () => {
    const { call } = virtualWorld();
    call("POST", "/webhooks", { name: "x", event: "lead_created", target_url: "https://x.example/" });
    expect(call("PUT", "/webhooks", { id: 701, target_url: "https://y.example/" })).toMatchObject({
      status: 200,
      body: { id: 701, target_url: "https://y.example/" },
    });
  });
});
