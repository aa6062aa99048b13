import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { describeLocal } from "../../operator/stage/local.ts";

const folder = mkdtempSync(join(tmpdir(), "token-"));
const tokenFile = join(folder, "session-token");
writeFileSync(tokenFile, "the token");
afterAll(() => rmSync(folder, { recursive: true }));

const secret = { "source-keys": "a", "callback-tokens": "b", "callingly-tokens": "c" };
const stage = {
  configPath: "/bridge.config.ts",
  url: "http://127.0.0.1:1",
  tableName: "table",
  secrets: { ...secret, "crm-credentials": "d", "source-credentials": "e" },
  deployed: { stage: "local", configFingerprint: "f" },
  standIn: true,
  dialsStayHere: true,
  crmBaseUrls: {},
  endpoints: { dynamo: "http://127.0.0.1:2", secretsManager: "http://127.0.0.1:3", sessionTokenFile: tokenFile },
};

/** A demo page that tells what it is given. */
async function withDemo<T>(told: object, visit: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(({ url }, reply) => {
    reply.statusCode = url === "/api/stage" ? 200 : 404;
    reply.end(JSON.stringify(url === "/api/stage" ? told : {}));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return await visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

it.each(["", "/"])("finds the bridge by the address of its demo page, as a browser copies it: …%s", async (end) => {
  await withDemo(stage, async (address) => {
    const { endpoints, ...known } = stage;
    const { sessionTokenFile: _file, ...places } = endpoints;
    expect(await describeLocal(`${address}${end}`)).toEqual({
      ...known,
      name: "local",
      place: "this machine",
      endpoints: { ...places, sessionToken: "the token" },
    });
  });
});

it("says that a bridge is somebody else's where its token cannot be read", async () => {
  const theirs = { ...stage, endpoints: { ...stage.endpoints, sessionTokenFile: join(folder, "none") } };
  await withDemo(theirs, async (address) => {
    await expect(describeLocal(address)).rejects.toThrow("another user of this machine");
  });
});

it("says how to start one where no bridge runs", async () => {
  await withDemo({ hello: "I am something else" }, async (address) => {
    await expect(describeLocal(address)).rejects.toThrow(`No bridge runs at ${address}: start it with \`npm start\``);
  });
});
