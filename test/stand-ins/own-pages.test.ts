import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import http from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isForeign } from "../../lib/program/own-pages.ts";
import { privateNetwork } from "../../local/engine/private-network.ts";
import { describeLocal } from "../../operator/stage/local.ts";
import { elsewhereThanLinux } from "../elsewhere.ts";
import { assembly } from "../local/assembly.ts";
import { json, post, ringsOf } from "../local/bridge-user.ts";
import { family } from "../local/processes.ts";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { until } from "../local/until.ts";

/** What a page from elsewhere gets of a bridge on this machine: nothing, whichever socket it finds. */

describe("a request", () => {
  const asked = (headers: http.IncomingHttpHeaders, method = "GET") =>
    isForeign({ headers: { host: "127.0.0.1:8789", ...headers }, method, socket: { localPort: 8789 } as never });
  const site = (site: string, mode: string, dest: string) => ({
    "sec-fetch-site": site,
    "sec-fetch-mode": mode,
    "sec-fetch-dest": dest,
  });

  it.each([
    ["of no browser", {}],
    ["of the page itself", { origin: "http://127.0.0.1:8789" }],
    ["under the machine's other name", { host: "localhost:8789", origin: "http://localhost:8789" }],
    ["that a person typed", site("none", "navigate", "document")],
    ["for a link elsewhere that a person followed", site("cross-site", "navigate", "document")],
    ["of the page for its own picture", site("same-origin", "no-cors", "image")],
  ])("%s is answered", (_, headers) => {
    expect(asked(headers)).toBe(false);
  });

  it.each([
    ["of a page elsewhere", { origin: "https://elsewhere.example" }],
    ["of a page on another port", { origin: "http://127.0.0.1:3000" }],
    ["of a page on a port that begins the same", { origin: "http://127.0.0.1:87890" }],
    ["of a page over TLS", { origin: "https://127.0.0.1:8789" }],
    ["of a page that hides where it is", { origin: "null" }],
    ["under a name that leads here", { host: "elsewhere.example:8789" }],
    ["under a name that begins like ours", { host: "127.0.0.1.elsewhere.example:8789" }],
    ["under another spelling of the address", { host: "127.1:8789" }],
    ["under a name with a dot at its end", { host: "localhost.:8789" }],
    ["under the name without the port", { host: "127.0.0.1" }],
    ["under another port", { host: "127.0.0.1:80" }],
    ["under no name", { host: undefined }],
    ["for a picture of a page elsewhere", site("cross-site", "no-cors", "image")],
    ["for a script of a page on another port", site("same-site", "no-cors", "script")],
    ["for a frame", site("cross-site", "navigate", "iframe")],
  ])("%s is refused", (_, headers) => {
    expect(asked(headers)).toBe(true);
  });

  it("that changes something is refused though a link leads there", () => {
    expect(asked(site("cross-site", "navigate", "document"), "POST")).toBe(true);
  });
});

/** Where processes listen, of what this machine's network reaches. */
function listening(pids: readonly number[]): { host: string; port: number }[] {
  const sockets = new Set(
    pids.flatMap((pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`))),
  );
  const rows = ["tcp", "tcp6"].flatMap((kind) =>
    readFileSync(`/proc/self/net/${kind}`, "utf8").trim().split("\n").slice(1),
  );
  return rows.flatMap((row) => {
    const [, local = "", , state, , , , , , inode] = row.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    if (state !== "0A" || !sockets.has(`socket:[${inode}]`)) return [];
    const host =
      address.length > 8 ? "::1" : [6, 4, 2, 0].map((at) => parseInt(address.slice(at, at + 2), 16)).join(".");
    return [{ host, port: parseInt(port, 16) }];
  });
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

interface Answer {
  readonly status: number;
  readonly cors: string | undefined;
  readonly body: string;
}

/** As a browser or a program sends it; its `Host` is free, other than with fetch. */
function send(place: { host: string; port: number }, method: string, headers: Record<string, string>, body = "") {
  return new Promise<Answer | "closed">((resolve) => {
    const request = http.request({ ...place, method, path: "/", headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      const cors = response.headers["access-control-allow-origin"];
      response.on("end", () => resolve({ status: response.statusCode ?? 0, cors, body: text }));
      response.on("error", () => resolve("closed"));
    });
    request.on("error", () => resolve("closed"));
    request.end(body);
  });
}

const isElsewhere = elsewhereThanLinux("which sockets a bridge has, as /proc tells (test/stand-ins/own-pages.test.ts)");

describe.skipIf(isElsewhere)("each socket of a running bridge", () => {
  let bridge: SpawnedBridge;
  let sockets: { host: string; port: number }[];
  let inner: { host: string; port: number }[];
  beforeAll(async () => {
    bridge = await spawnBridge(["--assembly", await assembly()]);
    await post(bridge, { id: "1", first_name: "Pri", last_name: "Vate", phone: "+12125550147" });
    await until("it rings", async () => (await ringsOf(bridge)).length > 0);
    const door = Number(new URL(bridge.url).port);
    sockets = listening(family(bridge.process.pid ?? 0)).filter(({ port }) => port !== door);
    inner = sockets.filter(({ host }) => host !== "127.0.0.1");
  });
  afterAll(() => bridge.end("SIGKILL"));

  const signed = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-date": "20261129T000000Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20261129/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00",
  };
  const pages = (port: number): Record<string, Record<string, string>> => ({
    "of a page elsewhere": { host: `127.0.0.1:${port}`, origin: "https://elsewhere.example" },
    "of a page on another port": { host: `127.0.0.1:${port}`, origin: "http://127.0.0.1:3000" },
    "of a page that hides where it is": { host: `127.0.0.1:${port}`, origin: "null" },
    "under another name": { host: `elsewhere.example:${port}` },
    "under a name that begins like ours": { host: `127.0.0.1.elsewhere.example:${port}` },
    "for a script": { host: `127.0.0.1:${port}`, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  });
  const asks: readonly [string, string, Record<string, string>, string?][] = [
    ["a look", "GET", {}],
    ["a simple request", "POST", { "content-type": "text/plain" }, "{}"],
    [
      "a preflight",
      "OPTIONS",
      { "access-control-request-method": "POST", "access-control-request-headers": "x-amz-target,authorization" },
    ],
    ["ListTables", "POST", { ...signed, "x-amz-target": "DynamoDB_20120810.ListTables" }, "{}"],
    ["ListStreams", "POST", { ...signed, "x-amz-target": "DynamoDBStreams_20120810.ListStreams" }, "{}"],
    ["GetSecretValue", "POST", { ...signed, "x-amz-target": "secretsmanager.GetSecretValue" }, '{"SecretId":"x"}'],
  ];

  it("is one of the stand-in, the demo page, the secrets and the table's gate; the engine itself is in no network", () => {
    expect(sockets).toHaveLength(privateNetwork().length > 0 ? 4 : 5);
    expect(inner).toHaveLength(privateNetwork().length > 0 ? 0 : 1);
  });

  it("gives a page from elsewhere no answer but a refusal", async () => {
    for (const place of sockets.filter((each) => !inner.includes(each))) {
      for (const [who, headers] of Object.entries(pages(place.port))) {
        for (const [what, method, more, body] of asks) {
          const answer = await send(place, method, { ...headers, ...more }, body);
          expect
            .soft([place.port, who, what, answer])
            .toEqual([place.port, who, what, { status: 403, cors: undefined, body: "" }]);
        }
      }
    }
  });

  it("keeps the table and the secrets for programs that have the token, which only the owner can read", async () => {
    const { endpoints } = await describeLocal(bridge.crm.url);
    for (const [url, target] of [
      [endpoints?.dynamo, "DynamoDB_20120810.ListTables"],
      [endpoints?.secretsManager, "secretsmanager.GetSecretValue"],
    ]) {
      const port = Number(new URL(url ?? "").port);
      const ask = (token: string) =>
        send(
          { host: "127.0.0.1", port },
          "POST",
          { ...signed, host: `127.0.0.1:${port}`, "x-amz-target": target ?? "", "x-amz-security-token": token },
          '{"SecretId":"x"}',
        );
      expect(await ask("a guess")).toMatchObject({ status: expect.toSatisfy((status: number) => status >= 400) });
      expect(JSON.stringify(await ask("a guess"))).not.toContain("TableNames");
    }
    const { endpoints: shown } = await json<{ endpoints: { sessionTokenFile: string } }>(`${bridge.crm.url}/api/stage`);
    expect(statSync(shown.sessionTokenFile).mode & 0o077).toBe(0);
    expect(JSON.stringify(shown)).not.toContain(endpoints?.sessionToken);
  });
});
