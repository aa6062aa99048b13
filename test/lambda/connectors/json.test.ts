import { describe, expect, it } from "vitest";
import { json } from "../../../lambda/connectors/vendors/json.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";

const post = (value: unknown, headers: Record<string, string> = {}): HttpRequest => ({
  method: "POST",
  url: "https://bridge.example.com/leads/anything",
  headers: { "content-type": "application/json", ...headers },
  query: new URLSearchParams(),
  params: { source: "anything" },
  body: new TextEncoder().encode(JSON.stringify(value)),
});
const read = async (value: unknown, settings?: unknown, headers?: Record<string, string>) =>
  json.intake.bind(settings).read(post(value, headers));

const phone = "212-555-0123";

describe("any sender", () => {
  it("says where its fields are, and has the rest recognised", async () => {
    const value = { data: { id: 12, contacts: [{ nr: phone }], kind: "Solar", email: "a@example.com", utm: "x" } };
    const mapping = { phone: "data.contacts.0.nr", externalId: "data.id", category: "data.kind" };
    expect(await read(value, { mapping })).toEqual({
      kind: "leads",
      leads: [
        {
          phone,
          externalId: "12",
          category: "Solar",
          email: "a@example.com",
          extra: { "data.utm": "x" },
          why: expect.anything(),
        },
      ],
    });
  });

  it("has an id that proves a repeat only when it says which", async () => {
    const guessed = await read({ id: "7", phone });
    expect(guessed).toMatchObject({ leads: [{ phone, externalId: "7", externalIdIsGuess: true, extra: {} }] });
    const named = await read({ id: "7", phone }, { mapping: { externalId: "id" } });
    expect(named).toMatchObject({ leads: [{ externalId: "7" }] });
    expect(named).not.toHaveProperty("leads.0.externalIdIsGuess");
  });

  it("may send the answers of one person as a list, which is one lead", async () => {
    const answers = [
      { name: "your-tel", value: phone },
      { name: "your-name", value: "Dana Whitfield" },
    ];
    expect(await read(answers)).toMatchObject({ leads: [{ phone, fullName: "Dana Whitfield" }] });
  });

  it("F14: may send several leads, each with a key of its own", async () => {
    const leads = [{ phone }, { phone }];
    const keys = [{ key: "k-1", keyIsExplicit: true }, { key: "k-1#1" }];
    expect(await read(leads, {}, { "idempotency-key": "k-1" })).toMatchObject({ leads: keys });
    expect(await read({ page: { list: leads } }, { items: "page.list" })).toMatchObject({
      leads: [{ phone }, { phone }],
    });
    expect(await read({ a: { b: { phone } } }, { items: "a.b" })).toMatchObject({ leads: [{ phone }] });
  });

  it("may not send too many, or things that are no leads", async () => {
    await expect(read(Array(101).fill({ phone }))).rejects.toMatchObject({ status: 413 });
    for (const value of ["text", 7, null, [phone], [[phone], 1]])
      await expect(read(value)).rejects.toMatchObject({ status: 422 });
    await expect(read({ phone }, { items: "leads" })).rejects.toMatchObject({ status: 422 });
  });

  it.each([[[]], [{}], [[{}]]])("only tries the connection with %j", async (value) => {
    expect(await read(value)).toMatchObject({ kind: "ignored" });
  });

  it("keeps the text of a template that made no JSON, as somebody may be in it", async () => {
    const text = '{"name": Dana Whitfield, "phone": 212-555-0123}';
    const request = { ...post({}), body: Buffer.from(text) };
    expect(await json.intake.bind({}).read(request)).toEqual({
      kind: "leads",
      leads: [{ isUnreadable: true, extra: { body: text } }],
    });
  });

  it("rings nobody for a trial or an event at which something ended, and takes the others of a list", async () => {
    expect(await read({ phone, is_test: "true" })).toMatchObject({ kind: "test" });
    expect(await read({ phone, event: "contact.deleted" })).toMatchObject({ kind: "ignored" });
    expect(await read([{ phone, test: 1 }, { phone }])).toMatchObject({ kind: "leads", leads: [{ phone }] });
  });

  it("brings leads by GET where the source's settings allow it", async () => {
    const get = (allowGet: boolean) => {
      const query = new URLSearchParams({ key: "k", phone });
      return { intake: json.intake.bind({ allowGet }), request: { ...post({}), method: "GET", query } };
    };
    const { intake, request } = get(true);
    expect(intake.methods).toEqual(["POST", "GET"]);
    expect(intake.handshake?.(request, { keys: [], values: {} })).toBeUndefined();
    expect(await intake.read(request)).toMatchObject({ leads: [{ phone }] });
    const closed = get(false);
    expect(() => closed.intake.handshake?.(closed.request, { keys: [], values: {} })).toThrow("allowGet");
  });

  it("keeps what nobody understands", async () => {
    expect(await read({ blob: "x" })).toEqual({ kind: "leads", leads: [{ extra: { blob: "x" } }] });
  });
});
