import { type AwsDoor, AwsError, type AwsRequestDeps } from "./aws-requests.ts";
import { awsSigner } from "./aws-signature.ts";

/**
 * Publishes to a topic of SNS, which speaks no JSON: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * One try: who publishes knows whether a second message would be worse than none.
 */

export type Publish = (message: { readonly subject: string; readonly text: string }) => Promise<void>;

/** @throws AwsError when AWS refused it, or gave no answer */
export function topicPublisher(
  topicArn: string,
  door: AwsDoor,
  { send, now, timeoutMs }: Pick<AwsRequestDeps, "send" | "now" | "timeoutMs">,
): Publish {
  const { host, href } = new URL(door.endpoint);
  const sign = awsSigner("sns", door.region, door.credentials);
  return async ({ subject, text }) => {
    const asked = { Action: "Publish", Version: "2010-03-31", TopicArn: topicArn, Subject: subject, Message: text };
    const body = new URLSearchParams(asked).toString();
    const headers = { host, "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const answer = await send({
      method: "POST",
      url: href,
      headers: sign({ method: "POST", headers, body }, now()),
      body,
      timeoutMs,
      connectingMs: 1_000,
      maxResponseBytes: 100_000,
      freshConnection: true,
    });
    if (answer.kind !== "answered") throw new AwsError("NoAnswer", `sns Publish: ${answer.reason}`);
    if (answer.status === 200) return;
    const [, name = "UnknownError"] = /<Code>(\w{1,80})<\/Code>/.exec(answer.body) ?? [];
    throw new AwsError(name, `sns Publish: ${answer.status}`);
  };
}
