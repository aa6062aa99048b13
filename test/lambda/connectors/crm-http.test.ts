import { describe, expect, it } from "vitest";
import { jsonContent } from "../../../lambda/connectors/kit/out/content.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import type { Sent } from "../../../lambda/runtime/http-client.ts";
import { describeError, explainError } from "../../../lambda/runtime/log.ts";
import { ambiguous, answered, fakeSend } from "../../fakes/fake-send.ts";

const now = () => new Date("2026-06-15T12:00:00Z");
const ask = (sent: Sent) =>
  crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send: fakeSend(sent), now })
    .request("POST", "/calls", jsonContent({}))
    .catch((error: unknown) => error);

describe("a CRM that does not take a request", () => {
  it.each([
    [400, "RejectedError"],
    [409, "RejectedError"],
    [302, "RejectedError"],
    [429, "BusyError"],
    [408, "TransientError"],
    [503, "TransientError"],
  ])("with %i is a %s, its words apart from ours", async (status, name) => {
    const error = await ask(answered(status, { message: "Property hs_lead_status is invalid" }));
    expect(error).toMatchObject({
      name,
      message: `The CRM answered ${status}`,
      detail: "Property hs_lead_status is invalid",
    });
  });

  it("is not quoted in the log, and on the item without number and address", async () => {
    const message =
      'Not valid: [{"message": "Dana Whitfield, (212) 555-0123 / dana@example.com is not a valid phone"}]';
    const error = await ask(answered(400, { message }));
    expect(describeError(error)).toBe("RejectedError 400: The CRM answered 400");
    expect(explainError(error)).toMatch(/^The CRM answered 400: Not valid/);
    expect(explainError(error)).not.toMatch(/212|0123|example/);
  });

  it("says what is wrong with a token as token endpoints do, and no secret that was sent", async () => {
    const answer = answered(400, { error: "invalid_grant", error_description: "s3cret is not in force, s3cret" });
    const http = crmHttp({
      baseUrl: "https://a.example",
      headers: {},
      secrets: ["s3cret", ""],
      send: fakeSend(answer),
      now,
    });
    const error = await http.request("POST", "/token").catch((error: unknown) => error);
    expect(error).toMatchObject({ detail: "… is not in force, …" });
    expect(await ask(answered(400, { error: "invalid_grant" }))).toMatchObject({ detail: "invalid_grant" });
  });

  it.each(["", "<html>", { message: "" }, { message: { nested: 1 } }, [], "null"])(
    "may say nothing that can be read: %j",
    async (body) => {
      expect(await ask(answered(400, body))).toMatchObject({ message: "The CRM answered 400", detail: undefined });
    },
  );

  it("tells how long to wait, and may not answer at all", async () => {
    expect(await ask(answered(429, "", { headers: { "retry-after": "7" } }))).toMatchObject({ retryAfterMs: 7_000 });
    expect(await ask(ambiguous)).toMatchObject({
      name: "TransientError",
      message: expect.stringContaining("ECONNRESET"),
    });
  });
});
