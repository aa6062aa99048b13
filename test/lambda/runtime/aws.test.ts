import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, it, vi } from "vitest";
import { dynamoClient, patience } from "../../../lambda/runtime/aws.ts";

afterEach(() => vi.unstubAllEnvs());

it("asks the table again when an answer breaks off, and takes one that comes in pieces", async () => {
  const answer = JSON.stringify({ Item: { pk: { S: "lead#1" } } });
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": answer.length });
    response.write(answer.slice(0, 9), () => {
      if (asked === 1) response.destroy();
      else response.end(answer.slice(9));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  const client = dynamoClient(patience.inBackground);
  try {
    const { Item } = await client.send(new GetItemCommand({ TableName: "leads", Key: { pk: { S: "lead#1" } } }));
    expect(Item).toEqual({ pk: { S: "lead#1" } });
    expect(asked).toBe(2);
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
});
