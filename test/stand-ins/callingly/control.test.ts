import { describe, expect, it } from "vitest";
import { defaultSwitches } from "../../../stand-ins/callingly/switches.ts";
import { minutes, settled, virtualWorld } from "./virtual-world.ts";

const control = () => {
  const world = virtualWorld();
  const ask = (method: string, name: string, body?: unknown) => world.call(method, `/_standin/${name}`, body);
  return { ...world, ask };
};

describe("/_standin/", () => {
  it("shows and changes switches, and says what is wrong with a change", () => {
    const { ask, core } = control();
    expect(ask("GET", "switches").body).toEqual({ ...defaultSwitches, speed: 1 });
    expect(ask("PATCH", "switches", { deliveryCopies: 3 }).body.deliveryCopies).toBe(3);
    expect(core.switches.deliveryCopies).toBe(3);
    expect(ask("PATCH", "switches", { restClock: "Mars/Base" })).toMatchObject({ status: 422 });
    expect(ask("PATCH", "switches", { wings: 2 }).body.message).toContain("wings");
    expect(core.switches).toEqual({ ...defaultSwitches, speed: 1, deliveryCopies: 3 });
  });

  it("scripts faults, one or several, and forgets them", () => {
    const { ask, dial } = control();
    const fault = { method: "POST", path: "/v1/calls", commit: "never", reply: { status: 503 } };
    expect(ask("POST", "faults", fault).body).toMatchObject([{ count: 1, skip: 0 }]);
    ask("POST", "faults", [fault, { ...fault, count: "always" }]);
    expect([dial().status, dial().status, dial().status, dial().status]).toEqual([503, 503, 503, 503]);
    expect(ask("GET", "faults").body).toHaveLength(1);
    ask("DELETE", "faults");
    expect(dial().status).toBe(200);
    expect(ask("POST", "faults", { reply: "hang" }).status).toBe(422);
    expect(ask("POST", "faults", { commit: "never", path: "/calls" }).status).toBe(422);
  });

  it("scripts outcomes", async () => {
    const { ask, dial, time, core } = control();
    ask("POST", "outcomes", { outcomes: ["voicemail", { outcome: "contacted", seconds: 37 }] });
    dial();
    await time.pass(minutes(1));
    dial();
    await time.pass(minutes(1));
    expect(core.records.all("call").map(({ result, seconds }) => [result, seconds])).toEqual([
      ["voicemail", 15],
      ["contacted", 37],
    ]);
    expect(ask("POST", "outcomes", { outcomes: ["won"] }).status).toBe(422);
  });

  it("shows rings, requests, deliveries and the whole state, without a token", async () => {
    const { ask, dial, core } = control();
    dial({ crm_id: 4 });
    ask("POST", "deliver", { url: "http://localhost:3000/", body: "x" });
    await settled();
    expect(ask("GET", "rings").body).toEqual([
      {
        id: 1,
        at: core.rings[0]?.at,
        call_id: 38700001,
        account_id: 11001,
        team_id: 19230,
        lead_id: 6200001,
        phone_number: "+12025550142",
        crm_id: 4,
        by: "create",
      },
    ]);
    expect(ask("GET", "requests").body).toMatchObject([{ method: "POST", path: "/v1/calls", status: 200 }]);
    expect(ask("GET", "deliveries").body).toMatchObject([{ event: "forged", status: 200 }]);
    expect(ask("GET", "state").body).toMatchObject({ leads: [{ id: 6200001 }], calls: [{ id: 38700001 }], sms: [] });
    for (const name of ["requests", "state"]) expect(JSON.stringify(ask("GET", name).body)).not.toContain("demo-token");
  });

  it("revokes and rotates tokens", () => {
    const { ask, call } = control();
    ask("PATCH", "tokens", { "demo-token": null, rotated: 11001 });
    expect(call("GET", "/teams").status).toBe(401);
    expect(call("GET", "/teams", undefined, { authorization: "Bearer rotated" }).status).toBe(200);
  });

  it("goes back to the first day", async () => {
    const { ask, dial, core, time } = control();
    dial({ phone_number: "+12025550102" });
    ask("PATCH", "tokens", { "demo-token": null });
    ask("PATCH", "switches", { createCallAnswer: "empty" });
    ask("POST", "faults", { commit: "never", count: "always" });
    ask("POST", "reset");
    await time.pass(minutes(10));
    expect([core.rings, core.requests, core.records.all("lead")]).toEqual([[], [], []]);
    expect(dial().body).toEqual({ call_id: 38700001 });
  });

  it("lists its controls to a test that asks for another", () => {
    expect(control().ask("GET", "wings").body.controls).toContain("GET rings");
  });
});

it("shows people a page that no lead can put a script into", () => {
  const { dial, core } = control();
  dial({ first_name: "<script>alert(1)</script>" });
  const reply = core.handle({ method: "GET", path: "/", query: {}, headers: {}, body: "" });
  const html = reply.kind === "answer" ? reply.body : "";
  expect(html).toContain("&#60;script&#62;");
  expect(html).not.toContain("<script");
  expect(html).toContain("deliveryCopies");
});
