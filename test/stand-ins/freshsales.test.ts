import { describe, expect, it } from "vitest";
import { multipartContent } from "../../lambda/connectors/kit/out/content.ts";
import { demoKey, freshsales } from "../../stand-ins/crms/freshsales.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** Freshsales as it is played here: stricter than it is itself. */

function aFreshsales() {
  const crm = freshsales.play(
    () => kept(undefined),
    () => Date.parse("2026-06-15T12:00:00Z"),
  );
  const ask = (method: string, path: string, body?: unknown, { key = demoKey, type = "application/json" } = {}) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const headers = { authorization: `Token token=${key}`, "content-type": type };
    const answer = crm.answer({ method, path: `/api${path}`, headers, body: text });
    return { status: answer.status, body: JSON.parse(answer.body.toString()) };
  };
  const logCall = (fields: Record<string, string>) => {
    const { type, body } = multipartContent(fields, "boundary");
    return ask("POST", "/phone_calls", body, { type });
  };
  return { crm, ask, logCall };
}

const ada = { contact: { first_name: "Ada", mobile_number: "+12025550100", email: "ada@example.com" } };
const ID = "70012345601";
const aCall = {
  "phone_call[call_direction]": "false",
  "phone_call[targetable_type]": "contact",
  "phone_call[targetable][id]": ID,
  "phone_call[note][description]": "Callingly call 1 - Connected - 0m 09s<br>two\r\nlines",
};

describe("the demo Freshsales", () => {
  it("lets nobody in without the key, in its words", () => {
    expect(aFreshsales().ask("GET", "/contacts/1", undefined, { key: "another" })).toMatchObject({
      status: 401,
      body: { login: "failed" },
    });
  });

  it.each([
    ["POST", "/contacts", { contact: { ...ada.contact, phone: "1" } }, "Unknown field: phone"],
    ["POST", "/contacts", { contact: { first_name: "Ada" } }, "Email or Mobile is required"],
    ["POST", "/contacts", { contact: { first_name: "Ada", email: "" } }, "contact.email"],
    ["POST", "/contacts", ada, "Email is not unique"],
    ["PUT", `/contacts/${ID}`, { contact: { contact_status_id: 1 } }, "Contact status is invalid"],
    ["PUT", `/contacts/${ID}`, { contact: { custom_field: { own: 1 } } }, "custom_field"],
    ["POST", "/notes", { note: { description: "x", targetable_type: "contact", targetable_id: 1 } }, "targetable_type"],
    ["POST", "/phone_calls", { phone_call: {} }, "has to come as a form"],
    ["GET", "/lookup?q=x&f=phone&entities=contact", undefined, "f.0"],
    ["POST", "/notes", "{", "no valid JSON"],
  ])("refuses what it does not take: %s %s %j", (method, path, body, words) => {
    const { ask } = aFreshsales();
    ask("POST", "/contacts", ada);
    const answer = ask(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.message.join("; ")).toContain(words);
  });

  it("logs a call that comes as a form, on a contact that is there, by no field that it is not known to keep", () => {
    const { ask, logCall, crm } = aFreshsales();
    ask("POST", "/contacts", ada);
    expect(logCall(aCall).status).toBe(201);
    expect(crm.records()[0]?.calls).toMatchObject([{ callId: "1", outcome: "Connected", seconds: 9 }]);
    expect(logCall({ ...aCall, "phone_call[targetable][id]": "9" }).status).toBe(404);
    expect(logCall({ ...aCall, "phone_call[call_direction]": "outgoing" }).status).toBe(400);
    expect(logCall({ ...aCall, "phone_call[recording_url]": "https://example.com" }).status).toBe(400);
  });

  it("shows no phone call, and no note but among those of its contact", () => {
    const { ask } = aFreshsales();
    ask("POST", "/contacts", ada);
    const { id } = ask("POST", "/notes", { note: { description: "x", targetable_type: "Contact", targetable_id: ID } })
      .body.note;
    expect(ask("GET", `/notes/${id}`).status).toBe(404);
    expect(ask("GET", `/contacts/${ID}/notes`).body.notes).toMatchObject([{ id, description: "x" }]);
    expect(ask("GET", "/phone_calls/1").status).toBe(404);
  });

  it("sends a contact that somebody adds as a workflow would", () => {
    const { crm } = aFreshsales();
    const id = crm.contacts.save({ firstName: "Ada", phone: "2025550100" });
    expect(JSON.parse(crm.contacts.sent(id).body)).toEqual({
      contact_id: Number(id),
      first_name: "Ada",
      mobile_number: "2025550100",
    });
  });
});
