import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { abouts } from "../../../lambda/connectors/about.ts";
import { exampleNow, examples } from "../../../operator/results/preview/examples.ts";
import { findCrm } from "../../../operator/results/preview/find-crm.ts";
import { previewResults } from "../../../operator/results/preview/preview-results.ts";
import { demoApp } from "../../../stand-ins/crms/hubspot.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import { bridge } from "../command-line.ts";
import { aResult, brief, file, preview, type Row, rowsOf } from "./preview.ts";

const kinds = [
  "connected",
  "voicemail",
  "missed",
  "busy",
  "removed",
  "error",
  "recorded",
  "create",
  "update",
  "own-record",
  "merged",
  "inbound",
  "redial",
  "remark",
  "unclear",
];

describe.each(abouts)("what $title would be sent", ({ key }) => {
  it("is shown for each kind of result, and nothing of it is refused", async () => {
    const said = await preview(key);
    expect(said.notes).toBe("");
    expect(said.code).toBe(0);
    expect([...said.out.matchAll(/^── ([\w-]+): /gm)].map(([, kind]) => kind)).toEqual(kinds);
    expect(said.out).not.toContain("not written");
  });

  it("is one JSON array for scripts: each request with the kind of result that it is for", async () => {
    const rows = await rowsOf(key);
    expect([...new Set(rows.map(({ result }) => result))]).toEqual(kinds);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(["result", "method", "url", "headers", "body"]);
      expect(row.method).toMatch(/^[A-Z]+$/);
      expect(row.url).toMatch(/^https:\/\//);
    }
  });

  it("is the same every time", async () => {
    expect((await preview(key)).out).toBe((await preview(key)).out);
  });

  it("holds no secret, in whatever form it is sent", async () => {
    const { out } = await preview(key);
    const json = (await preview(key, "--json")).out;
    const secrets = Object.values(playAlone(key, exampleNow)?.credentials ?? {}).filter(
      (value) => !value.startsWith("https://"),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
        expect(out).not.toContain(form);
        expect(json).not.toContain(form);
      }
    }
  });
});

describe("a HubSpot call", () => {
  const find = "POST /crm/v3/objects/contacts/batch/read";
  const make = "POST /crm/v3/objects/calls";
  const move = /^PATCH \/crm\/v3\/objects\/contacts\/\d+$/;
  const look = /^GET \/crm\/v3\/objects\/contacts\/\d+\?properties=hs_lead_status,/;
  const change = /^PATCH \/crm\/v3\/objects\/calls\/\d+$/;
  /** A contact may have been merged into another, which has another id. */
  const whose = /^GET \/crm\/v3\/objects\/contacts\/\d+\?properties=email$/;

  it.each([
    ["connected", [find, make, look, move]],
    ["voicemail", [find, make, look, move]],
    ["missed", [find, make, look, move]],
    ["busy", [find, make, look, move]],
    ["removed", [find, make, look, move]],
    ["error", [find, make]],
    ["recorded", [find, make, look, move]],
    ["create", [find, "POST /crm/v3/objects/contacts/search", "POST /crm/v3/objects/contacts", make, look, move]],
    ["update", [change, look]],
    ["own-record", [make, look, move]],
    // The first lead's record may have been merged into this one.
    ["merged", [whose, "POST /crm/v3/objects/calls/search", make, look, move]],
    ["inbound", [find, make, look, move]],
    ["redial", [find, make, look, move]],
    ["remark", [find, make]],
    ["unclear", [find, whose, "POST /crm/v3/objects/calls/search", change, look]],
  ])("of the kind %s is written so", async (kind, expected) => {
    const requests = brief(await rowsOf("hubspot"), kind);
    expect(requests).toEqual(expected.map((each) => (typeof each === "string" ? each : expect.stringMatching(each))));
  });

  it("shows whose access it is by the scheme alone", async () => {
    for (const { headers } of await rowsOf("hubspot")) expect(headers.authorization).toBe("Bearer …");
  });

  it("of a merged lead stands on that lead's own contact", async () => {
    const rows = await rowsOf("hubspot");
    const AssociatedSchema = z.object({ associations: z.array(z.object({ to: z.object({ id: z.string() }) })) });
    const contactOf = (kind: string) =>
      rows
        .filter(({ result }) => result === kind)
        .flatMap(({ body }) => z.safeParse(AssociatedSchema, body).data?.associations.map(({ to }) => to.id) ?? []);
    expect(contactOf("merged")).toHaveLength(1);
    expect(contactOf("connected")).toHaveLength(1);
    expect(contactOf("merged")).not.toEqual(contactOf("connected"));
  });

  it("is written the same with access that is renewed, which is not shown either", async () => {
    const crm = findCrm("hubspot", undefined);
    const played = playAlone("hubspot", exampleNow);
    if (!played) throw new Error("nobody plays it");
    const play = async () => ({ ...played, credentials: demoApp });
    const [connected] = await previewResults(crm, examples.slice(0, 1), play, exampleNow);
    expect(connected?.refused).toBeUndefined();
    expect(connected?.requests.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill("Bearer …"));
    expect(JSON.stringify(connected)).not.toContain(played.credentials.token);
  });
});

describe("a signed message", () => {
  it.each([
    ["connected", { type: "call.completed", data: { outcome: "contacted", recording_url: null, transcript: null } }],
    ["voicemail", { type: "call.completed", data: { outcome: "voicemail" } }],
    ["missed", { type: "call.completed", data: { outcome: "missed", status: "missed", seconds: 0 } }],
    ["busy", { type: "call.completed", data: { outcome: "missed", status: "busy" } }],
    ["removed", { type: "call.completed", data: { outcome: "removed" } }],
    ["error", { type: "call.completed", data: { outcome: null, status: "error" } }],
    [
      "recorded",
      { type: "call.completed", data: { recording_url: expect.any(String), transcript: expect.any(String) } },
    ],
    ["create", { type: "call.completed", data: { outcome: "contacted" } }],
    ["update", { type: "call.updated", data: { transcript: expect.any(String) } }],
    ["own-record", { type: "call.completed", data: { record: { type: "contact", id: "1" } } }],
    ["merged", { type: "call.completed", data: { lead_id: "lead_preview2", call_id: "48213977" } }],
    ["inbound", { type: "call.completed", data: { direction: "inbound" } }],
    ["redial", { type: "call.completed", data: { attempt: 2 } }],
    ["remark", { type: "lead.noted", data: { remark: expect.any(String), outcome: null } }],
    ["unclear", { type: "call.completed", data: { call_id: "48213977" } }],
  ])("of the kind %s is posted so", async (kind, expected) => {
    const rows = (await rowsOf("webhook")).filter(({ result }) => result === kind);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ method: "POST", body: expected });
  });

  it("goes to the address of the CRM that bridge.config.ts names so", async () => {
    expect([...new Set((await rowsOf("demo")).map(({ url }) => url))]).toEqual([
      "https://crm.invalid/callingly-results",
    ]);
  });

  it("goes to the address of the settings that are handed over", async () => {
    const settings = file({ url: "https://example.com/results" });
    for (const crm of ["webhook", "demo"]) {
      const urls = (await rowsOf(crm, "--settings", settings)).map(({ url }) => url);
      expect([...new Set(urls)]).toEqual(["https://example.com/results"]);
    }
  });
});

describe("results that are handed over", () => {
  it("are shown instead of the examples", async () => {
    const rows = await rowsOf("webhook", "--result", file(aResult));
    expect(rows).toHaveLength(1);
    const data = { call_id: "7", seconds: 61, phone: "+12125550199", email: "sam.ortega@example.com" };
    expect(rows[0]).toMatchObject({ result: "given", body: { data } });
  });

  it("are read from standard input as well", async () => {
    const said = await bridge(["results", "preview", "webhook", "--result", "-", "--json"], {
      input: JSON.stringify(aResult),
    });
    expect(said.json<Row[]>()).toHaveLength(1);
  });

  it("are written in their order, so that a second result of a call changes the first", async () => {
    const { lead: _, ...call } = aResult;
    const later = { ...aResult, recordingUrl: "https://recordings.example.com/7.mp3" };
    const rows = await rowsOf(
      "hubspot",
      "--result",
      file([aResult, later, { ...call, callId: "8", phone: "+12125550198" }]),
    );
    expect(brief(rows, "1")).toContain("POST /crm/v3/objects/calls");
    expect(brief(rows, "2")).not.toContain("POST /crm/v3/objects/calls");
    expect(brief(rows, "2")[0]).toMatch(/^PATCH \/crm\/v3\/objects\/calls\/\d+$/);
    expect(brief(rows, "3")).toContain("POST /crm/v3/objects/calls");
  });

  it("are written on a deal of Pipedrive's, which moves to a stage that the account has", async () => {
    const lead = { ...aResult.lead, record: { type: "deal", id: "552123" } };
    const settings = file({ dealStages: { contacted: "77" }, replacedDealStages: ["1"] });
    const rows = await rowsOf("pipedrive", "--result", file({ ...aResult, lead }), "--settings", settings);
    expect(brief(rows)).toContain("PATCH /api/v2/deals/552123");
    expect(rows.at(-1)?.body).toEqual({ stage_id: 77 });
  });

  it("take a status that an organisation has made for itself, by its id", async () => {
    const settings = file({ leadStatus: { contacted: "stat_6Bvc1TnzGCmiB0j1wTtCD6jQDFfUxxd6Pwsb2O5Hsqm" } });
    const said = await preview("close", "--result", file(aResult), "--settings", settings);
    expect(said.out).toContain('"status_id": "stat_6Bvc1TnzGCmiB0j1wTtCD6jQDFfUxxd6Pwsb2O5Hsqm"');
    expect(said.out).not.toContain("not written");
  });

  it("of a lead that came from the CRM find its record there", async () => {
    const lead = { ...aResult.lead, record: { type: "contact", id: "151" } };
    const rows = await rowsOf("hubspot", "--result", file({ ...aResult, lead }));
    expect(brief(rows)[0]).toBe("POST /crm/v3/objects/calls");
  });
});
