import { describe, expect, it } from "vitest";
import { agencyToken } from "../../../stand-ins/callingly/seed.ts";
import { virtualWorld } from "./virtual-world.ts";

const agency = { authorization: `Bearer ${agencyToken}` };
const order = { team_id: 19230, phone_number: "+12025550142" };
const hook = { name: "Bridge", event: "call_completed", target_url: "https://bridge.example/" };

describe("errors speak Laravel", () => {
  it.each([
    ["no token", "GET", "/teams", undefined, { authorization: "" }, 401, "Unauthenticated."],
    ["an unknown token", "GET", "/teams", undefined, { authorization: "Bearer x" }, 401, "Unauthenticated."],
    ["clients of a plain account", "GET", "/clients", undefined, {}, 403, "This action is unauthorized."],
    ["an agency in somebody else's account", "GET", "/teams?account_id=11001", undefined, agency, 403, "unauthorized"],
    ["a plain account in another", "POST", "/calls", { ...order, account_id: 11101 }, {}, 403, "unauthorized"],
    ["an account there is not", "GET", "/agents?account_id=999", undefined, agency, 404, "No query results"],
    ["an unknown call", "GET", "/calls/1", undefined, {}, 404, "[App\\Models\\Call] 1"],
    ["another account's team", "GET", "/teams/19301", undefined, {}, 404, "[App\\Models\\Team] 19301"],
    ["a path there is not", "GET", "/users", undefined, {}, 404, "route v1/users"],
    ["an id that is no number", "GET", "/calls/abc", undefined, {}, 404, "route v1/calls/abc"],
    ["a lead made directly", "POST", "/leads", { phone_number: "+12025550142" }, {}, 404, "route v1/leads"],
    ["one client", "GET", "/clients/11101", undefined, agency, 404, "route v1/clients/11101"],
    ["one agent", "GET", "/agents/27001", undefined, {}, 404, "route v1/agents/27001"],
    ["a team deleted", "DELETE", "/teams/19230", undefined, {}, 404, "route v1/teams/19230"],
    ["a method there is not", "DELETE", "/calls", undefined, {}, 405, "The DELETE method is not supported"],
    ["an update of a webhook there is not", "PUT", "/webhooks", { id: 701 }, {}, 404, "[App\\Models\\Webhook] 701"],
  ])("%s", (_, method, url, body, headers, status, message) => {
    const answer = virtualWorld().call(method, url, body, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(message);
  });

  it.each([
    ["/calls", { phone_number: "+12025550142" }, "team_id", "The team id field is required."],
    ["/calls", { ...order, team_id: 1 }, "team_id", "The selected team id is invalid."],
    ["/calls", { ...order, team_id: "sales" }, "team_id", "The team id field must be an integer."],
    ["/calls", { team_id: 19230, phone_number: "" }, "phone_number", "The phone number field is required."],
    ["/calls", { ...order, phone_number: "12" }, "phone_number", "The phone number field must be a valid number."],
    ["/calls", { ...order, crm_id: "003A000001" }, "crm_id", "The crm id field must be an integer."],
    ["/calls", { ...order, scheduled_at: "soon" }, "scheduled_at", "The scheduled at field must be a valid date."],
    ["/calls?account_id=x", order, "account_id", "The account id field must be an integer."],
    ["/webhooks", { ...hook, event: "call_started" }, "event", "The selected event is invalid."],
    ["/webhooks", { ...hook, target_url: "ftp://x" }, "target_url", "The target url field must be a valid URL."],
    ["/sms", { phone_number: "+12025550142", sms_number: "+12025550143", message: "x" }, "sms_number", "invalid"],
    ["/agents", { lname: "Stone", phone_number: "12" }, "fname", "The fname field is required."],
  ])("names the field at fault: POST %s %j", (url, body, field, message) => {
    const answer = virtualWorld().call("POST", url, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[field]?.[0]).toContain(message);
  });

  it("sums up several faults as Laravel does", () => {
    expect(virtualWorld().call("POST", "/calls", {}).body.message).toBe(
      "The team id field is required. (and 1 more error)",
    );
  });

  it("takes a body that is no JSON for no input", () => {
    const { core } = virtualWorld();
    const headers = { authorization: "Bearer demo-token", accept: "application/json" };
    const reply = core.handle({ method: "POST", path: "/v1/calls", query: {}, headers, body: "{" });
    expect(reply).toMatchObject({ status: 422 });
  });
});

describe("an agency", () => {
  it("works in a client's account when it names it, in the query or in the body", () => {
    const { call, dial, core } = virtualWorld();
    expect(call("GET", "/teams?account_id=11101", undefined, agency).body).toEqual([
      { id: 19301, account_id: 11101, name: "Sales" },
    ]);
    expect(dial({ team_id: 19301, account_id: 11101 }, agency).status).toBe(200);
    expect(dial({ team_id: 19301 }, agency).status).toBe(422);
    expect(core.rings).toMatchObject([{ account_id: 11101, team_id: 19301 }]);
  });

  it("is refused for a client it has switched off or let go", () => {
    const { call } = virtualWorld();
    call("POST", "/clients/11101/active", { is_active: 0 }, agency);
    expect(call("GET", "/teams?account_id=11101", undefined, agency).status).toBe(403);
    call("DELETE", "/clients/11102", undefined, agency);
    expect(call("GET", "/teams?account_id=11102", undefined, agency).status).toBe(404);
  });
});
