import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { openTable, patience, secretReader } from "../../../lambda/runtime/aws.ts";

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server in the place of AWS, as Lambda's environment may name one. */
async function inPlaceOfAws(answer: RequestListener): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "of-lambda");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  servers.push(server);
}

it("asks the table again when an answer breaks off, and takes one that comes in pieces", async () => {
  const answer = JSON.stringify({ Item: { pk: { S: "lead#1" } } });
  let asked = 0;
  await inPlaceOfAws(({ method }, response) => {
    if (method === "GET") return void response.end("healthy");
    asked += 1;
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": answer.length });
    response.write(answer.slice(0, 9), () => {
      if (asked === 1) response.destroy();
      else response.end(answer.slice(9));
    });
  });
  const { ask } = openTable(patience.inBackground);
  const { Item } = await ask("GetItem", { TableName: "leads", Key: { pk: { S: "lead#1" } } });
  expect(Item).toEqual({ pk: { S: "lead#1" } });
  expect(asked).toBe(2);
});

it("has a connection to the table before the first lead comes, and asks nothing of it for that", async () => {
  const seen: unknown[] = [];
  await inPlaceOfAws(({ method, url, socket, headers }, response) => {
    seen.push({ method, url, from: socket.remotePort, asks: headers["x-amz-target"] });
    response.end("{}");
  });
  const { ask, connected } = openTable(patience.inBackground);
  await connected;
  await ask("GetItem", { TableName: "leads", Key: { pk: { S: "lead#1" } } });
  const [first] = seen as { from: number }[];
  expect(seen).toEqual([
    { method: "GET", url: "/", from: first?.from, asks: undefined },
    { method: "POST", url: "/", from: first?.from, asks: "DynamoDB_20120810.GetItem" },
  ]);
});

it("starts all the same where there is no connection to the table", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
  await expect(openTable(patience.inBackground).connected).resolves.toBeUndefined();
});

it("reads a secret with the credentials that Lambda puts into the environment", async () => {
  const seen: unknown[] = [];
  await inPlaceOfAws((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const { authorization, ...headers } = request.headers;
      seen.push(headers["x-amz-target"], JSON.parse(body), authorization?.split("/")[0]);
      response.end(JSON.stringify({ SecretString: "a word" }));
    });
  });
  expect(await secretReader()("arn:of-it")).toBe("a word");
  expect(seen).toEqual([
    "secretsmanager.GetSecretValue",
    { SecretId: "arn:of-it" },
    "AWS4-HMAC-SHA256 Credential=of-lambda",
  ]);
});
