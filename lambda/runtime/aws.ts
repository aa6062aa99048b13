import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { type AwsDoor, type AwsRequestDeps, type AwsService, awsRequests } from "./aws-requests.ts";
import { keptConnections } from "./kept-connections.ts";
import { sleep } from "./sleep.ts";
import { type Publish, topicPublisher } from "./topic.ts";

/** What of AWS the functions ask, and how they reach it: as Lambda's environment says. */

/**
 * How long one request may take, in milliseconds; there are three tries. While a sender waits, an answer that says
 * "send it again" is worth more than a late one, and three tries must stay below six seconds. No sender waits for the
 * other functions, and when one is busy with many items, it is late itself, not the table.
 */
export const patience = { whileSenderWaits: 1_500, inBackground: 5_000 } as const;

/** All that is asked of the table by whoever works on leads. */
interface TableOperations {
  GetItem: { asks: GetItemCommandInput; gets: GetItemCommandOutput };
  PutItem: { asks: PutItemCommandInput; gets: PutItemCommandOutput };
  UpdateItem: { asks: UpdateItemCommandInput; gets: UpdateItemCommandOutput };
  DeleteItem: { asks: DeleteItemCommandInput; gets: DeleteItemCommandOutput };
  Query: { asks: QueryCommandInput; gets: QueryCommandOutput };
  BatchGetItem: { asks: BatchGetItemCommandInput; gets: BatchGetItemCommandOutput };
}
export type TableOperation = keyof TableOperations;

/**
 * Asks DynamoDB.
 * @throws an error with AWS's name for it: `ConditionalCheckFailedException` when a condition did not hold, with the
 *   `Item` that stands there if that was asked for
 */
export type AskTable = <Operation extends TableOperation>(
  operation: Operation,
  input: TableOperations[Operation]["asks"],
) => Promise<Omit<TableOperations[Operation]["gets"], "$metadata">>;

/** Reads the current value of a secret, by its name or ARN. */
export type ReadSecret = (secretId: string) => Promise<string>;

const dynamoDb = { name: "dynamodb", target: "DynamoDB_20120810", contentType: "application/x-amz-json-1.0" };
const secretsManager = { name: "secretsmanager", target: "secretsmanager", contentType: "application/x-amz-json-1.1" };

/**
 * The table, to which a connection is made at once: starting, a function has a whole processor, and the first lead
 * need not wait for it.
 */
export function openTable(
  requestTimeoutMs: number,
  door: AwsDoor = doorFromLambda(dynamoDb, "DYNAMODB"),
): { readonly ask: AskTable; readonly connected: Promise<void> } {
  const { ask, connect } = awsRequests(dynamoDb, door, depsOf(requestTimeoutMs));
  return { ask: ask as AskTable, connected: connect() };
}

export function secretReader(door: AwsDoor = doorFromLambda(secretsManager, "SECRETS_MANAGER")): ReadSecret {
  const { ask } = awsRequests(secretsManager, door, depsOf(patience.whileSenderWaits));
  return async (secretId) => {
    const { SecretString = "" } = (await ask("GetSecretValue", { SecretId: secretId })) as { SecretString?: string };
    return SecretString;
  };
}

/** Publishes to a topic. */
export const publisherTo = (topicArn: string, door: AwsDoor = doorFromLambda({ name: "sns" }, "SNS")): Publish =>
  topicPublisher(topicArn, door, depsOf(patience.inBackground));

/**
 * How long an idle connection is kept, in milliseconds. On one that AWS is closing a request is repeated, which the
 * store bears.
 */
const KEPT_MS = 45_000;

const depsOf = (timeoutMs: number): AwsRequestDeps => ({
  send: keptConnections({ keptMs: KEPT_MS }),
  sleep,
  random: Math.random,
  now: () => new Date(),
  timeoutMs,
});

function doorFromLambda({ name }: Pick<AwsService, "name">, variable: string): AwsDoor {
  const { env } = process;
  const region = env.AWS_REGION ?? "";
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    endpoint: env[`AWS_ENDPOINT_URL_${variable}`] || env.AWS_ENDPOINT_URL || `https://${name}.${region}.${domain}`,
    region,
    // Lambda hands them over in the environment, and a sandbox ends before they do.
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
      sessionToken: env.AWS_SESSION_TOKEN,
    },
  };
}
