import { describe, expect, it } from "vitest";
import { copper as connector } from "../../lambda/connectors/vendors/copper/copper.ts";
import { copper, demoCopper } from "../../stand-ins/crms/copper.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** Copper as it is played here: as strict as its pages describe it. */

const noon = Date.parse("2026-06-15T12:00:00Z");

function aCopper() {
  const crm = copper.play(
    () => kept(undefined),
    () => noon,
  );
  const ask = (method: string, path: string, body?: unknown, key: string = demoCopper.api_key) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const headers = {
      "x-pw-accesstoken": key,
      "x-pw-application": "developer_api",
      "x-pw-useremail": demoCopper.email,
    };
    const answer = crm.answer({ method, path: `/developer_api/v1${path}`, headers, body: text });
    return { status: answer.status, text: answer.body.toString(), body: JSON.parse(answer.body.toString()) };
  };
  return { crm, ask };
}

const ada = { name: "Ada Fields", phone_numbers: [{ number: "(202) 555-0100", category: "work" }] };
const parent = { type: "lead", id: 27_140_001 };
const type = { category: "user", id: 190_711 };

describe("the demo Copper", () => {
  it("lets nobody in without the key", () => {
    const { ask } = aCopper();
    expect(ask("GET", "/account", undefined, "another")).toMatchObject({ status: 401 });
    expect(ask("GET", "/account")).toMatchObject({ status: 200, body: { name: "Demo Copper" } });
  });

  it.each([
    ["POST", "/leads", { phone_numbers: [] }, 422, "name"],
    ["POST", "/leads", { ...ada, phone: "1" }, 422, "unknown fields phone"],
    ["POST", "/leads", { ...ada, emails: [] }, 422, "unknown fields emails"],
    ["PUT", "/leads/27140001", { status_id: 9 }, 422, "status_id"],
    ["PUT", "/leads/9", { tags: [] }, 404, "Resource not found"],
    ["POST", "/activities", { parent, details: "Hi" }, 422, "type"],
    ["POST", "/activities", { parent, type: { category: "user", id: 9 }, details: "Hi" }, 422, "activity type"],
    ["POST", "/activities", { parent: { type: "lead", id: 9 }, type, details: "Hi" }, 422, "parent"],
    ["POST", "/activities", { parent, type, details: "Hi", activity_date: 1_781_533_865_000 }, 422, "activity_date"],
    ["POST", "/activities", { parent, type, details: "Hi", user_id: 9 }, 422, "user_id"],
    ["POST", "/leads/search", { emails: ["a@example.com"] }, 422, "emails"],
    ["POST", "/people/search", { emails: "a@example.com" }, 422, "emails"],
    ["POST", "/leads/search", { page_size: 201 }, 422, "page_size"],
    ["POST", "/leads", "{", 400, "no valid JSON"],
    ["GET", "/lead_sources", undefined, 404, "Resource not found"],
  ])("refuses what it does not take: %s %s %j", (method, path, body, status, words) => {
    const { ask } = aCopper();
    ask("POST", "/leads", ada);
    const answer = ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });

  it("replaces tags, and keeps custom fields that are not named", () => {
    const { ask } = aCopper();
    const field = (id: number, value: string) => ({ custom_field_definition_id: id, value });
    ask("POST", "/leads", { ...ada, tags: ["web"], custom_fields: [field(1, "a")] });
    const { body } = ask("PUT", "/leads/27140001", { tags: ["hot"], custom_fields: [field(2, "b")] });
    expect(body).toMatchObject({ tags: ["hot"], custom_fields: [field(1, "a"), field(2, "b")] });
  });

  it("tells of a lead by its id as its webhook does", async () => {
    const { crm } = aCopper();
    const id = crm.contacts.save({ firstName: "Ada", phone: "(202) 555-0100" });
    const { headers, body } = crm.contacts.sent(id);
    const request = { method: "POST", headers, query: new URLSearchParams(), params: {}, body: Buffer.from(body) };
    expect(await connector.intake.bind(undefined).read(request as never)).toMatchObject({
      kind: "leads",
      leads: [{ record: { type: "lead", id } }],
    });
  });
});
