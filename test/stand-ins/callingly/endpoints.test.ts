import { expect, it } from "vitest";
import { routes } from "../../../stand-ins/callingly/api.ts";
import { agencyToken } from "../../../stand-ins/callingly/seed.ts";
import { seconds, virtualWorld } from "./virtual-world.ts";

/** One line per documented endpoint: what is asked, and the fields its answer has. */

const team =
  "id account_id name is_record call_mode whispertext post_whispertext language delay is_retry retries retry_schedule " +
  "is_reschedule is_retry_lead lead_retries lead_retry_schedule is_sms sms_body whispertext_voice is_users_available_for_call";
const agent = "id account_id fname lname phone_number ext donotdisturb priority timezone is_available";
const day = "label day is_available times";
const call =
  "id started_at direction status lead_status seconds duration retry lead_retry time_formatted source recording_url " +
  "status_formatted lead_status_formatted ring_status from_formatted phone_number_formatted waveform_url error_message " +
  "human_result user lead number tag notes profile is_voicemail is_queue is_team_offline is_error scheduled_call_type " +
  "old_lead_owner_id transcript sales_advice error_code";
const callRow =
  "id started_at direction status lead_status seconds duration retry lead_retry time_formatted source recording_url " +
  "error_message phone_number_formatted member lead profile";
const sharedLead =
  "id account_id lead_owner_id fname lname email phone_number source source_id created_at company category status result " +
  "team tags stage scheduled_call_at";
const webhook =
  "id account_id name event target_url call_status call_lead_status team_id number_id field filter direction";

const agency = { authorization: `Bearer ${agencyToken}` };
const newAgent = { fname: "Eve", lname: "Stone", phone_number: "212-555-0150", timezone: "America/Chicago" };
const newWebhook = { name: "Bridge", event: "lead_created", target_url: "https://bridge.example/hook" };
const week = [{ label: "Monday", day: 1, is_available: true, times: [{ start: "09:00:00", end: "17:00:00" }] }];
const sms = { phone_number: "+12025550160", sms_number: "+16465550101", message: "Hello" };

type Ask = [route: string, url: string, fields: string, body?: unknown, headers?: Record<string, string>];
const asks: Ask[] = [
  ["GET /clients", "/clients", "[] id name email billed_users billed_numbers is_active", undefined, agency],
  [
    "POST /clients",
    "/clients",
    "id name billing_email is_active",
    { fname: "Fay", lname: "Wood", email: "fay@example.com", phone_number: "212-555-0151" },
    agency,
  ],
  ["POST /clients/{id}/active", "/clients/11102/active", "success", { is_active: 0 }, agency],
  ["DELETE /clients/{id}", "/clients/11102", "success", undefined, agency],

  ["GET /teams", "/teams", "[] id account_id name"],
  ["GET /teams/{id}", "/teams/19230", team],
  ["POST /teams", "/teams", team, { name: "Rentals", is_retry_lead: 0 }],
  ["PUT /teams/{id}", "/teams/19230", team, { delay: 0, lead_retry_schedule: [3] }],
  ["GET /teams/{id}/agents", "/teams/19230/agents", "agents"],
  ["PUT /teams/{id}/agents", "/teams/19230/agents", "agents", { agents: ["27001", "27002"] }],
  ["PUT /teams/{id}/agents/{agent_id}", "/teams/19230/agents/27002", "success", { priority: 2, cap: null }],
  ["DELETE /teams/{id}/agents/{agent_id}", "/teams/19230/agents/27002", "success"],

  ["GET /agents", "/agents", `[] ${agent}`],
  ["POST /agents", "/agents", agent, newAgent],
  ["PUT /agents/{id}", "/agents/27001", agent, { donotdisturb: 0, donotdisturb_until: "2026-03-11 08:00:00" }],
  ["GET /agents/{id}/schedule", "/agents/27002/schedule", `[] ${day}`],
  ["PUT /agents/{id}/schedule", "/agents/27002/schedule", `[] ${day}`, week],
  ["DELETE /agents/{id}", "/agents/27002", "success"],

  ["POST /calls", "/calls", "call_id", { team_id: 19230, phone_number: "202-555-0143", crm_id: 7 }],
  ["GET /calls", "/calls?start=2026-03-10&end=2026-03-10&team_id=19230&limit=10&page=1", "data"],
  ["GET /calls/{id}", "/calls/38700001", call],

  ["GET /leads", "/leads?phone_number=%2B12025550142", `[] ${sharedLead} calls lead_owner`],
  ["GET /leads/{id}", "/leads/6200001", `${sharedLead} is_stopped is_blocked`],
  ["PUT /leads/{id}", "/leads/6200001", "success", { id: 6200001, company: "Acme", is_stopped: 1 }],
  ["DELETE /leads/{id}", "/leads/6200001", "success"],

  ["POST /webhooks", "/webhooks", webhook, newWebhook],
  ["GET /webhooks", "/webhooks", `[] ${webhook}`],
  ["GET /webhooks/{id}", "/webhooks/701", webhook],
  ["PUT /webhooks/{id}", "/webhooks/701", webhook, { id: 701, target_url: "https://bridge.example/new" }],
  ["PUT /webhooks", "/webhooks", webhook, { id: 701, number_id: 5101 }],
  ["DELETE /webhooks/{id}", "/webhooks/701", "message"],

  ["POST /sms", "/sms", "success", sms],
];

it("answers every documented endpoint with the documented fields", async () => {
  const world = virtualWorld();
  world.dial();
  await world.time.pass(seconds(60));
  for (const [route, url, fields, body, headers] of asks) {
    const answer = world.call(route.split(" ")[0] ?? "", url, body, headers);
    expect(answer.status, route).toBe(200);
    expect(fieldsOf(answer.body), route).toEqual(fields.split(" ").sort());
  }
});

it("has no endpoint that this table leaves out", () => {
  const served = routes.map(({ method, path }) => `${method} ${path}`);
  expect(asks.map(([route]) => route).sort()).toEqual(served.sort());
  expect(served).toHaveLength(32);
});

it("shows a row of calls with the documented fields", () => {
  const { dial, call: ask } = virtualWorld();
  dial();
  expect(fieldsOf(ask("GET", "/calls").body.data)).toEqual(`[] ${callRow}`.split(" ").sort());
});

it("keeps what was written", () => {
  const { call: ask } = virtualWorld();
  ask("PUT", "/teams/19230", { name: "Sales East", is_retry: false });
  expect(ask("GET", "/teams/19230").body).toMatchObject({ name: "Sales East", is_retry: 0, is_record: 1 });
  ask("PUT", "/teams/19230/agents/27002", { priority: 2 });
  expect(ask("GET", "/teams/19230/agents").body.agents).toEqual([
    { id: 27001, name: "Ada Fields", priority: 1, cap: null },
    { id: 27002, name: "Ben Marsh", priority: 2, cap: null },
  ]);
  ask("PUT", "/agents/27001", { donotdisturb: 1 });
  expect(ask("GET", "/agents").body[0]).toMatchObject({ id: 27001, donotdisturb: 1, is_available: false });
  ask("DELETE", "/agents/27001");
  expect(ask("GET", "/teams/19230/agents").body.agents).toHaveLength(1);
});

/** The names in an object, or in each row of an array, which `[]` stands for. */
function fieldsOf(body: unknown): string[] {
  if (!Array.isArray(body)) return Object.keys(body as object).sort();
  return ["[]", ...new Set(body.flatMap((row) => Object.keys(row)))].sort();
}
