import { describe, expect, it } from "vitest";
import { followupboss as connector } from "../../lambda/connectors/vendors/followupboss/followupboss.ts";
import { demoKey, followupboss } from "../../stand-ins/crms/followupboss.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** Follow Up Boss as it is played here: as strict as it describes itself. */

const noon = Date.parse("2026-06-15T12:00:00Z");

function aFollowUpBoss() {
  const crm = followupboss.play(
    () => kept(undefined),
    () => noon,
  );
  const ask = (method: string, path: string, body?: unknown, key = demoKey) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
    const answer = crm.answer({ method, path: `/v1${path}`, headers: { authorization }, body: text });
    return { status: answer.status, body: JSON.parse(answer.body.toString()) };
  };
  return { crm, ask };
}

const ada = {
  firstName: "Ada",
  lastName: "Fields",
  emails: [{ value: "ada@example.com" }],
  phones: [{ value: "(202) 555-0100" }],
};

describe("the demo Follow Up Boss", () => {
  it("lets nobody in without the key, in its words", () => {
    const { ask } = aFollowUpBoss();
    expect(ask("GET", "/people", undefined, "another")).toEqual({
      status: 401,
      body: { errorMessage: "Invalid API key." },
    });
  });

  it.each([
    ["POST", "/people", { ...ada, company: "Harbor Pine" }, "Invalid fields in the request body: company."],
    ["POST", "/people", { phones: ["2025550100"] }, "phones.0"],
    ["POST", "/calls", { personId: 40_001, phone: "1" }, "isIncoming"],
    ["POST", "/calls", { personId: 40_009, phone: "1", isIncoming: false }, "Invalid personId"],
    ["POST", "/calls", { personId: 40_001, phone: "1", isIncoming: false, outcome: "Talked" }, "outcome"],
    ["POST", "/calls", { personId: 40_001, phone: "1", isIncoming: false, userId: 9 }, "userId"],
    ["POST", "/calls", "{", "no valid JSON"],
    ["GET", "/people?limit=101", undefined, "limit"],
  ])("refuses what it does not take: %s %s %j", (method, path, body, words) => {
    const { ask } = aFollowUpBoss();
    ask("POST", "/people", ada);
    const answer = ask(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { errorMessage: expect.stringContaining(words) } });
  });

  it("answers who is there already, unchanged, where it is asked to look for twins", () => {
    const { ask } = aFollowUpBoss();
    const { id } = ask("POST", "/people?deduplicate=true", ada).body;
    const twin = { ...ada, firstName: "A.", emails: [], phones: [{ value: "+12025550100" }] };
    expect(ask("POST", "/people?deduplicate=true", twin)).toMatchObject({
      status: 200,
      body: { id, firstName: "Ada" },
    });
    expect(ask("POST", "/people", twin)).toMatchObject({ status: 201 });
  });

  it("replaces lists, unless tags are to be merged", () => {
    const { ask } = aFollowUpBoss();
    const { id } = ask("POST", "/people", { ...ada, tags: ["Buyer"] }).body;
    ask("PUT", `/people/${id}?mergeTags=true`, { tags: ["Hot"] });
    expect(ask("GET", `/people/${id}`).body.tags).toEqual(["Buyer", "Hot"]);
    ask("PUT", `/people/${id}`, { tags: ["Cold"], phones: [] });
    expect(ask("GET", `/people/${id}`).body).toMatchObject({ tags: ["Cold"], phones: [] });
  });

  it("shows ten of a list unless it is asked for more, and custom fields when it is asked for all", () => {
    const { ask } = aFollowUpBoss();
    for (let index = 0; index < 12; index += 1) ask("POST", "/people", { ...ada, customLot: index });
    const { people, _metadata } = ask("GET", "/people").body;
    expect([people.length, _metadata.total]).toEqual([10, 12]);
    expect(people[0]).not.toHaveProperty("customLot");
    expect(ask("GET", "/people?limit=100&offset=11&fields=allFields").body.people).toMatchObject([{ customLot: 11 }]);
  });

  it("tells of somebody who is entered by a webhook that the bridge reads", async () => {
    const { crm, ask } = aFollowUpBoss();
    const id = crm.contacts.save({ firstName: "Ada", lastName: "Fields", phone: "(202) 555-0100" });
    const { headers, body } = crm.contacts.sent(id);
    const url = "https://bridge.example.com/leads/x";
    const request = {
      ...{ method: "POST", url, query: new URLSearchParams(), params: {} },
      ...{ headers, body: Buffer.from(body) },
    };
    const reading = await connector.intake.bind(undefined).read(request);
    expect(reading).toMatchObject({ kind: "leads", leads: [{ record: { type: "person", id } }] });
    expect(ask("GET", `/people?id=${id},7&limit=100`).body.people).toMatchObject([{ id: Number(id) }]);
  });
});
