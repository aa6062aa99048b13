import { request as httpRequest } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tokenBucket } from "../../lambda/runtime/token-bucket.ts";
import { type LocalServer, serve } from "../../lib/program/serve.ts";
import { createGateway, type Gateway } from "../../local/gateway/gateway.ts";
import { findRoute } from "../../local/gateway/routes.ts";

let gateway: Gateway;
let server: LocalServer;
let events: APIGatewayProxyEventV2[];
let answer: (event: APIGatewayProxyEventV2) => unknown;

beforeEach(async () => {
  events = [];
  answer = () => ({ statusCode: 200, body: "fine" });
  gateway = createGateway();
  const invoke = async (event: unknown) => {
    events.push(event as APIGatewayProxyEventV2);
    return answer(event as APIGatewayProxyEventV2);
  };
  gateway.addRoute("ANY /leads/{source}", { name: "Fn", invoke });
  server = await serve({ name: "test", port: 0, ownPagesOnly: false, answer: gateway.answer, onFailure: () => {} });
});

afterEach(() => server.close());

const post = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { method: "POST", redirect: "manual", ...init });

describe("the HTTP API", () => {
  it("makes an event of payload format 2.0", async () => {
    await post("/leads/web%20site?a=1&a=2&b=x%20y", {
      body: JSON.stringify({ name: "Zoë" }),
      headers: { "content-type": "application/json", "X-Bridge-Key": "k", cookie: "a=1; b=2" },
    });
    expect(events[0]).toMatchObject({
      version: "2.0",
      routeKey: "ANY /leads/{source}",
      rawPath: "/leads/web site",
      rawQueryString: "a=1&a=2&b=x%20y",
      queryStringParameters: { a: "1,2", b: "x y" },
      pathParameters: { source: "web site" },
      cookies: ["a=1", "b=2"],
      headers: { "x-bridge-key": "k", "x-forwarded-proto": "http" },
      requestContext: {
        http: { method: "POST", path: "/leads/web site" },
        domainName: new URL(server.url).host,
        stage: "$default",
      },
      body: '{"name":"Zoë"}',
      isBase64Encoded: false,
    });
    expect(events[0]?.headers).not.toHaveProperty("cookie");
  });

  it("joins repeated headers", async () => {
    await new Promise((resolve) => {
      const request = httpRequest(
        `${server.url}/leads/a`,
        { method: "POST", headers: { "x-many": ["1", "2"] } },
        resolve,
      );
      request.end();
    });
    expect(events[0]?.headers["x-many"]).toBe("1,2");
  });

  it.each(["application/x-www-form-urlencoded", "application/octet-stream", "multipart/form-data; boundary=x"])(
    "hands over %s in base64",
    async (type) => {
      await post("/leads/a", { body: Buffer.from([0, 255, 61]), headers: { "content-type": type } });
      expect(events[0]).toMatchObject({ isBase64Encoded: true, body: Buffer.from([0, 255, 61]).toString("base64") });
    },
  );

  it("sends what the function answers", async () => {
    answer = () => ({
      statusCode: 303,
      headers: { Location: "https://example.com/", "x-a": 1 },
      cookies: ["a=1", "b=2"],
      body: Buffer.from([1, 2, 255]).toString("base64"),
      isBase64Encoded: true,
    });
    const response = await post("/leads/a");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://example.com/");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 255]);
  });

  it("takes an answer without status for the body", async () => {
    answer = () => ({ a: 1 });
    const response = await post("/leads/a");
    expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
  });

  it("F99: answers by itself for what no function can", async () => {
    const statusOf = async (response: Promise<Response>) => [(await response).status, await (await response).json()];
    expect(await statusOf(post("/nowhere"))).toEqual([404, { message: "Not Found" }]);
    expect(await statusOf(post("/leads/%"))).toEqual([400, { message: "Bad Request" }]);
    expect(await statusOf(post("/leads/a", { body: Buffer.alloc(10 * 1024 * 1024 + 1) }))).toEqual([
      413,
      { message: "Request Entity Too Large" },
    ]);
    answer = () => Promise.reject(new Error("secret"));
    expect(await statusOf(post("/leads/a"))).toEqual([500, { message: "Internal Server Error" }]);
    answer = () => ({ statusCode: "twelve" });
    expect(await statusOf(post("/leads/a"))).toEqual([500, { message: "Internal Server Error" }]);
    gateway.throttle(0, 0);
    expect(await statusOf(post("/leads/a"))).toEqual([429, { message: "Too Many Requests" }]);
  });
});

it("prefers the most specific route", () => {
  const keys = [
    "$default",
    "ANY /leads/{source}",
    "POST /leads/{source}",
    "GET /leads/health",
    "ANY /leads/{source}/{key}",
    "GET /{proxy+}",
  ];
  const routes = keys.map((key) => ({ key, target: key }));
  const chosen = (method: string, path: string) => findRoute(routes, method, path)?.route.key;
  expect(chosen("POST", "/leads/website")).toBe("POST /leads/{source}");
  expect(chosen("PUT", "/leads/website")).toBe("ANY /leads/{source}");
  expect(chosen("GET", "/leads/health")).toBe("GET /leads/health");
  expect(chosen("GET", "/leads/a/b")).toBe("ANY /leads/{source}/{key}");
  expect(findRoute(routes, "GET", "/x/y/z")).toMatchObject({
    route: { key: "GET /{proxy+}" },
    pathParameters: { proxy: "x/y/z" },
  });
  expect(chosen("DELETE", "/x")).toBe("$default");
});

it("lets a burst through, then so many a second", () => {
  let now = 0;
  const bucket = tokenBucket(2, 3, () => now);
  const allowed = (count: number) => Array.from({ length: count }, () => bucket.allows()).filter(Boolean).length;
  expect(allowed(5)).toBe(3);
  now = 1000;
  expect(allowed(5)).toBe(2);
});
