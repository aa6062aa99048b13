import { describe, expect, it } from "vitest";
import { demoKey, keap } from "../../stand-ins/crms/keap.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** Keap as it is played here: as strict as it describes itself. */

const noon = Date.parse("2026-06-15T12:00:00Z");

function aKeap() {
  const crm = keap.play(
    () => kept(undefined),
    () => noon,
  );
  const ask = (method: string, path: string, body?: unknown, key = demoKey) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const answer = crm.answer({
      method,
      path: `/crm/rest${path}`,
      headers: { authorization: `Bearer ${key}` },
      body: text,
    });
    return { status: answer.status, body: JSON.parse(answer.body.toString()) };
  };
  return { crm, ask };
}

const ada = {
  given_name: "Ada",
  phone_numbers: [{ field: "PHONE1", number: "(202) 555-0100" }],
  email_addresses: [{ field: "EMAIL1", email: "ada@example.com" }],
};

describe("the demo Keap", () => {
  it("lets nobody in without the key, in its gateway's words", () => {
    expect(aKeap().ask("GET", "/v2/contacts", undefined, "another")).toMatchObject({
      status: 401,
      body: { fault: { faultstring: "Invalid Access Token" } },
    });
  });

  it.each([
    ["POST", "/v2/contacts", { ...ada, phone: "1" }, "Unrecognized field: phone"],
    ["POST", "/v2/contacts", { given_name: "Ada" }, "at least one item"],
    ["POST", "/v2/contacts", { ...ada, phone_numbers: [{ field: "PHONE9", number: "1" }] }, "phone_numbers.0.field"],
    ["POST", "/v2/contacts", { ...ada, given_name: "A".repeat(41) }, "given_name"],
    ["PATCH", "/v2/contacts/90001?update_mask=phone", {}, "update_mask=phone"],
    ["POST", "/v2/contacts/90001/notes", { title: "x", text: "y" }, "user_id"],
    ["POST", "/v2/contacts/90001/notes", { text: "y", user_id: "1" }, "a title or a type is required"],
    ["POST", "/v2/contacts/90001/notes", { title: "x", user_id: "9" }, "The user was not found"],
    ["POST", "/v2/contacts/90001/notes", { title: "x", user_id: 1 }, "user_id"],
    ["POST", "/v2/contacts/90001/notes", { title: "x", user_id: "1", type: "Talk" }, "type"],
    ["POST", "/v2/contacts/90001/notes", "{", "no valid JSON"],
    ["GET", "/v2/contacts?filter=phone%3D%3D1", undefined, "Invalid filter: phone==1"],
    ["GET", "/v2/contacts?filter=phone_number%3D%3D1", undefined, "Invalid filter: phone_number"],
    ["GET", "/v2/contacts?page_size=1001", undefined, "page_size"],
    ["POST", "/v1/hooks", { eventKey: "contact", hookUrl: "https://example.com" }, "eventKey"],
  ])("refuses what it does not take: %s %s %j", (method, path, body, words) => {
    const { ask } = aKeap();
    ask("POST", "/v2/contacts", ada);
    expect(ask(method, path, body)).toMatchObject({ status: 400, body: { message: expect.stringContaining(words) } });
  });

  it("empties what a list does not name, and shows no more than is asked for", () => {
    const { ask } = aKeap();
    const two = [
      { id: "11", content: "web" },
      { id: "12", content: "x" },
    ];
    const { id } = ask("POST", "/v2/contacts?fields=id", { ...ada, custom_fields: two }).body;
    const change = { custom_fields: [{ id: "12", content: "y" }], given_name: "Eve" };
    ask("PATCH", `/v2/contacts/${id}?update_mask=custom_fields`, change);
    expect(ask("GET", `/v2/contacts/${id}?fields=custom_fields,given_name`).body).toEqual({
      given_name: "Ada",
      custom_fields: [{ id: "12", content: "y" }],
    });
    expect(ask("GET", `/v2/contacts/${id}`).body).toEqual({ id });
  });

  it("pages its lists", () => {
    const { ask } = aKeap();
    for (let at = 0; at < 3; at += 1) ask("POST", "/v2/contacts", ada);
    const first = ask("GET", "/v2/contacts?page_size=2").body;
    expect(first.contacts).toHaveLength(2);
    const rest = ask("GET", `/v2/contacts?page_size=2&page_token=${first.next_page_token}`).body;
    expect(rest.contacts).toHaveLength(1);
    expect(rest.next_page_token).toBeUndefined();
  });

  it("tells of a contact that somebody adds, by its id alone", () => {
    const { crm } = aKeap();
    const id = crm.contacts.save({ firstName: "Ada", phone: "2025550100" });
    expect(JSON.parse(crm.contacts.sent(id).body)).toMatchObject({
      event_key: "contact.add",
      object_keys: [{ id: Number(id) }],
    });
  });

  it("has no tag of one name twice, and knows what is not there", () => {
    const { ask } = aKeap();
    expect(ask("POST", "/v2/tags", { name: "Buyer" }).status).toBe(201);
    expect(ask("POST", "/v2/tags", { name: "Buyer" }).status).toBe(409);
    for (const path of ["/v2/contacts/9", "/v2/deals", "/v1/hooks/9", "/v3/contacts"])
      expect(ask("GET", path).status).toBe(404);
  });
});
