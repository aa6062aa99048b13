import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { type HttpRequest, jsonReply } from "../../../lambda/runtime/http.ts";
import { httpHandler } from "../../../lambda/runtime/http-handler.ts";
import { aLog } from "../../fakes/bridge.ts";

const event = (more: Partial<APIGatewayProxyEventV2> = {}) =>
  ({
    rawPath: "/leads/website",
    rawQueryString: "key=a%20b",
    headers: { "x-forwarded-proto": "https", "content-type": "text/plain" },
    pathParameters: { source: "website" },
    requestContext: { domainName: "bridge.example.com", http: { method: "POST" } },
    body: "hello",
    isBase64Encoded: false,
    ...more,
  }) as APIGatewayProxyEventV2;

const seen = async (more: Partial<APIGatewayProxyEventV2> = {}, publicBaseUrl?: string) => {
  const requests: HttpRequest[] = [];
  await httpHandler(
    async (request) => {
      requests.push(request);
      return jsonReply(200, {});
    },
    aLog(),
    publicBaseUrl,
  )(event(more));
  return requests[0] as HttpRequest;
};

describe("a request", () => {
  it("keeps its public address, query and parameters", async () => {
    expect(await seen()).toMatchObject({
      method: "POST",
      url: "https://bridge.example.com/leads/website?key=a%20b",
      params: { source: "website" },
    });
    expect((await seen()).query.get("key")).toBe("a b");
  });

  it("has the address of what stands before the door, where the operator names it and whatever a header says", async () => {
    expect((await seen()).urlBefore).toBeUndefined();
    const headers = { "x-forwarded-host": "evil.example.com", host: "evil.example.com" };
    expect(await seen({ headers }, "https://leads.example.org")).toMatchObject({
      url: "https://bridge.example.com/leads/website?key=a%20b",
      urlBefore: "https://leads.example.org/leads/website?key=a%20b",
    });
  });

  it("keeps its body bytes, also those that are no text", async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0x80]);
    expect(Buffer.from((await seen({ body: bytes.toString("base64"), isBase64Encoded: true })).body)).toEqual(bytes);
    expect(Buffer.from((await seen({ body: "Zoë 🙂" })).body).toString()).toBe("Zoë 🙂");
  });
});

describe("an answer", () => {
  const answer = async (error: unknown) => {
    const log = aLog();
    const reply = await httpHandler(() => Promise.reject(error), log)(event());
    return { ...reply, problem: JSON.parse(reply.body ?? ""), log };
  };

  it("names the fields a sender has to mend", async () => {
    const { statusCode, headers, problem } = await answer(
      new RejectedError(422, "Please check the form", { fields: { phone: "Missing" } }),
    );
    expect(statusCode).toBe(422);
    expect(headers?.["content-type"]).toContain("application/problem+json");
    expect(problem).toEqual({ title: "Please check the form", status: 422, errors: { phone: "Missing" } });
  });

  it.each([new TransientError("table down"), new TypeError("x of undefined"), "thrown text"])(
    "to %s asks to send it again and tells nothing",
    async (error) => {
      const { statusCode, headers, body, log } = await answer(error);
      expect(statusCode).toBe(503);
      expect(headers?.["retry-after"]).toBe("5");
      expect(body).not.toMatch(/table|undefined|thrown|stack/);
      expect(log.lines).toHaveLength(1);
    },
  );

  it("is never cached", async () => {
    expect((await answer(new RejectedError(404, "Not found"))).headers).toMatchObject({ "cache-control": "no-store" });
  });
});
