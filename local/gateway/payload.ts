import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Outgoing } from "../../lib/program/serve.ts";
import { accountId } from "../aws-names.ts";

/**
 * An HTTP request as an event and back, in payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */

export interface Incoming {
  readonly request: IncomingMessage;
  /** Decoded. */
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export function toEvent(
  { request, path, query, body, routeKey, pathParameters }: Incoming,
  now: Date,
): APIGatewayProxyEventV2 {
  const { headers, cookies } = joinedHeaders(request);
  const host = headers.host ?? "localhost";
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const method = request.method ?? "GET";
  const isText = textual.test(headers["content-type"] ?? "");
  const parameters = Object.keys(pathParameters).length > 0 && { pathParameters: { ...pathParameters } };
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      "x-forwarded-for": headers["x-forwarded-for"] ?? sourceIp,
      "x-forwarded-proto": headers["x-forwarded-proto"] ?? "http",
    },
    ...(query && { queryStringParameters: joinedQuery(query) }),
    ...parameters,
    requestContext: {
      accountId,
      apiId: "local",
      domainName: host,
      domainPrefix: host.split(".")[0] ?? host,
      http: { method, path, protocol: `HTTP/${request.httpVersion}`, sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Only these travel as text. A form does not, which surprises many. */
const textual = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** Names in lower case, repeats joined; cookies go their own way. */
function joinedHeaders({ headersDistinct }: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const { cookie = [], ...others } = headersDistinct;
  const headers = Object.entries(others).map(([name, values]) => [name, (values ?? []).join(",")] as const);
  return { headers: Object.fromEntries(headers), cookies: cookie.flatMap((line) => line.split(/;\s*/)) };
}

function joinedQuery(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return joined;
}

/** `22/Nov/2026:17:05:09 +0000` */
function accessLogTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** What a function returned, as an answer. Without a status code all of it is the JSON body of a 200. */
export function toAnswer(result: unknown): Outgoing {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(result)) };
  }
  const {
    statusCode,
    headers = {},
    cookies,
    body = "",
    isBase64Encoded,
  } = result as {
    statusCode: unknown;
    headers?: Record<string, unknown>;
    cookies?: string[];
    body?: string;
    isBase64Encoded?: boolean;
  };
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599 || typeof body !== "string") return answer(500);
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      ...Object.fromEntries(texts),
      ...(cookies && { "set-cookie": cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}

const messages = {
  400: "Bad Request",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** An answer that the API gives by itself. */
export const answer = (status: keyof typeof messages): Outgoing => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ message: messages[status] })),
});
