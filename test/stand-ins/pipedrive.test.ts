import { describe, expect, it } from "vitest";
import { demoApp, pipedrive } from "../../stand-ins/crms/pipedrive.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** The Pipedrive that is played here takes what the vendor's description names, and nothing else. */

function played() {
  let now = Date.parse("2026-06-15T14:00:00Z");
  const crm = pipedrive.play(
    () => kept(undefined),
    () => now,
  );
  const send = (method: string, path: string, body: string, headers: Record<string, string>) => {
    const answer = crm.answer({ method, path, headers, body });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body.toString()) };
  };
  return {
    ...crm,
    send,
    ask: (method: string, path: string, body?: object, headers: Record<string, string> = { "x-api-token": token }) =>
      send(method, path, body ? JSON.stringify(body) : "", headers),
    passes: (ms: number) => {
      now += ms;
    },
  };
}

const token = pipedrive.play(() => kept(undefined)).credentials.token ?? "";
const phones = [{ value: "+12025550143", primary: true }];

describe("the demo Pipedrive refuses", () => {
  it.each([
    ["POST", "/api/v2/persons", {}],
    ["POST", "/api/v2/persons", { name: "Maya", phone: "1" }],
    ["POST", "/api/v2/persons", { name: "Maya", emails: ["a@example.com"] }],
    ["POST", "/api/v2/activities", { subject: "x", user_id: 1 }],
    ["POST", "/api/v2/activities", { subject: "x", due_time: "2026-06-15T14:00:00Z" }],
    ["POST", "/api/v2/activities", { subject: "x", duration: "247" }],
    ["POST", "/api/v2/activities", { subject: "x", person_id: 1 }],
    ["POST", "/v1/callLogs", { outcome: "connected", to_phone_number: "1" }],
    ["POST", "/v1/notes", { content: "x" }],
    ["GET", "/api/v2/persons/search?term=x", undefined],
    ["GET", "/api/v2/persons/search?term=xyz&fields=address", undefined],
    ["GET", "/api/v2/persons?limit=501", undefined],
    ["GET", "/api/v2/activities?since=x", undefined],
  ])("%s %s with %j, in its own words", (method, path, body) => {
    expect(played().ask(method, path, body)).toMatchObject({
      status: 400,
      headers: { "x-ratelimit-reset": "2" },
      body: { success: false, error: expect.any(String), error_info: expect.any(String) },
    });
  });

  it("a call log with another outcome, a number for its length, or a deal and a lead", () => {
    const { ask } = played();
    const log = {
      outcome: "connected",
      to_phone_number: "+12025550143",
      start_time: "2026-06-15 14:00:00",
      end_time: "2026-06-15 14:01:00",
    };
    expect(ask("POST", "/v1/callLogs", log).status).toBe(200);
    for (const change of [
      { outcome: "missed" },
      { duration: 60 },
      { start_time: "2026-06-15T14:00:00Z" },
      { end_time: "2026-06-15 13:00:00" },
      { deal_id: 1, lead_id: "a1f6c2d0-4a64-41ef-9d0a-6f2b1a770155" },
    ]) {
      expect(ask("POST", "/v1/callLogs", { ...log, ...change }).status).toBe(400);
    }
  });

  it("what is tied to somebody who is not there, and what it does not know", () => {
    const { ask } = played();
    expect(ask("POST", "/api/v2/activities", { participants: [{ person_id: 7 }] }).status).toBe(404);
    expect(ask("PUT", "/v1/callLogs/1", {}).status).toBe(404);
    expect(ask("GET", "/api/v1/persons").status).toBe(404);
  });

  it("who is not let in, and an app whose hour is over until it renews its access", () => {
    const { ask, send, passes } = played();
    expect(ask("GET", "/v1/users/me", undefined, { "x-api-token": "another" }).status).toBe(401);
    const client = `Basic ${Buffer.from(`${demoApp.client_id}:${demoApp.client_secret}`).toString("base64")}`;
    const form = `grant_type=refresh_token&refresh_token=${demoApp.refresh_token}`;
    expect(send("POST", "/oauth/token", form, {}).status).toBe(400);
    const renewed = send("POST", "/oauth/token", form, { authorization: client });
    const bearer = { authorization: `Bearer ${renewed.body.access_token}` };
    expect(ask("GET", "/v1/users/me", undefined, bearer).status).toBe(200);
    passes(3_600_000);
    expect(ask("GET", "/v1/users/me", undefined, bearer).status).toBe(401);
  });
});

it("shows lists page by page, in both versions' ways", () => {
  const { ask, enter } = played();
  const ids = ["Ada", "Ben", "Cleo"].map((name) => Number(enter("persons", { name, phones })));
  const first = ask("GET", "/api/v2/persons?limit=2&sort_by=add_time&sort_direction=desc").body;
  expect(first.data.map(({ id }: { id: number }) => id)).toEqual([ids[2], ids[1]]);
  const cursor = first.additional_data.next_cursor;
  const next = ask("GET", `/api/v2/persons?limit=2&sort_by=add_time&sort_direction=desc&cursor=${cursor}`).body;
  expect(next).toMatchObject({ data: [{ id: ids[0] }], additional_data: { next_cursor: null } });

  for (const content of ["a", "b"]) ask("POST", "/v1/notes", { content, person_id: ids[0] });
  const notes = ask("GET", `/v1/notes?person_id=${ids[0]}&sort=add_time DESC&limit=1`).body;
  expect(notes).toMatchObject({
    data: [{ content: "b" }],
    additional_data: { pagination: { more_items_in_collection: true, next_start: 1 } },
  });
  expect(ask("GET", `/v1/notes?person_id=${ids[1]}`).body.data).toBeNull();
});
