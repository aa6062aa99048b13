import { awsSigner, type SigningKeys } from "./aws-signature.ts";
import { StatedError } from "./errors.ts";
import type { Send, Sent } from "./http-client.ts";

/**
 * Requests to a service of AWS that speaks JSON: signed, sent, and repeated when that makes sense. AWS's clients do the
 * same for any service and any way to be let in, which is most of what a cold function would load, and half of what a
 * request would cost it.
 */

export interface AwsService {
  /** As in its address and in signatures. */
  readonly name: string;
  /** What stands before an operation. */
  readonly target: string;
  readonly contentType: string;
}

/** Where and as whom. */
export interface AwsDoor {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: SigningKeys;
}

export interface AwsRequestDeps {
  readonly send: Send;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly now: () => Date;
  /** Milliseconds that one try may take; there are three. */
  readonly timeoutMs: number;
}

export interface AwsRequests {
  /** @throws AwsError when it was refused, or not answered three times */
  ask(operation: string, input: object): Promise<unknown>;
  /** Makes a connection and leaves it open for the first request. Changes nothing, costs nothing and never throws. */
  connect(): Promise<void>;
}

/** A request that AWS refused, or did not answer. Its words are not in the message: they may quote what was sent. */
export class AwsError extends StatedError {
  /** AWS's own name of the error, or `NoAnswer`. */
  override readonly name: string;
  /** What stands in the table where a condition did not hold, if that was asked for. */
  readonly Item: unknown;

  constructor(name: string, message: string, item?: unknown) {
    super(message);
    this.name = name;
    this.Item = item;
  }
}

const TRIES = 3;
const CONNECTING_MS = 1_000;
/** A page of the table is at most 1 MB, counted without JSON's own signs. */
const MAX_RESPONSE_BYTES = 8_000_000;
/** How long is waited before another try, at most and at first; a part of it that chance decides. */
const PAUSE_MS = 100;
const PAUSE_WHEN_BUSY_MS = 500;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const BUSY: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
]);

type Outcome = { readonly output: unknown } | { readonly error: AwsError; readonly pauseMs?: number };

export function awsRequests(service: AwsService, door: AwsDoor, deps: AwsRequestDeps): AwsRequests {
  const { send, sleep, random, now, timeoutMs } = deps;
  const { region, credentials } = door;
  const { host, href } = new URL(door.endpoint);
  const sign = awsSigner(service.name, region, credentials);

  const exchange = async (method: string, more: Record<string, string>, body?: string): Promise<Sent> => {
    const headers = sign({ method, headers: { host, ...more }, body: body ?? "" }, now());
    return send({
      method,
      url: href,
      headers,
      ...(body !== undefined && { body }),
      timeoutMs,
      connectingMs: CONNECTING_MS,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      freshConnection: false,
    });
  };

  return {
    async ask(operation, input) {
      const headers = { "content-type": service.contentType, "x-amz-target": `${service.target}.${operation}` };
      const body = JSON.stringify(input);
      for (let tries = 1; ; tries += 1) {
        const outcome = outcomeOf(await exchange("POST", headers, body), `${service.name} ${operation}`);
        if ("output" in outcome) return outcome.output;
        if (outcome.pauseMs === undefined || tries === TRIES) throw outcome.error;
        await sleep(random() * outcome.pauseMs * 2 ** (tries - 1));
      }
    },
    // What a load balancer would ask. Whether it is answered with yes or no, the connection stands.
    connect: () =>
      exchange("GET", {}).then(
        () => undefined,
        () => undefined,
      ),
  };
}

function outcomeOf(sent: Sent, what: string): Outcome {
  if (sent.kind !== "answered") {
    return { error: new AwsError("NoAnswer", `${what}: ${sent.reason}`), pauseMs: PAUSE_MS };
  }
  const { status, body, truncated } = sent;
  const answer = truncated ? undefined : parsed(body);
  if (status === 200 && answer !== undefined) return { output: answer };
  if (status === 200) return { error: new AwsError("NoAnswer", `${what}: the answer broke off`), pauseMs: PAUSE_MS };
  const name = nameIn(answer);
  const error = new AwsError(name, `${what}: ${status}`, answer?.Item);
  if (BUSY.has(name) || status === 429) return { error, pauseMs: PAUSE_WHEN_BUSY_MS };
  return status >= 500 ? { error, pauseMs: PAUSE_MS } : { error };
}

interface Answer {
  readonly __type?: unknown;
  readonly Item?: unknown;
}

function parsed(body: string): Answer | undefined {
  try {
    return JSON.parse(body) as Answer;
  } catch {
    return undefined;
  }
}

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` */
const nameIn = (answer: Answer | undefined): string =>
  /(?:^|#)(\w{1,80})$/.exec(String(answer?.__type ?? ""))?.[1] ?? "UnknownError";
