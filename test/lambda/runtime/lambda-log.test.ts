import { beforeEach, describe, expect, it } from "vitest";
import { TransientError } from "../../../lambda/runtime/errors.ts";
import { lambdaLog } from "../../../lambda/runtime/lambda-log.ts";

const context = { awsRequestId: "request-1", functionName: "accept-lead" } as never;
const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
});

const logIn = (stage: string) =>
  lambdaLog(stage, { now: () => new Date("2026-06-15T12:00:00Z"), write: (line) => lines.push(line) });

const logged = () => lines.map((line) => JSON.parse(line));

describe("a line of a function's log", () => {
  it("says what happened to which lead, in which request and which deployment", async () => {
    const { log, traced } = logIn("prod");
    const handler = traced(async () =>
      log("info", "lead accepted", { leadId: "lead-1", state: "ready", reason: undefined }),
    );
    await handler({ requestContext: { requestId: "api-1" } }, context);
    expect(logged()).toMatchObject([
      {
        level: "INFO",
        timestamp: "2026-06-15T12:00:00.000Z",
        message: "lead accepted",
        service: "callingly-bridge",
        stage: "prod",
        leadId: "lead-1",
        state: "ready",
        correlation_id: "api-1",
        function_request_id: "request-1",
        cold_start: true,
      },
    ]);
    expect(logged()[0]).not.toHaveProperty("reason");
  });

  it("carries no id of the request before", async () => {
    const { log, traced } = logIn("prod");
    const handler = traced(async () => log("warn", "tick"));
    await handler({ requestContext: { requestId: "api-1" } }, context);
    await handler({ tick: "minute" }, { awsRequestId: "request-2" } as never);
    expect(logged()[1]).toMatchObject({ level: "WARN", function_request_id: "request-2", cold_start: false });
    expect(logged()[1]).not.toHaveProperty("correlation_id");
  });

  it("holds nobody, and is one line, whatever is logged", async () => {
    const { log } = logIn("prod");
    const forged = 'x\r\n{"level":"ERROR","message":"forged"}\u2028\u001b[2J +1 (212) 555-0123 dana@example.com';
    log("error", "lead refused", { source: forged, error: new Error(forged), phone: "+12125550123" } as never);
    log("error", "lead refused", { error: new TransientError("dana@example.com at +12125550123 failed") });
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(line).not.toMatch(/\\n|\\r|\\u001b|5550123|555-0123|dana@/);
    }
    expect(logged().map(({ message }) => message)).toEqual(["lead refused", "lead refused"]);
  });
});

describe("a handler that throws", () => {
  it("fails its invocation in our words, for Lambda writes the error into the log as well", async () => {
    const { traced } = logIn("prod");
    const handler = traced(async () => Promise.reject(new TypeError("no phone in Dana's lead +12125550123")));
    await expect(handler({}, context)).rejects.toThrow(/^TypeError at lambda-log\.test\.ts:\d+:\d+$/);
    expect(logged()).toMatchObject([{ level: "ERROR", message: "function failed" }]);
    expect(lines.join()).not.toContain("Dana");
  });
});
