import { describe, expect, it } from "vitest";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import { RejectedError, TransientError } from "../../lambda/runtime/errors.ts";
import { describeError, explainError } from "../../lambda/runtime/log.ts";

const words = "Dana Whitfield, (212) 555-0123 is not a valid phone";

describe("an error in the log", () => {
  it.each([
    [new RejectedError(400, "The CRM answered 400", { detail: words }), "RejectedError 400: The CRM answered 400"],
    [new TransientError("The CRM answered 503", { detail: words }), "TransientError: The CRM answered 503"],
    [
      new CallinglyError({ method: "GET", path: "/teams" }, "HTTP 422", { status: 422, detail: words }),
      "CallinglyError 422: GET /teams: HTTP 422",
    ],
  ])("is told in our words, without those of others", (error, line) => expect(describeError(error)).toBe(line));

  it.each([
    new Error(`lead ${words}`),
    Object.assign(new TypeError(words), { name: "ThrottlingException" }),
    new Error(`x\n    at ${words} (/home/dana/file.js:1:2)`, { cause: new Error(words) }),
    Object.assign(new Error("short"), { message: words }),
    words,
    { message: words },
    undefined,
  ])("of somebody else says what it is and nothing that it says", (error) => {
    expect(describeError(error)).not.toMatch(/Dana|dana|212|555|0123/);
  });

  it("that is a bug says where it is", () => {
    expect(describeError(new TypeError(words))).toMatch(/^TypeError at log\.test\.ts:\d+:\d+$/);
    expect(describeError(new Error(""))).toMatch(/^Error at log\.test\.ts:\d+:\d+$/);
  });

  it("keeps the status that a library gives", () => {
    expect(describeError(Object.assign(new Error("no"), { name: "ApiError", status: 418 }))).toMatch(/^ApiError 418/);
  });

  it("holds no number and no address even if we put one into our own words", () => {
    const error = new TransientError("dana@example.com at +12125550123 failed");
    expect(describeError(error)).toBe("TransientError: … at … failed");
  });
});

describe("an error on the item it befell", () => {
  it("is told with the words of whoever refused", () => {
    expect(explainError(new RejectedError(400, "The CRM answered 400", { detail: "No such property" }))).toBe(
      "The CRM answered 400: No such property",
    );
    expect(explainError(new TransientError("HubSpot has it but does not show it yet"))).toBe(
      "HubSpot has it but does not show it yet",
    );
  });

  it("is told as in the log when nobody meant it", () => {
    expect(explainError(new TypeError(words))).toMatch(/^TypeError at /);
  });
});
