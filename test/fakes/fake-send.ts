import type { OutgoingRequest, Send, Sent } from "../../lambda/runtime/http-client.ts";

export interface FakeSend extends Send {
  /** Everything that was sent, in order. */
  readonly requests: OutgoingRequest[];
}

/** Answers in the order given; the last answer is given again and again. */
export function fakeSend(...answers: [Sent, ...Sent[]]): FakeSend {
  const requests: OutgoingRequest[] = [];
  const send = async (request: OutgoingRequest): Promise<Sent> => {
    requests.push(request);
    return answers[Math.min(requests.length, answers.length) - 1] ?? answers[0];
  };
  return Object.assign(send, { requests });
}

/** @param body text as it is, anything else as JSON */
export const answered = (
  status: number,
  body: unknown = "",
  {
    headers = {},
    tooLong = false,
    truncated = tooLong,
  }: { headers?: Record<string, string>; truncated?: boolean; tooLong?: boolean } = {},
): Sent => ({
  kind: "answered",
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
  truncated,
  ...(tooLong && { tooLong }),
});

export const notSent: Sent = { kind: "not-sent", reason: "ECONNREFUSED" };
export const ambiguous: Sent = { kind: "ambiguous", reason: "ECONNRESET" };
