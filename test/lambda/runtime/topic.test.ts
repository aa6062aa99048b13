import { expect, it } from "vitest";
import type { OutgoingRequest, Sent } from "../../../lambda/runtime/http-client.ts";
import { topicPublisher } from "../../../lambda/runtime/topic.ts";

const arn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const door = {
  endpoint: "https://sns.eu-west-1.amazonaws.com",
  region: "eu-west-1",
  credentials: { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "token" },
};

function publisher(answer: Sent) {
  const sent: OutgoingRequest[] = [];
  const publish = topicPublisher(arn, door, {
    send: async (request) => {
      sent.push(request);
      return answer;
    },
    now: () => new Date("2026-06-15T12:00:00Z"),
    timeoutMs: 1_000,
  });
  return { sent, publish };
}

const answered = (status: number, body: string) =>
  ({ kind: "answered", status, body, headers: {}, truncated: false }) as unknown as Sent;

it("a message is published as SNS's API asks for it, signed", async () => {
  const { sent, publish } = publisher(answered(200, "<PublishResponse/>"));
  await publish({ subject: "12 came", text: "a & b\nline two, 100 %" });
  const [request] = sent;
  expect(Object.fromEntries(new URLSearchParams(request?.body as string))).toEqual({
    Action: "Publish",
    Version: "2010-03-31",
    TopicArn: arn,
    Subject: "12 came",
    Message: "a & b\nline two, 100 %",
  });
  expect(request?.headers).toMatchObject({ host: "sns.eu-west-1.amazonaws.com", "x-amz-security-token": "token" });
  expect(request?.headers?.authorization).toContain("AKID/20260615/eu-west-1/sns/aws4_request");
});

it("a refusal is an error with AWS's name and none of its words, and is not tried again", async () => {
  const body =
    "<ErrorResponse><Error><Code>AuthorizationError</Code><Message>not for pat</Message></Error></ErrorResponse>";
  const { sent, publish } = publisher(answered(403, body));
  await expect(publish({ subject: "s", text: "t" })).rejects.toMatchObject({
    name: "AuthorizationError",
    message: "sns Publish: 403",
  });
  expect(sent).toHaveLength(1);
});

it("no answer is an error", async () => {
  const { publish } = publisher({ kind: "unanswered", reason: "timeout" } as unknown as Sent);
  await expect(publish({ subject: "s", text: "t" })).rejects.toMatchObject({ name: "NoAnswer" });
});
