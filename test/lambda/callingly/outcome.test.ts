import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPostOutcome } from "../../../lambda/callingly/outcome.ts";
import type { Sent } from "../../../lambda/runtime/http-client.ts";
import { ambiguous, answered, notSent } from "../../fakes/fake-send.ts";

const now = new Date("2026-11-22T10:00:00Z");
const outcomeOf = (...answer: Parameters<typeof answered>) => toPostOutcome(answered(...answer), now);

describe("placed", () => {
  it.each<[unknown, string | undefined]>([
    [{ call_id: 38700001 }, "38700001"],
    [{ call_id: "38700001" }, "38700001"],
    [{ id: 7, status: "ringing" }, "7"],
    [{ data: { id: 8 } }, "8"],
    [{ data: { call_id: 9 } }, "9"],
    [{ call: { id: 10 } }, "10"],
    [{ call_id: null, id: 11 }, "11"],
    [{ success: true }, undefined],
    [{ call_id: null }, undefined],
    [{ call_id: 0 }, undefined],
    [{ call_id: -5 }, undefined],
    [{ call_id: 2 ** 60 }, undefined],
    [{ call_id: "soon" }, undefined],
    [{ call_id: { nested: 1 }, data: [], call: "x" }, undefined],
    [[{ id: 1 }], undefined],
    ["null", undefined],
    ['"text"', undefined],
    ["", undefined],
    ["<html>Thank you</html>", undefined],
  ])("whatever the body: %j", (body, callId) => {
    expect(outcomeOf(200, body)).toEqual(callId === undefined ? { kind: "placed" } : { kind: "placed", callId });
  });

  it("even when the answer was cut off, and even if what came of it says no", () => {
    expect(outcomeOf(201, '{"call_id": 1', { truncated: true })).toEqual({ kind: "placed" });
    expect(outcomeOf(200, { success: false }, { truncated: true })).toEqual({ kind: "placed" });
  });

  it("F24: for any 2xx and any body that does not say `success: false`", () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json({ maxDepth: 1 }).map((json) => `{"data":${json}}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 299 }), body, fc.boolean(), (status, text, truncated) => {
        fc.pre(!/"success"\s*:\s*false/.test(text));
        expect(outcomeOf(status, text, { truncated }).kind).toBe("placed");
      }),
    );
  });
});

describe("refused", () => {
  it.each([
    [400, "request"],
    [401, "token"],
    [403, "token"],
    [404, "route"],
    [405, "request"],
    [413, "request"],
    [415, "request"],
    [422, "request"],
    [429, "pace"],
  ])("by status %i, fault: %s", (status, fault) => {
    expect(outcomeOf(status, { message: "No." })).toEqual({
      kind: "refused",
      status,
      message: "No.",
      fault,
      fieldErrors: {},
    });
  });

  it.each([
    ["phone_number", "lead"],
    ["phone", "lead"],
    ["team_id", "route"],
    ["account_id", "route"],
    ["first_name", "request"],
  ])("by 422 for %s, fault: %s", (field, fault) => {
    const errors = { [field]: [`The ${field} is invalid.`] };
    expect(outcomeOf(422, { message: "Invalid.", errors })).toMatchObject({ fault, fieldErrors: errors });
  });

  it.each([
    [["team_id", "phone_number"], "route"],
    [["account_id", "phone"], "route"],
    [["phone", "phone_number"], "lead"],
    [["phone_number", "first_name"], "request"],
    [["email", "phone"], "request"],
  ])("by 422 for %j together, fault: %s", (fields, fault) => {
    const errors = Object.fromEntries(fields.map((field) => [field, ["x"]]));
    expect(outcomeOf(422, { errors })).toMatchObject({ fault });
  });

  it("by a 2xx that says `success: false`", () => {
    expect(outcomeOf(200, { success: false, message: "Team is paused." })).toEqual({
      kind: "refused",
      status: 200,
      message: "Team is paused.",
      fault: "request",
      fieldErrors: {},
    });
  });

  it("tells how long to wait", () => {
    const headers = { "retry-after": "30" };
    expect(outcomeOf(429, "", { headers })).toMatchObject({ message: "HTTP 429", retryAfterMs: 30_000 });
  });

  it.each([
    [{ message: "a", error: "b" }, "a"],
    [{ message: "", error: "b", error_message: "c" }, "b"],
    [{ error: { code: 1 }, error_message: "c" }, "c"],
    ["<html>", "HTTP 400"],
  ])("reads the message of %j", (body, message) => {
    expect(outcomeOf(400, body)).toMatchObject({ message });
  });

  it.each([
    "+14155552671",
    "(415) 555-2671",
    "415.555.2671",
    "zoe@example.com",
    "12|k3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3y",
  ])("does not repeat %s", (secret) => {
    const outcome = outcomeOf(422, { message: `Bad: ${secret} !`, errors: { phone: [`${secret} is bad`] } });
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^Bad: …/), fieldErrors: { phone: ["… is bad"] } });
  });

  it("bears a message of any length", () => {
    expect(outcomeOf(400, { message: "x".repeat(60_000) })).toMatchObject({ message: "…" });
    expect(outcomeOf(400, { message: "no ".repeat(20_000) })).toMatchObject({
      message: "no ".repeat(67).slice(0, 200),
    });
  });

  it("bears field errors in forms Laravel does not use", () => {
    expect(outcomeOf(422, { errors: { phone: "bad", email: [1, "worse"], name: null } })).toMatchObject({
      fault: "request",
      fieldErrors: { phone: ["bad"], email: ["worse"], name: [] },
    });
    expect(outcomeOf(422, { errors: ["bad"] })).toMatchObject({ fieldErrors: {} });
  });
});

describe("undecided", () => {
  it.each([301, 302, 304, 307, 402, 406, 408, 409, 410, 423, 425, 499, 500, 502, 503, 504, 520])(
    "HTTP %i is ambiguous",
    (status) => {
      expect(outcomeOf(status, { success: false })).toEqual({ kind: "ambiguous", reason: `HTTP ${status}`, status });
    },
  );

  it("keeps what the transport proved, and what it did not", () => {
    expect(toPostOutcome(notSent, now)).toEqual({ kind: "not-sent", reason: "ECONNREFUSED" });
    expect(toPostOutcome(ambiguous, now)).toEqual({ kind: "ambiguous", reason: "ECONNRESET" });
  });
});

it("never throws", () => {
  const sent: fc.Arbitrary<Sent> = fc.record({
    kind: fc.constant("answered" as const),
    status: fc.integer({ min: 0, max: 999 }),
    headers: fc.dictionary(fc.constantFrom("retry-after", "x"), fc.string()),
    body: fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .dictionary(fc.constantFrom("message", "errors", "data", "call", "success"), fc.jsonValue())
        .map((body) => JSON.stringify(body)),
    ),
    truncated: fc.boolean(),
  });
  fc.assert(
    fc.property(sent, (each) => {
      expect(toPostOutcome(each, now).kind).toMatch(/^(placed|refused|ambiguous)$/);
    }),
  );
});

describe("refused for fields that a call does not need", () => {
  const optionalIn = (body: unknown, status = 422) => {
    const outcome = outcomeOf(status, body);
    return outcome.kind === "refused" ? { fault: outcome.fault, optional: outcome.optional } : outcome;
  };

  it.each([
    [{ errors: { email: ["The email must be valid."] } }, ["email"]],
    [{ errors: { email: "no", company: ["too long"] } }, ["email", "company"]],
    [{ errors: { "lead.email": ["no"] } }, ["email"]],
    [{ errors: { "email.0": ["no"] } }, ["email"]],
    [{ errors: { "lead[first_name]": ["no"] } }, ["first_name"]],
    [{ errors: { lead: { email: ["no"], lastName: ["no"] } } }, ["email", "last_name"]],
    [{ errors: [{ field: "crm_id", message: "must be an integer" }] }, ["crm_id"]],
    [{ errors: [{ email: ["no"] }] }, ["email"]],
    [{ error: { fname: ["no"] } }, ["first_name"]],
    [{ message: { source: ["no"] } }, ["source"]],
    [{ data: { errors: { category: ["no"] } } }, ["category"]],
    [{ email: ["The email must be valid."] }, ["email"]],
    [{ errors: { email: ["no"], phone_number: ["no"] } }, ["email"]],
  ])("says which, wherever the validator puts them: %j", (body, optional) => {
    expect(optionalIn(body)).toEqual({ fault: "request", optional });
    expect(optionalIn(body, 400)).toEqual({ fault: "request", optional });
  });

  it.each([
    ["nothing is named", { message: "The given data was invalid." }],
    ["only words are given", { errors: ["The email must be valid."] }],
    ["something else is named as well", { errors: { email: ["no"], consent: ["required"] } }],
    ["only something else is named", { errors: { consent: ["required"] } }],
  ])("says none where %s", (_, body) => {
    expect(optionalIn(body)).toEqual({ fault: "request", optional: undefined });
  });

  it.each([400, 403, 422])(
    "says all that a stranger typed where what answers %i is not Callingly but a filter before it",
    (status) => {
      const typed = ["email", "company", "category", "first_name", "last_name"];
      for (const body of ["<html>Request blocked</html>", ""]) {
        const sent = { kind: "answered", status, headers: {}, body, truncated: false } as const;
        expect(toPostOutcome(sent, now)).toMatchObject({ kind: "refused", optional: typed });
      }
      expect(optionalIn({ message: "Forbidden" }, status)).toMatchObject({ optional: undefined });
    },
  );

  it("blames team, account and phone as ever, in whatever form they are named", () => {
    expect(optionalIn({ errors: { email: ["no"], team_id: ["no"] } })).toEqual({ fault: "route", optional: undefined });
    expect(optionalIn({ errors: { "lead.phone_number": ["no"] } })).toEqual({ fault: "lead", optional: undefined });
    expect(optionalIn({ phone: ["no"] })).toEqual({ fault: "lead", optional: undefined });
    expect(optionalIn({ success: false, errors: { email: ["no"] } }, 200)).toEqual({
      fault: "request",
      optional: undefined,
    });
    expect(optionalIn({ errors: { email: ["no"] } }, 429)).toEqual({ fault: "pace", optional: undefined });
  });
});
