import { expect, it } from "vitest";
import { AwsError, awsRequests } from "../../../lambda/runtime/aws-requests.ts";
import type { OutgoingRequest, Sent } from "../../../lambda/runtime/http-client.ts";
import { describeError } from "../../../lambda/runtime/log.ts";

const service = { name: "dynamodb", target: "DynamoDB_20120810", contentType: "application/x-amz-json-1.0" };
const door = {
  endpoint: "https://dynamodb.eu-west-1.amazonaws.com",
  region: "eu-west-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" },
};

/** Requests that are answered one after the other; the last answer is given from then on. */
function answeredBy(...answers: Sent[]) {
  const sent: OutgoingRequest[] = [];
  const slept: number[] = [];
  const requests = awsRequests(service, door, {
    send: async (request) => {
      sent.push(request);
      return answers[Math.min(sent.length, answers.length) - 1] as Sent;
    },
    sleep: async (ms) => slept.push(ms),
    random: () => 0.5,
    now: () => new Date("2026-06-15T12:00:00Z"),
    timeoutMs: 1_500,
  });
  return { ...requests, sent, slept };
}

const answer = (status: number, body: unknown, truncated = false): Sent => ({
  kind: "answered",
  status,
  headers: {},
  body: JSON.stringify(body),
  truncated,
});
const refusal = (name: string, status = 400) => answer(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}` });
const put = { TableName: "leads", Item: { pk: { S: "lead#1" } } };

it("sends an operation as AWS takes it, signed with everything that it says", async () => {
  const { ask, sent } = answeredBy(answer(200, {}));
  await ask("PutItem", put);
  const [request] = sent;
  expect(request).toMatchObject({
    method: "POST",
    url: "https://dynamodb.eu-west-1.amazonaws.com/",
    body: JSON.stringify(put),
    timeoutMs: 1_500,
    freshConnection: false,
    headers: {
      host: "dynamodb.eu-west-1.amazonaws.com",
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
      "x-amz-security-token": "token",
    },
  });
  expect(request?.headers?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target, Signature=[\da-f]{64}$/,
  );
});

it.each([
  ["no connection", { kind: "not-sent", reason: "ECONNREFUSED" }, 50],
  ["an answer that was lost", { kind: "ambiguous", reason: "ECONNRESET" }, 50],
  ["one that broke off", answer(200, { Item: {} }, true), 50],
  ["AWS's own failure", answer(500, {}), 50],
  ["a page of something before AWS", { ...answer(502, ""), body: "<html>" } as Sent, 50],
  ["a limit", refusal("ThrottlingException"), 250],
  ["a partition's limit", refusal("ProvisionedThroughputExceededException"), 250],
] as const)("tries again after %s, after a while that chance decides", async (_what, failure, pause) => {
  const { ask, sent, slept } = answeredBy(failure, failure, answer(200, { Count: 1 }));
  expect(await ask("Query", {})).toEqual({ Count: 1 });
  expect(slept).toEqual([pause, 2 * pause]);
  // Each is signed anew, as a signature ends.
  expect(sent).toHaveLength(3);
});

it("gives up after the third time, and says what happened without AWS's words", async () => {
  const busy = answer(400, { __type: "x#ThrottlingException", message: "Ada Byron may not" });
  const { ask, sent } = answeredBy(busy);
  const error = await ask("PutItem", put).catch((failed: unknown) => failed);
  expect(sent).toHaveLength(3);
  expect(error).toBeInstanceOf(AwsError);
  expect(describeError(error)).toBe("ThrottlingException: dynamodb PutItem: 400");
});

it("says at once what another time would not change", async () => {
  const { ask, sent } = answeredBy(refusal("AccessDeniedException"));
  await expect(ask("PutItem", put)).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(sent).toHaveLength(1);
});

it("hands over what stands where a condition did not hold", async () => {
  const there = { pk: { S: "lead#1" }, acceptId: { S: "a" } };
  const { ask, sent } = answeredBy(answer(400, { __type: "x#ConditionalCheckFailedException", Item: there }));
  await expect(ask("PutItem", put)).rejects.toMatchObject({ name: "ConditionalCheckFailedException", Item: there });
  expect(sent).toHaveLength(1);
});

it("makes no more of a connection that cannot be made than a start without it", async () => {
  const { connect, sent } = answeredBy({ kind: "not-sent", reason: "ECONNREFUSED" });
  await connect();
  expect(sent).toHaveLength(1);
});
