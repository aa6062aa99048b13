import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startEngine } from "../../local/engine/engine.ts";
import { localCredentials } from "../../local/session-token.ts";

/** The local engine of DynamoDB, with the door to it and a client of its own. */
export async function anEngine() {
  const engine = await startEngine();
  const door = { endpoint: engine.url, region: "eu-west-1", credentials: localCredentials(engine.sessionToken) };
  const db = new DynamoDBClient(door);
  const stop = async () => {
    db.destroy();
    await engine.stop();
  };
  return { door, db, stop };
}

export type Engine = Awaited<ReturnType<typeof anEngine>>;
