import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { RejectedError, TransientError } from "./errors.ts";
import { type HttpReply, type HttpRequest, problemReply } from "./http.ts";
import type { Log } from "./log.ts";

/** A step that answers HTTP. */
export type HttpStep = (request: HttpRequest) => Promise<HttpReply>;

/**
 * Makes a step the handler of an HTTP API (payload format 2.0). Errors that a step throws become answers here and
 * nowhere else; none of them repeats anything of the request.
 * @param publicBaseUrl the address of a proxy before the door, without a trailing slash, if there is one
 */
export function httpHandler(step: HttpStep, log: Log, publicBaseUrl?: string) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const reply = await step(toRequest(event, publicBaseUrl)).catch((error: unknown) => errorReply(error, log));
    return {
      statusCode: reply.status,
      headers: { ...GUARDED, ...reply.headers },
      body: reply.body ?? "",
    };
  };
}

/** No answer of ours is cached, shown in a frame, taken for another type or, should it be a page, runs scripts. */
const GUARDED = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

function toRequest(event: APIGatewayProxyEventV2, publicBaseUrl: string | undefined): HttpRequest {
  const { http, domainName } = event.requestContext;
  const question = event.rawQueryString ? `?${event.rawQueryString}` : "";
  const protocol = event.headers["x-forwarded-proto"] === "http" ? "http" : "https";
  return {
    method: http.method,
    url: `${protocol}://${domainName}${event.rawPath}${question}`,
    // Not from a header: the sender could choose what a signature is compared with.
    ...(publicBaseUrl && { urlBefore: `${publicBaseUrl}${event.rawPath}${question}` }),
    headers: event.headers,
    query: new URLSearchParams(event.rawQueryString),
    params: event.pathParameters ?? {},
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
    ip: http.sourceIp,
  };
}

export function errorReply(error: unknown, log: Log): HttpReply {
  if (error instanceof RejectedError) return problemReply(error.status, error.message, error.fields);
  log("error", error instanceof TransientError ? "unavailable" : "bug", { error });
  const reply = problemReply(503, "Something we need is not available; please send it again");
  return { ...reply, headers: { ...reply.headers, "retry-after": "5" } };
}
