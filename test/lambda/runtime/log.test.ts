import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { leadIdOf } from "../../../lambda/lead/identity.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { describeError, explainError, type LogFields, loggable } from "../../../lambda/runtime/log.ts";

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
  it("is told with the words of the vendor that refused", () => {
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

describe("the fields of a line", () => {
  it("are the ones that may be logged, whatever got past the compiler", () => {
    const person = { firstName: "Dana", phone: "+12125550123", email: "dana@example.com", constructor: "x" };
    expect(loggable({ ...person, source: "website", team: 19230, count: 0 } as LogFields)).toEqual({
      source: "website",
      team: 19230,
      count: 0,
    });
  });

  it.each(["+12125550123", "(212) 555-0123", "212.555.0123", "2125550123", "٢١٢٥٥٥٠١٢٣", "dana@example.com"])(
    "hold no %s, whichever it strayed into",
    (stray) => {
      const names = ["leadId", "source", "account", "crm", "state", "reason", "outcome"] as const;
      for (const name of names)
        expect(Object.values(loggable({ [name]: `web ${stray} form` }))).toEqual(["web … form"]);
      expect(loggable({ callId: `+${stray}` }).callId).not.toMatch(/5550123|dana|٥٥٥/);
    },
  );

  it("are never more than a value: what is nested could hold anything", () => {
    expect(loggable({ reason: { phone: "+12125550123" } as never, leadId: ["Dana"] as never })).toEqual({});
  });

  it("keep our ids as they are", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n }),
        (source, key, id) => {
          const ids = { leadId: leadIdOf(source, [key]), callId: String(id) };
          expect(loggable(ids)).toEqual(ids);
        },
      ),
    );
  });

  it("keep the names that a configuration gives", () => {
    const names = { source: "client-10001", account: "acme-2026-06", crm: "hub-2" };
    expect(loggable(names)).toEqual(names);
  });

  it("end no line and move nobody's cursor", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        for (const value of Object.values(
          loggable({ source: `a\r\n${text}\u2028\u001b[2J`, error: new TransientError(text) }),
        ))
          expect(value).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
