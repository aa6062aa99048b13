import { describe, expect, it } from "vitest";
import { type Habits, playMonday } from "../../stand-ins/crms/monday.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** The strictness of monday as it is played here: what does not fit its schema is refused, and most of it inside a 200. */

function board(habits: Habits = {}) {
  let now = Date.parse("2026-06-15T12:00:00Z");
  const pass = (ms: number) => {
    now += ms;
  };
  const crm = playMonday(kept(undefined), () => now, habits);
  const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) => {
    const authorization = crm.credentials.token ?? "";
    const body = JSON.stringify({ query, variables });
    const answer = crm.answer({ method: "POST", path: "/v2", headers: { authorization, ...headers }, body });
    return { status: answer.status, headers: answer.headers, ...JSON.parse(answer.body.toString()) };
  };
  return { crm, ask, pass };
}

describe("a question to the played monday", () => {
  it.each([
    ["a field that there is not", "query { me { nickname } }", {}],
    ["a field without what is wanted of it", "query { me }", {}],
    ["a selection of what has none", "query { me { id { x } } }", {}],
    ["an argument that there is not", "query { users(size: 1) { id } }", {}],
    ["without an argument that must be", "query { items_page_by_column_values(board_id: 1) { cursor } }", {}],
    ["an argument of another type", 'query { users(limit: "1") { id } }', {}],
    [
      "a word that is none",
      "query ($asked: ItemsQuery) { boards { items_page(limit: 1, query_params: $asked) { cursor } } }",
      { asked: { rules: [{ column_id: "a", compare_value: "b", operator: "like" }] } },
    ],
    [
      "a part that there is not",
      "query ($asked: ItemsQuery) { boards { items_page(limit: 1, query_params: $asked) { cursor } } }",
      { asked: { where: [] } },
    ],
    ["a variable that is not used", "query ($page: Int) { me { id } }", { page: 1 }],
    ["a variable that is not said", "query { users(page: $page) { id } }", {}],
    ["a variable of another type", "query ($page: String) { users(page: $page) { id } }", { page: "1" }],
    [
      "a variable that may be null where none may",
      "query ($id: ID) { items_page_by_column_values(board_id: $id, limit: 1) { cursor } }",
      { id: "1" },
    ],
    [
      "a variable without its value",
      "query ($id: ID!) { items_page_by_column_values(board_id: $id, limit: 1) { cursor } }",
      {},
    ],
    ["a variable whose value does not fit", "query ($page: Int) { users(page: $page) { id } }", { page: 1.5 }],
    ["a type that there is not", "query ($x: Number) { me { id } }", {}],
    ["half of it", "query { me { id }", {}],
    ["another kind", "subscription { me { id } }", {}],
    ["something behind it", "query { me { id } } }", {}],
    ["a mark that is none", "query { me { id % } }", {}],
    ["nothing in it", "query { me { } }", {}],
    [
      "column values that are no JSON",
      'mutation ($v: JSON) { create_item(board_id: 7712004411, item_name: "A", column_values: $v) { id } }',
      { v: { a: 1 } },
    ],
  ])("is refused with %s", (_, query, variables) => {
    const { ask } = board();
    expect(ask(query, variables)).toMatchObject({
      status: 400,
      errors: [{ message: expect.any(String), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    });
  });

  it.each([
    ["a column that there is not", { other: "x" }],
    ["a label that there is not", { lead_status: { label: "Done" } }],
    ["a status as a text", { lead_status: "Contacted" }],
    ["a phone as a text", { lead_phone: "+12025550143" }],
    ["a phone with letters", { lead_phone: { phone: "call me", countryShortName: "US" } }],
    ["a number as a number", { attempts: 1 }],
    ["a moment as a text", { first_contact: "2026-06-15" }],
    ["a person by a text", { lead_owner: { personsAndTeams: [{ id: "1", kind: "person" }] } }],
    ["a dropdown's label that there is not", { lead_tags: { ids: [9] } }],
  ])("that writes %s is refused inside a 200, and changes nothing", (_, values) => {
    const { crm, ask } = board();
    const id = crm.contacts.save({ firstName: "Ada", phone: "202-555-0143" });
    const before = crm.item(id);
    const query =
      "mutation ($id: ID, $v: JSON!) { change_multiple_column_values(board_id: 7712004411, item_id: $id, column_values: $v) { id } }";
    expect(ask(query, { id, v: JSON.stringify(values) })).toMatchObject({
      status: 200,
      errors: [{ extensions: { code: "ColumnValueException" } }],
    });
    expect(crm.item(id)).toEqual(before);
  });

  it.each([
    ["an item", 'mutation { create_update(item_id: 1, body: "a") { id } }'],
    ["an update", 'mutation { edit_update(id: 1, body: "a") { id } }'],
    ["a board", 'mutation { create_item(board_id: 1, item_name: "a") { id } }'],
    ["a name", 'mutation { create_item(board_id: 7712004411, item_name: "") { id } }'],
  ])("about %s that there is not is refused inside a 200", (_, query) => {
    expect(board().ask(query)).toMatchObject({ status: 200, data: null, errors: [{ message: expect.any(String) }] });
  });

  it("costs points, of which a minute has so many, and says how long to wait", () => {
    const { ask, pass } = board({ budget: 5 });
    const query = "query { me { id } }";
    expect([ask(query).status, ask(query).status]).toEqual([200, 200]);
    expect(ask(query)).toMatchObject({
      status: 200,
      errors: [{ extensions: { code: "COMPLEXITY_BUDGET_EXHAUSTED", retry_in_seconds: 60 } }],
    });
    pass(60_000);
    expect(ask(query).data).toEqual({ me: { id: "3120447" } });
  });

  it("with a key is answered as before for half an hour, and done once", () => {
    const { crm, ask, pass } = board();
    const query = 'mutation { create_item(board_id: 7712004411, item_name: "Ada") { id } }';
    const first = ask(query, {}, { "idempotency-key": "k" });
    expect(ask(query, {}, { "idempotency-key": "k" })).toMatchObject({
      data: first.data,
      headers: { "idempotency-replayed": "true" },
    });
    expect(crm.records()).toHaveLength(1);
    pass(30 * 60_000);
    ask(query, {}, { "idempotency-key": "k" });
    expect(crm.records()).toHaveLength(2);
  });

  it("is refused without the token, by another method and in another place", () => {
    const { crm, ask } = board();
    expect(ask("query { me { id } }", {}, { authorization: "other" }).status).toBe(401);
    const headers = { authorization: crm.credentials.token ?? "" };
    expect(crm.answer({ method: "GET", path: "/v2?query=x", headers, body: "" }).status).toBe(404);
    expect(crm.answer({ method: "GET", path: "/v2", headers, body: "" }).status).toBe(400);
    expect(crm.answer({ method: "POST", path: "/v2", headers, body: "{" }).status).toBe(400);
    expect(crm.answer({ method: "POST", path: "/v2", headers, body: "{}" }).status).toBe(400);
  });
});
