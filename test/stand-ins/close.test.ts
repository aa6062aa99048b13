import { describe, expect, it } from "vitest";
import { close as connector } from "../../lambda/connectors/vendors/close/close.ts";
import { demoApp, demoKey } from "../../stand-ins/crms/close/access.ts";
import { close } from "../../stand-ins/crms/close.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** Close as it is played here: as strict as it describes itself. */

const noon = Date.parse("2026-06-15T12:00:00Z");

function aClose() {
  let now = noon;
  const crm = close.play(
    () => kept(undefined),
    () => now,
  );
  const ask = (method: string, path: string, body?: unknown, authorization = basic(demoKey)) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const answer = crm.answer({ method, path, headers: { authorization }, body: text });
    return { status: answer.status, body: JSON.parse(answer.body.toString()) };
  };
  const made = (person: object): string => ask("POST", "/api/v1/lead/", { contacts: [person] }).body.id;
  return {
    crm,
    ask,
    made,
    passes(ms: number) {
      now += ms;
    },
  };
}

const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
const ada = { name: "Ada Fields", phones: [{ phone: "(202) 555-0100" }], emails: [{ email: "ada@example.com" }] };

describe("the demo Close", () => {
  it("lets nobody in without the key, in Close's words", () => {
    const { ask } = aClose();
    expect(ask("GET", "/api/v1/me/", undefined, basic("another"))).toEqual({
      status: 401,
      body: { error: "Unauthorized" },
    });
    expect(ask("GET", "/api/v1/me/").status).toBe(200);
  });

  it("gives access for an hour, and another refresh token each time", () => {
    const { ask, passes } = aClose();
    const renew = (refresh_token: string, change: object = {}) =>
      ask(
        "POST",
        "/oauth2/token/",
        new URLSearchParams({ ...demoApp, grant_type: "refresh_token", refresh_token, ...change }).toString(),
      );
    const first = renew(demoApp.refresh_token);
    expect(first).toMatchObject({ status: 200, body: { expires_in: 3600, token_type: "Bearer" } });
    expect(ask("GET", "/api/v1/me/", undefined, `Bearer ${first.body.access_token}`).status).toBe(200);
    expect(renew(demoApp.refresh_token)).toEqual({ status: 400, body: { error: "invalid_grant" } });
    expect(renew(first.body.refresh_token, { client_secret: "another" }).status).toBe(401);
    expect(renew(first.body.refresh_token).status).toBe(200);
    passes(3_600_000);
    expect(ask("GET", "/api/v1/me/", undefined, `Bearer ${first.body.access_token}`).status).toBe(401);
  });

  it("keeps phones with their country's code, and refuses what is none", () => {
    const { ask, made } = aClose();
    const { body } = ask("GET", `/api/v1/lead/${made(ada)}/?_fields=contacts,status_label`);
    expect(body).toMatchObject({ status_label: "Potential", contacts: [{ phones: [{ phone: "+12025550100" }] }] });
    expect(body).not.toHaveProperty("id");
    const refused = ask("POST", "/api/v1/lead/", { contacts: [{ phones: [{ phone: "call me" }] }] });
    expect(refused).toMatchObject({ status: 400, body: { "field-errors": {} } });
  });

  it("searches word by word", () => {
    const { ask, made } = aClose();
    made(ada);
    const search = (field: "phone" | "email", value: string, mode = "phrase") => {
      const object = `contact_${field}`;
      const related_query = {
        type: "field_condition",
        field: { type: "regular_field", object_type: object, field_name: field },
        condition: { type: "text", mode, value },
      };
      const related = { type: "has_related", this_object_type: "contact", related_object_type: object, related_query };
      const query = { type: "and", queries: [{ type: "object_type", object_type: "contact" }, related] };
      return ask("POST", "/api/v1/data/search/", { query, _fields: { contact: ["id"] } }).body.data?.length;
    };
    expect(search("phone", "+12025550100")).toBe(1);
    expect(search("phone", "202 555 0100")).toBe(0);
    expect(search("phone", "+1202", "beginning_of_words")).toBe(1);
    expect(search("email", "ADA@example.com")).toBe(1);
    expect(search("email", "da@example.com")).toBe(0);
    expect(search("email", "ada@example.com", "contains")).toBeUndefined();
  });

  it.each([
    [{ disposition: "Interested" }, "disposition"],
    [{ status: "missed" }, "status"],
    [{ direction: "OUTBOUND" }, "direction"],
    [{ duration: 1.5 }, "duration"],
    [{ phone: "202-555-0100" }, "phone"],
    [{ recording_url: "http://recordings.example.com/1.mp3" }, "recording_url"],
    [{ activity_at: "yesterday" }, "activity_at"],
    [{ user_id: "user_nobody" }, "user_id"],
    [{ contact_id: "cont_nobody" }, "contact_id"],
  ])("refuses a call with %j", (fields, name) => {
    const { ask, made, crm } = aClose();
    const refused = ask("POST", "/api/v1/activity/call/", { lead_id: made(ada), ...fields });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [], "field-errors": { [name]: expect.any(String) } },
    });
    expect(crm.records()).toMatchObject([{ calls: [] }]);
  });

  it("logs a call on a lead that it has, at the time that it is told", () => {
    const { ask, made, crm } = aClose();
    const lead_id = made(ada);
    const call = ask("POST", "/api/v1/activity/call/", { lead_id, activity_at: "2026-06-14T12:00:00Z", duration: 30 });
    expect(call).toMatchObject({ status: 200, body: { status: "completed", direction: "outbound" } });
    ask("POST", "/api/v1/activity/call/", { lead_id, note: "Callingly call 7 - Connected" });
    const listed = (query: string) => ask("GET", `/api/v1/activity/call/?${query}`).body;
    expect(listed(`lead_id=${lead_id}&activity_at__gte=2026-06-15T00:00:00Z`).data).toHaveLength(1);
    expect(listed(`lead_id=${lead_id}&_limit=1`)).toMatchObject({ has_more: true });
    expect(listed("lead_id=lead_other").data).toEqual([]);
    expect(ask("GET", "/api/v1/activity/call/?_limit=201").status).toBe(400);
    expect(ask("POST", "/api/v1/activity/call/", { lead_id: "lead_other" }).status).toBe(400);
    expect(ask("PUT", "/api/v1/activity/call/acti_other/", { note: "x" }).status).toBe(404);
    expect(ask("PUT", `/api/v1/activity/call/${call.body.id}/`, { direction: "inbound" }).status).toBe(400);
    expect(crm.records()).toMatchObject([{ name: "Ada Fields", calls: [{ seconds: 30 }, { callId: "7" }] }]);
  });

  it("takes statuses and custom fields of a lead, and nothing that it does not know", () => {
    const { ask, made } = aClose();
    const path = `/api/v1/lead/${made(ada)}/`;
    expect(ask("PUT", path, { status_id: "stat_badfit", "custom.cf_a1": 4 }).body).toMatchObject({
      status_label: "Bad Fit",
      "custom.cf_a1": 4,
    });
    for (const wrong of [{ status_id: "stat_other" }, { contacts: [] }, { "custom.cf_a1": {} }]) {
      expect(ask("PUT", path, wrong).status).toBe(400);
    }
    expect(ask("PUT", "/api/v1/lead/lead_other/", {}).status).toBe(404);
    expect(ask("PUT", path, "{")).toEqual({ status: 400, body: { error: "The request contains invalid JSON." } });
    expect(ask("DELETE", path).status).toBe(404);
  });

  it("sends a contact that somebody saves, as a subscription does", async () => {
    const { crm } = aClose();
    const id = crm.contacts.save({
      firstName: "Ada",
      lastName: "Fields",
      email: "ada@example.com",
      phone: "2025550100",
    });
    const { headers, body } = crm.contacts.sent(id);
    const url = "https://bridge.example.com/leads/close";
    const request = { method: "POST", url, headers, query: new URLSearchParams(), params: {}, body: Buffer.from(body) };
    expect(connector.recognises(request)).toBe("surely");
    expect(await connector.intake.bind(undefined).read(request)).toMatchObject({
      leads: [
        { fullName: "Ada Fields", phone: "+12025550100", email: "ada@example.com", record: { type: "lead", id } },
      ],
    });
  });
});
