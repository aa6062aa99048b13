import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { type Call, hinted, parked, postponed, reported, taken, verified } from "../../lambda/lead/call.ts";
import { timing } from "../../lambda/lead/timing.ts";
import { type Resource, resourceOf, resourcesOf, templateOf, textOf } from "./template.ts";

const template = templateOf();
const mappingOf = (step: string): Resource =>
  resourceOf(template, "AWS::Lambda::EventSourceMapping", `${step}FunctionDoorbellMapping`);

describe("the stream", () => {
  it.each(["DialLead", "ReportCall"])("F43: wakes %s, gives up early and says so", (step) => {
    const { Properties } = mappingOf(step);
    expect(textOf(Properties.FunctionName)).toBe(`${step}Function`);
    expect(textOf(Properties.EventSourceArn)).toBe("LeadTable.StreamArn");
    expect(textOf(Properties.DestinationConfig.OnFailure.Destination)).toBe(`${step}FunctionDoorbellFailures.Arn`);
    expect(Properties).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 300,
    });
    expect(Properties).not.toHaveProperty("MaximumBatchingWindowInSeconds");
  });

  it("F44: wakes nobody else", () => {
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).toHaveLength(2);
  });
});

describe("a new lead wakes the dialler", () => {
  it.each([
    ["that may be dialled", "INSERT", { kind: "lead", state: "ready" }, true],
    ["that is held", "INSERT", { kind: "lead", state: "held" }, false],
    ["that was put back, and has a time of its own", "MODIFY", { kind: "lead", state: "ready" }, false],
    ["of another kind", "INSERT", { kind: "call", state: "ready" }, false],
  ])("one %s", (_, eventName, item, wakes) => {
    expect(rings("DialLead", eventName, item)).toBe(wakes);
  });
});

describe("a hint wakes the reporter", () => {
  const now = new Date("2026-11-22T12:00:00.000Z");
  const result = { callId: "1", final: true, seconds: 0 };
  const hint = { account: "main", callId: "1", digest: "one", at: now };
  const fresh = hinted(undefined, hint) as Call;
  const held = taken(fresh, "reader", now) as Call;
  const wakes = (call: Call, eventName = "MODIFY") => rings("ReportCall", eventName, { ...call, kind: "call" });

  it("when the call is new, and when it was known", () => {
    expect(wakes(fresh, "INSERT")).toBe(true);
    expect(wakes(fresh)).toBe(true);
  });

  it("but not when somebody holds the call, who will notice by himself", () => {
    expect(wakes(held)).toBe(false);
    expect(wakes(hinted(held, { ...hint, digest: "two" }) as Call)).toBe(false);
  });

  it("and not when the reporter has settled it", () => {
    expect(wakes(verified(held, result, "lead", []))).toBe(false);
    expect(wakes(reported(held, now))).toBe(false);
    expect(wakes(parked(held, "crm-refused", "", now))).toBe(false);
  });

  it("and not when the reporter has put it off, until the next hint", () => {
    const later = postponed(held, { reason: "still-running" }, now);
    expect(wakes(later)).toBe(false);
    expect(wakes(hinted(later, { ...hint, digest: "three" }) as Call)).toBe(true);
  });
});

describe("the clock", () => {
  const calls = resourcesOf(template, "AWS::Events::Rule").flatMap(({ Properties }) =>
    Properties.Targets.map(
      ({ Arn, Input }: { Arn: unknown; Input: string }) => `${Properties.ScheduleExpression} ${textOf(Arn)} ${Input}`,
    ),
  );

  it("wakes who looks for what fell due, and says which tick it is", () => {
    expect(calls.sort()).toEqual([
      'cron(17 8 * * ? *) ReconcileFunction.Arn {"tick":"night"}',
      'rate(1 hour) ReconcileFunction.Arn {"tick":"hour"}',
      'rate(1 minute) DialLeadFunction.Arn {"tick":"minute"}',
      'rate(1 minute) ReconcileFunction.Arn {"tick":"minute"}',
      'rate(1 minute) ReportCallFunction.Arn {"tick":"minute"}',
    ]);
  });
});

describe("no function runs longer than what it holds", () => {
  const timeoutOf = (step: string): number =>
    resourceOf(template, "AWS::Lambda::Function", `${step}Function`).Properties.Timeout * 1_000;

  it("F47: a lead", () => {
    expect(timeoutOf("DialLead")).toBeLessThan(timing.dialLease);
    expect(timeoutOf("DialLead")).toBeGreaterThan(timing.dialNeeds);
  });

  it("a call", () => {
    expect(timeoutOf("ReportCall")).toBeLessThan(timing.reportLease);
  });

  it("the patience of API Gateway", () => {
    expect(timeoutOf("AcceptLead")).toBeLessThan(30_000);
    expect(timeoutOf("HearCall")).toBeLessThan(30_000);
  });
});

/** Lambda's filter rules, as far as they are used: a leaf is a list of values, or of demands that it be there. */
function rings(step: string, eventName: string, item: object): boolean {
  const [{ Pattern }] = mappingOf(step).Properties.FilterCriteria.Filters;
  return fits(JSON.parse(Pattern), {
    eventName,
    dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) },
  });
}

function fits(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((rule) => (typeof rule === "object" ? rule.exists === isLeaf(value) : rule === value));
  }
  return Object.entries(pattern as object).every(([key, part]) =>
    fits(part, (value as Record<string, unknown>)?.[key]),
  );
}

/** `exists` sees leaves only, so a rule one level too high finds that nothing is ever there. */
const isLeaf = (value: unknown): boolean => value !== undefined && typeof value !== "object";
