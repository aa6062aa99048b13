import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import { asText } from "../../operator/cli/views/preview.ts";
import { parseCurl } from "../../operator/preview/curl.ts";
import { preview } from "../../operator/preview/preview.ts";
import { readRequest } from "../../operator/preview/read-request.ts";
import type { PreviewOptions } from "../../operator/preview/shape.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, secretValues } from "./stage.ts";

const at = new Date("2026-06-15T14:30:00Z");
const see = (input: string | Buffer, options: Partial<PreviewOptions> = {}) =>
  preview(readRequest(Buffer.from(input)), { at, ...options });
const fixture = (name: string) => readFileSync(new URL(`../fixtures/connectors/${name}`, import.meta.url));
const http = (head: string, body: string) => `${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe("a request", () => {
  it("shows what else spoke for a field, and what would have been taken else", async () => {
    const { why } = await see('{"phone":"(212) 555-0123","work_phone":"(646) 555-0199"}');
    expect(why.phone_number).toMatchObject({
      path: "phone",
      evidence: ["it can be dialled"],
      runnerUp: { path: "work_phone", reason: "it is called “work_phone”" },
    });
  });

  it("is previewed with lead, reasons, call and answer", async () => {
    expect(await see('{"id":"7","tel":"(212) 555-0123","Company":"Harbor Pine"}')).toEqual({
      connector: "json",
      kind: "lead",
      signature: "none",
      leads: [
        {
          first_name: null,
          last_name: null,
          phone_number: "+12125550123",
          email: null,
          company: "Harbor Pine",
          external_id: "7",
        },
      ],
      why: {
        connector: { path: null, by: "bridge", reason: expect.any(String) },
        kind: { path: null, by: "connector", reason: expect.any(String) },
        signature: { path: null, by: "connector", reason: expect.any(String) },
        first_name: { path: null, by: "bridge", reason: expect.stringContaining("Callingly gets Unknown") },
        last_name: { path: null, by: "bridge", reason: expect.stringContaining("Callingly gets Lead") },
        phone_number: {
          path: "tel",
          by: "name",
          reason: "it is called “tel”",
          evidence: ["it can be dialled"],
        },
        company: { path: "Company", by: "name", reason: "it is called “Company”" },
        external_id: { path: "id", by: "name", reason: "it is called “id”" },
      },
      call: {
        team_id: null,
        source: null,
        crm_id: null,
        phone_number: "+12125550123",
        first_name: "Unknown",
        last_name: "Lead",
        company: "Harbor Pine",
      },
      reply: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: expect.stringContaining("accepted"),
      },
    });
  });

  it.each([
    ["html-form/urlencoded-navigate.http", "html-form", "lead", 200],
    ["html-form/honeypot-filled.http", "html-form", "spam", 200],
    ["html-form/cors-preflight.http", "html-form", "handshake", 204],
    ["html-form/undialable-phone.http", "html-form", "lead", 200],
    ["json/broken-json.http", "json", null, 400],
    ["json/zapier-form.http", "zapier", "lead", 200],
    ["json/empty-ping.http", "json", "ignore", 200],
    ["hubspot/workflow-contact.http", "hubspot", "lead", 200],
  ])("in %s goes to %s, is %s and answered with %i", async (name, connector, kind, status) => {
    const { reply, call, ...seen } = await see(fixture(name));
    expect(seen).toMatchObject({ connector, kind });
    expect(reply.status).toBe(status);
    expect(call !== null).toBe(kind === "lead" && name !== "html-form/undialable-phone.http");
  });

  it("is read as the connector, the country or the configured source that was named", async () => {
    const config = defineConfig({
      accounts: { main: {} },
      sources: {
        crm: { connector: "json", account: "main", team: 42, country: "GB", settings: { mapping: { phone: "nr" } } },
      },
    });
    const body = '{"nr":"020 7946 0958"}';
    expect((await see(body, { country: "GB" })).leads[0]?.phone_number).toBe("+442079460958");
    expect((await see(body)).leads[0]?.phone_number).toBeNull();
    expect((await see(body, { connector: "html-form" })).reply.status).toBe(422);
    expect(await see(body, { source: "crm", config })).toMatchObject({
      why: { phone_number: { path: "nr", by: "mapping" } },
      call: { team_id: 42, source: "crm", crm_id: expect.any(Number) },
    });
    for (const wrong of [{ connector: "webhook" }, { connector: "nope" }, { source: "nope", config }]) {
      await expect(see(body, wrong)).rejects.toThrow(Problem);
    }
  });

  it("is read whatever key it came with, since the preview brings its own", async () => {
    const head = "POST /leads/website/another-key HTTP/1.1\r\nHost: a.example\r\nX-Bridge-Key: another";
    const { reply, leads } = await see(http(head, '{"phone":"(212) 555-0123"}'));
    expect([reply.status, leads[0]?.phone_number]).toEqual([200, "+12125550123"]);
  });

  it("with several leads has a call for each", async () => {
    const seen = await see('[{"phone":"(212) 555-0123"},{"phone":"(212) 555-0124"}]');
    expect(seen.call).toMatchObject([{ phone_number: "+12125550123" }, { phone_number: "+12125550124" }]);
    expect(seen.why).toMatchObject({ phone_number: { path: "phone" }, "leads.1.phone_number": { path: "phone" } });
  });

  it("says in text what it says in JSON, and leaves the terminal alone", async () => {
    const text = asText(await see(`{"phone":"(212) 555-0123","name":"Da\\u001b[31mna"}`));
    expect(text).toContain("+12125550123");
    expect(text).toContain("at phone: it is called “phone”");
    expect(text).not.toContain("\u001b");
    expect(asText(await see('{"phone":"1"}'))).toContain("held: invalid-phone");
  });
});

describe("a time that is asked for", () => {
  const body = '{"phone":"(206) 555-0123","scheduled_at":"tomorrow at 9"}';
  const request = () => see(body, { source: "anything", config: defineConfig(config) });

  it("is shown as it is read, by whose clocks, and where it stands", async () => {
    const { leads, why, call, mayRing } = await request();
    expect(leads[0]?.asked).toEqual({
      text: "tomorrow at 9",
      at: "2026-06-16T16:00:00.000Z",
      zone: "America/Los_Angeles",
    });
    expect(why.asked).toMatchObject({ path: "scheduled_at" });
    expect(call).toBeNull();
    expect(mayRing?.[0]?.rules.find(({ rule }) => rule === "askedTime")).toMatchObject({
      says: "later",
      by: "at 2026-06-16 09:00 in America/Los_Angeles, 2026-06-16 16:00:00 UTC (in 25 h), the person's zone",
    });
    expect(asText(await request())).toContain(
      "  asked for    2026-06-16 16:00:00 UTC, by the clocks of America/Los_Angeles: “tomorrow at 9”\n               at scheduled_at: ",
    );
  });

  it("is said to be no moment where it is none", async () => {
    const seen = await see('{"phone":"(206) 555-0123","scheduled_at":"whenever"}');
    expect(seen.leads[0]?.asked).toEqual({ text: "whenever", at: null, zone: null });
    expect(asText(seen)).toContain("asked for    no moment: “whenever”");
  });
});

describe("a signature", () => {
  const secret = fixture("hubspot/workflow-contact.secret").toString();
  const request = fixture("hubspot/workflow-contact.http");

  it("holds with the right secret over the right bytes", async () => {
    expect((await see(request, { secret })).signature).toBe("valid");
    expect((await see(request, { secret: { client_secret: secret } })).signature).toBe("valid");
    expect((await see(request)).signature).toBe("none");
    expect((await see('{"phone":"1"}', { secret })).signature).toBe("none");
  });

  it("that does not hold still shows what would be read", async () => {
    for (const [input, given] of [
      [request, "another"],
      [Buffer.from(request.toString().replace("Priya", "Priyb")), secret],
    ] as const) {
      const seen = await see(input, { secret: given });
      expect(seen).toMatchObject({ signature: "invalid", kind: "lead", call: null, reply: { status: 401 } });
      expect(seen.leads).toHaveLength(1);
      expect(JSON.stringify(seen)).not.toContain(given);
    }
  });
});

describe("input", () => {
  it("may be raw HTTP with the line ends of an editor, and a line end too many", () => {
    const text = http("POST /x?key=1 HTTP/1.1\r\nHost: a.example\r\nX-A: 1\r\nX-A: 2", '{"phone":"1"}');
    for (const input of [`${text}\n`, text.replaceAll("\r\n", "\n")]) {
      const { method, url, headers, body } = readRequest(Buffer.from(input));
      expect([method, url, headers["x-a"], Buffer.from(body).toString()]).toEqual([
        "POST",
        "https://a.example/x?key=1",
        "1, 2",
        '{"phone":"1"}',
      ]);
    }
  });

  it.each([
    "",
    "  \n",
    "POST /x HTTP/1.1\r\nContent-Length: 99\r\n\r\nab",
    "curl 'https://a.example",
    "curl -s",
    "curl https://a.example -d",
    "curl https://a.example -d @no-such-file",
  ])("that cannot be read is refused with the next step: %j", (input) =>
    expect(() => readRequest(Buffer.from(input))).toThrow(Problem),
  );

  it.each([
    [
      "curl https://a.example/x -d a=1 -d 'b=two words'",
      { method: "POST", body: "a=1&b=two words", type: "application/x-www-form-urlencoded" },
    ],
    [
      `curl -sSL --compressed 'https://a.example/x' \\\n  -H 'Content-Type: text/plain' \\\n  --data-raw $'{"a":"it\\'s"}'`,
      { method: "POST", body: `{"a":"it's"}`, type: "text/plain" },
    ],
    ["$ curl -XPUT --json '{}' a.example/x", { method: "PUT", body: "{}", type: "application/json" }],
    [
      "curl -G https://a.example/x?z=0 --data-urlencode 'a=b c'",
      { method: "GET", body: "", url: "https://a.example/x?z=0&a=b%20c" },
    ],
    [
      "curl --url https://a.example/x -o /dev/null --max-time 5 -k -i -v --http1.1",
      { method: "GET", body: "", url: "https://a.example/x" },
    ],
  ])("may be %s", (line, { type, ...expected }: { method: string; body: string; type?: string; url?: string }) => {
    const { method, url, headers, body } = parseCurl(line);
    expect({ method, url, body: Buffer.from(body).toString() }).toMatchObject(expected);
    expect(headers["content-type"]).toBe(type);
  });

  it("may be a curl command with a form of several parts, whose files are not read", async () => {
    const seen = await see("curl https://a.example -F 'tel=(212) 555-0123' -F plan=@/no/such/plan.pdf");
    expect(seen.leads[0]?.phone_number).toBe("+12125550123");
  });
});

describe("a request to a source of a running bridge", () => {
  const sources = { quotes: { connector: "typeform", account: "main", team: 19230 } };
  const typeform = (name: string) => join(import.meta.dirname, "../fixtures/lead-sources/typeform", name);
  const signed =
    readdirSync(typeform(""))
      .find((name) => name.endsWith(".secret"))
      ?.replace(".secret", "") ?? "";
  const secret = readFileSync(typeform(`${signed}.secret`), "utf8").trim();
  const { timestamp } = JSON.parse(readFileSync(typeform(`${signed}.meta.json`), "utf8"));
  const at = timestamp === undefined ? [] : ["--at", String(timestamp)];

  it("is checked with the secret that the bridge holds, which is not shown", async () => {
    const stage = aStage({
      config: { ...config, sources },
      secrets: {
        "source-keys": { ...(secretValues["source-keys"] as object), sources: { quotes: { signing_secret: secret } } },
      },
    });
    const said = await bridge(["preview", typeform(`${signed}.http`), "--source", "quotes", "--local", ...at], {
      stage,
    });
    expect(said.out).toMatch(/^signature +valid/m);
    expect(said.out).not.toContain(secret);
    const wrong = aStage({
      config: { ...config, sources },
      secrets: {
        "source-keys": {
          ...(secretValues["source-keys"] as object),
          sources: { quotes: { signing_secret: "another" } },
        },
      },
    });
    const refused = await bridge(
      ["preview", typeform(`${signed}.http`), "--source", "quotes", "--stage", "dev", ...at],
      { stage: wrong },
    );
    expect(refused.out).toMatch(/^signature +invalid/m);
  });

  it("says that the connector knows where a field is, where the configuration has no mapping", async () => {
    const stage = aStage({ config: { ...config, sources } });
    const { out } = await bridge(["preview", typeform(`${signed}.http`), "--source", "quotes", "--local", ...at], {
      stage,
    });
    expect(out).not.toContain("the mapping says so");
  });

  it("is judged by the list and the table of that bridge", async () => {
    const asked = ["preview", typeform(`${signed}.http`), "--source", "quotes", ...at];
    const { out } = await bridge([...asked, "--local"], { stage: aStage({ config: { ...config, sources } }) });
    expect(out).toMatch(/suppressed +yes +the list: nobody has said no/);
    expect(out).not.toContain("not known yet");
  });

  it("wants the source to be named", async () => {
    const said = await bridge(["preview", typeform(`${signed}.http`), "--local"], { stage: aStage() });
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining("Say with --source") });
  });
});

describe("many requests", () => {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const one = write(
    "b/1.http",
    http("POST /leads/x HTTP/1.1\r\nContent-Type: application/json", '{"phone":"2125550123"}'),
  );
  const two = write(
    "b/2.http",
    http("POST /leads/x HTTP/1.1\r\nContent-Type: application/json", '{"phone":"2125550124"}'),
  );
  write("b/1.expected.json", "{}");
  const broken = write("a.txt", "");
  const body = write("c/body.json", '{"phone":"2125550125"}');
  const previewed = async (...args: string[]) => {
    const said = await bridge(["preview", ...args, "--json", "--at", "2026-06-15T14:30:00Z"], { stage: aStage() });
    return {
      ...said,
      lines: said.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    };
  };

  it("are shown one a line, in the order in which they were named, folders with what is in them", async () => {
    const { code, lines } = await previewed(body, join(folder, "b"));
    expect(code).toBe(0);
    expect(lines.map(({ file, call }) => [file, call.phone_number])).toEqual([
      [body, "+12125550125"],
      [one, "+12125550123"],
      [two, "+12125550124"],
    ]);
    const [single] = (await previewed(one)).lines;
    expect(single).toEqual(lines[1]);
    expect(Object.keys(single)).toEqual(["file", "connector", "kind", "signature", "leads", "why", "call", "reply"]);
  });

  it("are all shown when one of them cannot be read", async () => {
    const { code, lines } = await previewed(broken, one);
    expect(code).toBe(2);
    expect(lines).toMatchObject([
      { file: broken, problem: expect.stringContaining("nothing to read") },
      { file: one, kind: "lead" },
    ]);
  });

  it("are parted by their files' names for people", async () => {
    const said = await bridge(["preview", one, two], { stage: aStage() });
    expect(said.out).toContain(`── ${one}\n`);
    expect(said.out).toContain(`── ${two}\n`);
  });
});
