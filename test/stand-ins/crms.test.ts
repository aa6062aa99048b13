import { describe, expect, it } from "vitest";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { defineConfig } from "../../lambda/config/schema.ts";
import type { ReportJob } from "../../lambda/connectors/contract/reporter.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import { sleep } from "../../lambda/runtime/sleep.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { writeActivity } from "../../lambda/steps/report-call/write-activity.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { type LocalServer, readBody, serve } from "../../lib/program/serve.ts";
import { demoApp, hubspot } from "../../stand-ins/crms/hubspot.ts";
import { webhook } from "../../stand-ins/crms/webhook.ts";
import type { DemoCrm } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { aLog, someIds } from "../fakes/bridge.ts";

/** The demo CRMs, written to by the connectors themselves. */

const { crm: crmOf } = bridgeOf(
  defineConfig({
    accounts: { main: {} },
    crms: {
      demo: { connector: "webhook", settings: { url: "https://crm.invalid/x" } },
      hubspot: { connector: "hubspot" },
    },
    sources: {},
  }),
);

const job = (callId: string, change: Partial<ReportJob> = {}): Omit<ReportJob, "credentials"> => ({
  call: {
    callId,
    final: true,
    seconds: 30,
    status: "completed",
    outcome: "contacted",
    startedAt: "2026-11-22T10:00:00.000Z",
  },
  lead: {
    id: "lead_1",
    source: "website",
    receivedAt: "2026-11-22T09:59:00.000Z",
    country: "US",
    person: { firstName: "Ada", lastName: "Fields", email: "ada@example.com", phone: "+12025550100" },
    outcome: "contacted",
  },
  now: new Date(),
  ...change,
});

/** Writes to a CRM as report-call does. */
async function withCrm(
  name: string,
  crm: DemoCrm,
  use: (write: (job: Omit<ReportJob, "credentials">, mayExist?: boolean) => Promise<unknown>) => Promise<void>,
  given: Record<string, string> = crm.credentials,
) {
  const reporter = crmOf(name)?.reporter;
  if (!reporter) throw new Error(`No CRM ${name}`);
  const server: LocalServer = await serve({
    name,
    port: 0,
    ownPagesOnly: true,
    onFailure: () => {},
    async answer(request) {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
      const body = (await readBody(request, 100_000))?.toString() ?? "";
      return crm.answer({
        method: request.method ?? "",
        path: request.url === "/" ? "" : (request.url ?? ""),
        headers,
        body,
      });
    },
  });
  const now = () => new Date();
  const open = crmOpener(async () => ({ [name]: given }), {
    baseUrls: { [name]: server.url },
    access: crmTokens({ accesses: memoryStore().accesses, newId: someIds("lease"), now, sleep, log: aLog() }),
    send: nodeSend({ mayBePrivate: () => true }),
    now,
  });
  try {
    await use(async (one, mayExist = false) => {
      const opened = await open({ name, reporter }, () => 60_000);
      if (!opened) throw new Error("The credentials do not fit");
      const record = one.record ?? (await reporter.findRecord?.(opened.http, one.lead, { mayMake: true }));
      const given = { ...one, ...(record && { record }), credentials: opened.credentials };
      return { activityId: await writeActivity(reporter, opened.http, given, mayExist) };
    });
  } finally {
    await server.close();
  }
}

describe("the webhook receiver", () => {
  it("holds each call of a lead once", async () => {
    const crm = webhook.play(() => kept(undefined));
    await withCrm("demo", crm, async (write) => {
      await write(job("1"));
      await write(job("1"));
      await write(job("2"));
    });
    expect(crm.records()).toMatchObject([
      { name: "Ada Fields", summary: "contacted", calls: [{ id: "1", outcome: "contacted" }, { id: "2" }] },
    ]);
  });

  it("refuses what is not signed, or signed long ago", async () => {
    const crm = webhook.play(() => kept(undefined));
    expect(crm.answer({ method: "POST", path: "", headers: {}, body: "{}" }).status).toBe(401);
    const late = webhook.play(
      () => kept(undefined),
      () => Date.now() + 3_600_000,
    );
    await withCrm("demo", late, (write) => expect(write(job("1"))).rejects.toThrow("401"));
    expect([...crm.records(), ...late.records()]).toEqual([]);
  });
});

describe("the demo HubSpot", () => {
  it("takes a call for a contact that it has, and for one that has to be made", async () => {
    const crm = hubspot.play(() => kept(undefined));
    crm.contacts.save({ firstName: "Ada", email: "ada@example.com", phone: "(202) 555-0100" });
    const stranger = { ...job("2").lead, person: { firstName: "Ben", phone: "+12025550101" } };
    await withCrm("hubspot", crm, async (write) => {
      await write(job("1"));
      await write(job("2", { lead: stranger }));
    });
    expect(crm.records()).toMatchObject([
      { name: "Ada", summary: "CONNECTED", calls: [{ outcome: "Connected", seconds: 30 }] },
      { name: "Ben", phone: "+12025550101", calls: [{ outcome: "Connected" }] },
    ]);
  });

  it("finds a contact by phone, and a call of which only the beginning is known", async () => {
    const crm = hubspot.play(() => kept(undefined));
    crm.contacts.save({ firstName: "Ada", phone: "(202) 555-0100" });
    const { email: _, ...person } = job("1").lead.person;
    const byPhone = { lead: { ...job("1").lead, person } };
    await withCrm("hubspot", crm, async (write) => {
      await write(job("1", byPhone));
      await write(job("1", byPhone), true);
    });
    expect(crm.records()).toMatchObject([{ name: "Ada", calls: [{ outcome: "Connected" }] }]);
  });

  it("lets an OAuth app in, and none that it does not know", async () => {
    const crm = hubspot.play(() => kept(undefined));
    await withCrm("hubspot", crm, async (write) => void (await write(job("1"))), demoApp);
    const stranger = { ...demoApp, refresh_token: "demo-hubspot-refresh-token-of-another" };
    await withCrm(
      "hubspot",
      crm,
      (write) =>
        expect(write(job("2"))).rejects.toMatchObject({ status: 401, detail: expect.stringContaining("revoked") }),
      stranger,
    );
    expect(crm.records()).toMatchObject([{ name: "Ada Fields", calls: [{ outcome: "Connected" }] }]);
  });

  it("refuses with HubSpot's errors", () => {
    const crm = hubspot.play(() => kept(undefined));
    const ask = (method: string, path: string, body?: object, authorization = `Bearer ${crm.credentials.token}`) => {
      const answer = crm.answer({
        method,
        path: `/crm/v3/objects${path}`,
        headers: { authorization },
        body: body ? JSON.stringify(body) : "",
      });
      return [answer.status, JSON.parse(answer.body.toString()).category];
    };
    crm.contacts.save({ email: "ada@example.com" });
    expect(ask("POST", "/contacts", { properties: {} }, "Bearer other")).toEqual([401, "INVALID_AUTHENTICATION"]);
    expect(ask("POST", "/contacts", { properties: { email: "ada@example.com" } })).toEqual([409, "CONFLICT"]);
    expect(ask("POST", "/calls", { properties: {} })).toEqual([400, "VALIDATION_ERROR"]);
    expect(ask("POST", "/calls", { properties: "x" })).toEqual([400, "VALIDATION_ERROR"]);
    expect(ask("PATCH", "/contacts/1", { properties: {} })).toEqual([404, "OBJECT_NOT_FOUND"]);
  });
});
