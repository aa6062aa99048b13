import { Readable } from "node:stream";
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { countReads, withUnits } from "../../../operator/console/read-units.ts";

/** A table that says what it was asked, and what that cost. */
function aClient() {
  const asked: Record<string, unknown>[] = [];
  const client = new DynamoDBClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:9",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ body }: { readonly body: Uint8Array }) {
        const question = JSON.parse(Buffer.from(body).toString());
        asked.push(question);
        const cost = question.ReturnConsumedCapacity
          ? { ConsumedCapacity: { CapacityUnits: question.Key ? 0.5 : 12 } }
          : {};
        const answer = JSON.stringify(cost);
        return {
          response: {
            statusCode: 200,
            headers: { "content-type": "application/x-amz-json-1.0" },
            body: Readable.from([Buffer.from(answer)]),
          },
        };
      },
    } as never,
  });
  return { client, asked };
}

const get = new GetItemCommand({ TableName: "table", Key: { pk: { S: "a" } } });
const query = new QueryCommand({ TableName: "table", KeyConditionExpression: "pk = :a" });

describe("what an answer cost", () => {
  it("is the read units of all that was asked for it, side by side and one after the other", async () => {
    const { client } = aClient();
    countReads(client);
    const [one, other] = await Promise.all([
      withUnits(async () => {
        await client.send(get);
        await Promise.all([client.send(query), client.send(get)]);
        return "one";
      }),
      withUnits(() => client.send(get)),
    ]);
    expect(one).toEqual({ value: "one", units: 13 });
    expect(other.units).toBe(0.5);
  });

  it("is counted once, however often a client is given, and asked for no write and for nothing else", async () => {
    const { client, asked } = aClient();
    countReads(client);
    countReads(client);
    await client.send(get);
    const { units } = await withUnits(async () => {
      await client.send(new PutItemCommand({ TableName: "table", Item: { pk: { S: "a" } } }));
      await client.send(get);
    });
    expect(units).toBe(0.5);
    expect(asked.map(({ ReturnConsumedCapacity }) => ReturnConsumedCapacity)).toEqual([undefined, undefined, "TOTAL"]);
  });
});
