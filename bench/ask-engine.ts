import type { Engine } from "../local/engine/engine.ts";
import { ask } from "../stand-ins/kit/ask.ts";

/** Asks the engine itself, past whatever counts what others ask of it. */
export async function askEngine<T>({ url, sessionToken }: Engine, operation: string, body: object): Promise<T> {
  const { status, text } = await ask(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-date": "20260101T000000Z",
      "x-amz-security-token": sessionToken,
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(body),
    timeoutMs: 30_000,
  });
  if (status !== 200) throw new Error(`The engine refused ${operation}: ${text}`);
  return JSON.parse(text) as T;
}

export async function tableOf(engine: Engine): Promise<string> {
  const { TableNames = [] } = await askEngine<{ TableNames?: string[] }>(engine, "ListTables", {});
  const [name, ...others] = TableNames;
  if (name === undefined || others.length > 0) throw new Error("The engine should have one table");
  return name;
}
