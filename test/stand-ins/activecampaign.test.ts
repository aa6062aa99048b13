import { describe, expect, it } from "vitest";
import { activecampaign as connector } from "../../lambda/connectors/vendors/activecampaign/activecampaign.ts";
import { activecampaign, demoKey } from "../../stand-ins/crms/activecampaign.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** ActiveCampaign as it is played here: as strict as it describes itself. */

const noon = Date.parse("2026-06-15T12:00:00Z");

function anActiveCampaign() {
  const crm = activecampaign.play(
    () => kept(undefined),
    () => noon,
  );
  const ask = (method: string, path: string, body?: unknown, key = demoKey) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const answer = crm.answer({ method, path: `/api/3${path}`, headers: { "api-token": key }, body: text });
    return { status: answer.status, text: answer.body.toString(), body: JSON.parse(answer.body.toString()) };
  };
  return { crm, ask };
}

const ada = { email: "ada@example.com", firstName: "Ada", lastName: "Fields", phone: "(202) 555-0100" };

describe("the demo ActiveCampaign", () => {
  it("lets nobody in without the key", () => {
    const { ask } = anActiveCampaign();
    expect(ask("GET", "/users/me", undefined, "another")).toMatchObject({ status: 403 });
    expect(ask("GET", "/users/me")).toMatchObject({
      status: 200,
      body: { user: { email: "olive.owner@example.com" } },
    });
  });

  it.each([
    ["POST", "/contacts", { contact: { ...ada, company: "Harbor Pine" } }, 400, "Unknown attributes: company"],
    ["POST", "/contacts", { ...ada }, 400, "Unknown attributes"],
    ["POST", "/contacts", { contact: { phone: "+12025550100" } }, 422, "Email address is required"],
    ["POST", "/contacts", { contact: ada }, 422, "duplicate"],
    ["PUT", "/contacts/9", { contact: { firstName: "A." } }, 404, "No Result found for Subscriber with id 9"],
    ["PUT", "/contacts/1", { contact: { fieldValues: [{ field: "7", value: 1 }] } }, 400, "fieldValues.0.value"],
    ["POST", "/notes", { note: { note: "Hi", relid: 1, reltype: "Contact" } }, 400, "reltype"],
    ["POST", "/notes", { note: { note: "Hi", relid: 9, reltype: "Subscriber" } }, 404, "No Result found"],
    ["PUT", "/notes/9", { note: { note: "Hi", relid: "1", reltype: "Subscriber" } }, 403, "No Result found for Note"],
    ["POST", "/contactTags", { contactTag: { contact: 1, tag: 9 } }, 404, "Tag not found"],
    ["POST", "/tags", { tag: { tag: "A", tagType: "person" } }, 400, "tagType"],
    ["PUT", "/deals/9", { deal: { stage: "4" } }, 404, "No Result found for Deal"],
    ["POST", "/contact/sync", { contact: ada }, 404, "No route"],
    ["POST", "/contacts", "{", 400, "no valid JSON"],
    ["GET", "/contacts?limit=101", undefined, 400, "limit"],
  ])("refuses what it does not take: %s %s %j", (method, path, body, status, words) => {
    const { ask } = anActiveCampaign();
    ask("POST", "/contacts", { contact: ada });
    const answer = ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });

  it("finds phones by what they begin with, and anything by what it holds", () => {
    const { ask } = anActiveCampaign();
    ask("POST", "/contacts", { contact: ada });
    const found = (query: string) => ask("GET", `/contacts?${query}`).body.contacts.length;
    expect(["phone=(202", "phone=2025550100", "search=0100", "email=ADA@example.com"].map(found)).toEqual([1, 0, 1, 1]);
  });

  it("sends a contact as its webhook does, which is a lead", async () => {
    const { crm } = anActiveCampaign();
    const id = crm.contacts.save({ firstName: "Ada", phone: "(202) 555-0100" });
    const { headers, body } = crm.contacts.sent(id);
    const request = { method: "POST", headers, query: new URLSearchParams(), params: {}, body: Buffer.from(body) };
    const reading = await connector.intake.bind(undefined).read(request as never, "US");
    expect(reading).toMatchObject({
      kind: "leads",
      leads: [{ firstName: "Ada", phone: "(202) 555-0100", record: { type: "contact", id } }],
    });
  });
});
