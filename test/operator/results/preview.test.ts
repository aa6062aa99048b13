import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Crm } from "../../../lambda/config/bridge.ts";
import { abouts } from "../../../lambda/connectors/about.ts";
import { exampleNow, examples } from "../../../operator/results/preview/examples.ts";
import { findCrm } from "../../../operator/results/preview/find-crm.ts";
import { hiding } from "../../../operator/results/preview/hide-secrets.ts";
import { previewResults } from "../../../operator/results/preview/preview-results.ts";
import { demoApp } from "../../../stand-ins/crms/hubspot.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import { bridge, type Said } from "../command-line.ts";

interface Row {
  readonly result: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const folder = mkdtempSync(join(tmpdir(), "results-preview-"));
let files = 0;
const file = (value: unknown): string => {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

const preview = (crm: string, ...options: string[]): Promise<Said> => bridge(["results", "preview", crm, ...options]);
const rowsOf = async (crm: string, ...options: string[]): Promise<Row[]> =>
  (await preview(crm, "--json", ...options)).json<Row[]>();
const brief = (rows: readonly Row[], kind?: string) =>
  rows
    .filter(({ result }) => kind === undefined || result === kind)
    .map(({ method, url }) => `${method} ${url.replace(/^https:\/\/[^/]+/, "")}`);

const aResult = {
  callId: "7",
  status: "completed",
  outcome: "contacted",
  final: true,
  direction: "outbound",
  startedAt: "2026-06-15T14:30:07Z",
  seconds: 61,
  lead: { person: { phone: "+12125550199", email: "sam.ortega@example.com" } },
};

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
  const change = /^PATCH \/crm\/v3\/objects\/calls\/\d+$/;

  it.each([
    ["connected", [find, make, find, move]],
    ["voicemail", [find, make, find, move]],
    ["missed", [find, make, find, move]],
    ["busy", [find, make, find, move]],
    ["removed", [find, make, find, move]],
    ["error", [find, make]],
    ["recorded", [find, make, find, move]],
    ["create", [find, "POST /crm/v3/objects/contacts/search", "POST /crm/v3/objects/contacts", make, find, move]],
    ["update", [change, find]],
    ["own-record", [make, find, move]],
    ["merged", [make, find, move]],
    ["inbound", [find, make, find, move]],
    ["redial", [find, make, find, move]],
    ["remark", [find, make]],
    ["unclear", [find, "POST /crm/v3/objects/calls/search", change, find]],
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

  it("of a lead that came from the CRM find its record there", async () => {
    const lead = { ...aResult.lead, record: { type: "contact", id: "151" } };
    const rows = await rowsOf("hubspot", "--result", file({ ...aResult, lead }));
    expect(brief(rows)[0]).toBe("POST /crm/v3/objects/calls");
  });

  it.each([
    [{ ...aResult, seconds: "61" }, "seconds: "],
    [{ ...aResult, outcome: "sold" }, "outcome: "],
    [{ ...aResult, callId: undefined }, "callId: "],
    [{ ...aResult, lead: { person: { phone: 7 } } }, "lead.person.phone: "],
    [{ ...aResult, lead: { person: { telephone: "+12125550199" } } }, 'lead.person: Unrecognized key: "telephone"'],
    [[aResult, { ...aResult, recording: "x" }], '1: Unrecognized key: "recording"'],
  ])("with a wrong field are refused, and the path is named: %j", async (given, path) => {
    const from = file(given);
    const said = await preview("webhook", "--result", from);
    expect(said.code).toBe(2);
    expect(said.out).toBe("");
    expect(said.notes).toContain(`${from}: ${path}`);
    expect(said.notes).not.toContain("+12125550199");
  });
});

describe("a preview that cannot be made", () => {
  it("says which CRMs there are when there is none of the name", async () => {
    const said = await preview("pigeon");
    expect(said.code).toBe(2);
    expect(said.notes).toContain("No CRM is called “pigeon”");
    for (const { key } of abouts) expect(said.notes).toContain(key);
  });

  it("says the same of a connector that takes no results", async () => {
    expect((await preview("html-form")).notes).toContain("No CRM is called “html-form”");
  });

  it("names the path of a setting that is wrong", async () => {
    const settings = file({ leadStatus: { contacted: 7 } });
    const said = await preview("hubspot", "--settings", settings);
    expect(said.code).toBe(2);
    expect(said.notes).toContain(`${settings}: leadStatus.contacted: `);
  });

  it.each(["--result", "--settings"])(
    "says of %s what cannot be read, without a word of what is in it",
    async (option) => {
      const broken = await preview("hubspot", option, file("{secret"));
      expect(broken).toMatchObject({ code: 2, out: "" });
      expect(broken.notes).toContain("it is no JSON");
      expect(broken.notes).not.toContain("secret");
      const missing = await preview("hubspot", option, join(folder, "missing.json"));
      expect(missing).toMatchObject({ code: 2, notes: expect.stringContaining("there is no such file") });
    },
  );
});

describe("a result that the CRM would not get", () => {
  it("is shown with the reason, after the requests that find it out, and ends with 1", async () => {
    const settings = file({ createContact: false });
    const said = await preview("hubspot", "--settings", settings);
    expect(said.code).toBe(1);
    const [create = ""] = /── create: .*?(?=\n── )/s.exec(said.out) ?? [];
    expect(create).toContain("/contacts/search");
    expect(create).toContain("not written: No HubSpot contact has this e-mail address or phone, and none may be made");
    expect(said.out.match(/not written/g)).toHaveLength(1);
  });

  it("is told beside the JSON, which holds requests alone", async () => {
    const said = await preview("hubspot", "--settings", file({ createContact: false }), "--json");
    expect(said.code).toBe(1);
    expect(said.notes).toContain("create: not written: ");
    expect(brief(said.json<Row[]>(), "create")).not.toContain("POST /crm/v3/objects/calls");
  });

  it("waits for a person where the CRM can neither be asked nor be sent it again", async () => {
    const crm: Crm = {
      name: "blind",
      connector: "blind",
      reporter: {
        baseUrl: "https://blind.example.com/api",
        credentials: z.object({ token: z.string() }),
        authorise: ({ token = "" }) => ({ authorization: `Basic ${Buffer.from(`${token}:`).toString("base64")}` }),
        findRecord: async (_, { id }) => ({ type: "person", id }),
        async create(http) {
          await http.request("POST", "/calls");
          return { activityId: "1" };
        },
      },
    };
    const paths: string[] = [];
    const play = async () => ({
      credentials: { token: "a-token-of-nobody" },
      answer: ({ path }: { path: string }) => {
        paths.push(path);
        return { status: 200, headers: {}, body: Buffer.from("{}") };
      },
    });
    const results = await previewResults(crm, examples, play, exampleNow);
    expect(results.filter(({ refused }) => refused !== undefined).map(({ name }) => name)).toEqual(["unclear"]);
    expect(results[0]?.requests.map(({ headers, body }) => [headers.authorization, body])).toEqual([["Basic …", null]]);
    expect(new Set(paths)).toEqual(new Set(["/calls"]));
  });
});

describe("credentials in a request", () => {
  const reporter = {
    authorise: ({ key = "" }) => ({
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      "x-api-key": key,
      version: "2021-07-28",
    }),
  };
  const hide = hiding(reporter, { key: "k&y=1-of-nobody", host: "https://crm.example.com" });

  it("are hidden in a header that is made of them, whatever became of them there", () => {
    const headers = reporter.authorise({ key: "k&y=1-of-nobody" });
    const shown = Object.entries(headers).map(([name, value]) => hide.header(name, value));
    expect(shown).toEqual(["Basic …", "…", "2021-07-28"]);
  });

  it("are hidden in addresses and bodies, also where they are encoded", () => {
    expect(hide.text("https://crm.example.com/a?k=k%26y%3D1-of-nobody")).toBe("https://crm.example.com/a?k=…");
    expect(hide.text('{"key":"k&y=1-of-nobody"}')).toBe('{"key":"…"}');
  });
});
