import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { describeLocal } from "../../bin/stage/local.ts";

const secret = { "source-keys": "a", "callback-tokens": "b", "callingly-tokens": "c" };
const stage = {
  configPath: "/bridge.config.ts",
  url: "http://127.0.0.1:1",
  tableName: "table",
  secrets: { ...secret, "crm-credentials": "d", "source-credentials": "e" },
  deployed: { stage: "local", configFingerprint: "f" },
  standIn: true,
  crmBaseUrls: {},
  endpoints: { dynamo: "http://127.0.0.1:2", secretsManager: "http://127.0.0.1:3" },
};

it.each(["", "/"])("finds the bridge by the address of its demo page, as a browser copies it: …%s", async (end) => {
  const server = createServer(({ url }, reply) => {
    reply.statusCode = url === "/api/stage" ? 200 : 404;
    reply.end(JSON.stringify(url === "/api/stage" ? stage : {}));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const { port } = server.address() as AddressInfo;
    expect(await describeLocal(`http://127.0.0.1:${port}${end}`)).toMatchObject({ name: "local", tableName: "table" });
  } finally {
    server.close();
  }
});
