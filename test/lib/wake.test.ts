import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { awaitsReport, type Call, parked, postponed, reported } from "../../lambda/lead/call/call.ts";
import { hinted } from "../../lambda/lead/call/hint.ts";
import { decided } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { strippedLead } from "../../lambda/lead/privacy/retention.ts";
import { atNextTick, hurried, retried } from "../../lambda/lead/retry.ts";
import * as states from "../../lambda/lead/states.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { heldCall } from "../fakes/calls.ts";
import { aLead, noon } from "../fakes/leads.ts";
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
      ParallelizationFactor: 2,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 300,
    });
    expect(Properties).not.toHaveProperty("MaximumBatchingWindowInSeconds");
  });

  it("is filtered by what is there, never by what is absent: whether a filter fits that, AWS's pages do not say", () => {
    for (const { Properties } of resourcesOf(template, "AWS::Lambda::EventSourceMapping"))
      expect(JSON.stringify(Properties.FilterCriteria)).not.toContain("exists");
  });

  it("is filtered by what was written alone, which is all that Lambda filters DynamoDB's records by", () => {
    for (const { Properties } of resourcesOf(template, "AWS::Lambda::EventSourceMapping"))
      for (const { Pattern } of Properties.FilterCriteria.Filters)
        expect(Object.keys(JSON.parse(Pattern))).toEqual(["dynamodb"]);
  });

  it("F44: wakes nobody else", () => {
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).toHaveLength(2);
  });
});

describe("a new lead wakes the dialler", () => {
  const newcomer = { ...aLead(), kind: "lead" };
  it.each([
    ["that may be dialled", { ...newcomer }, true],
    ["that was put off or moved since", { ...newcomer, wakes: undefined }, false],
    ["that is held", { ...aLead({ phone: "12345" }), kind: "lead" }, false],
    ["of another kind", { ...newcomer, kind: "call" }, false],
  ])("one %s", (_, item, wakes) => {
    expect(rings("DialLead", item)).toBe(wakes);
  });

  it("and one that was removed wakes nobody", () => {
    expect(rings("DialLead", undefined)).toBe(false);
    expect(rings("ReportCall", undefined)).toBe(false);
  });
});

describe("a lead in its life", () => {
  const wakes = (lead: Lead | undefined) => rings("DialLead", { ...(lead as Lead), kind: "lead" });
  const from = (lead: Lead, ...moves: ((lead: Lead) => Lead | undefined)[]): Lead[] => {
    const lives = [lead];
    for (const move of moves) lives.push(move(lives.at(-1) as Lead) as Lead);
    expect(lives).not.toContain(undefined);
    return lives;
  };
  const claim = (lead: Lead) => states.claimed(lead, "dial-1", 19230, noon);
  const unclear = (lead: Lead) => states.dialled(lead, "dial-1", { kind: "ambiguous", reason: "time-out" }, noon);

  it("wakes the dialler once, when it comes", () => {
    const life = from(
      aLead(),
      claim,
      (lead) => states.dialled(lead, "dial-1", { kind: "placed", callId: "77" }, noon),
      (lead) => states.folded(lead, { callId: "77", outcome: "contacted", final: true }, noon),
      (lead) => strippedLead(lead, later(noon, 91 * timing.day)),
    );
    expect(life.map(wakes)).toEqual([true, false, false, false, false]);
  });

  it("wakes nobody by waiting, being tried again, held, joined or looked at once more", () => {
    const life = from(
      aLead(),
      (lead) => states.deferred(lead, "waits-its-turn", later(noon, 1_000), noon),
      (lead) => states.joinedBy(lead, "another"),
      states.differing,
      (lead) => states.stumbled(lead, noon),
      claim,
      (lead) => states.dialled(lead, "dial-1", { kind: "not-sent", reason: "reset" }, noon),
      (lead) => states.held(lead, "team-unknown", noon, { for: "rule" }),
      (lead) => states.held(lead, "team-unknown", noon, { for: "rule" }),
      claim,
      unclear,
      (lead) => states.lookedUp(lead, { kind: "several" }, "review", noon),
    );
    expect(life.slice(1).filter(wakes)).toEqual([]);
  });

  const held = states.held(aLead(), "stale", noon, { for: "person" }) as Lead;
  const barred = states.held(aLead(), "paused", noon, { for: "rule" }) as Lead;
  const review = from(aLead(), claim, unclear, (lead) => states.lookedUp(lead, { kind: "several" }, "review", noon)).at(
    -1,
  ) as Lead;
  const nearlyAbsent = { ...(from(aLead(), claim, unclear).at(-1) as Lead), emptyLookups: 2 };

  it.each([
    ["a person releases it", () => decided(held, { kind: "release" }, "Robin", noon)],
    ["a person has it called again", () => decided(review, { kind: "call-again" }, "Robin", noon)],
    ["calls are resumed", () => hurried(barred, "Robin", atNextTick(noon), noon, true)],
    [
      "the account's owner chose to have it called again",
      () => states.lookedUp(nearlyAbsent, { kind: "none" }, "redial", later(noon, timing.settle)),
    ],
  ])("wakes the dialler once more when %s, and not by what the dialler then writes", (_, decision) => {
    const lead = decision() as Lead;
    expect(wakes(lead)).toBe(true);
    expect(wakes(claim(lead))).toBe(false);
    expect(wakes(states.deferred(lead, "waits-its-turn", later(noon, 1_000), noon))).toBe(false);
    expect(wakes(states.held(lead, "paused", noon, { for: "rule" }))).toBe(false);
    expect(wakes(states.stumbled(lead, noon))).toBe(false);
    expect(wakes(states.joinedBy(lead, "another"))).toBe(false);
    expect(wakes(states.differing(lead))).toBe(false);
  });

  it("wakes nobody when a person says that it rang, or ends it", () => {
    expect(wakes(decided(review, { kind: "it-rang" }, "Robin", noon))).toBe(false);
    expect(wakes(decided(held, { kind: "cancel" }, "Robin", noon))).toBe(false);
  });
});

describe("a hint wakes the reporter", () => {
  const now = new Date("2026-11-22T12:00:00.000Z");
  const result = { callId: "1", final: true, seconds: 0 };
  const hint = { account: "main", callId: "1", digest: "one", at: now };
  const fresh = hinted(undefined, hint) as Call;
  const held = heldCall(fresh, result, "lead", [], { now });
  const wakes = (call: Call) => rings("ReportCall", { ...call, kind: "call" });

  it("when the call is new, and when it was known", () => {
    expect(wakes(fresh)).toBe(true);
    expect(wakes(hinted(reported(held, now), { ...hint, digest: "two" }) as Call)).toBe(true);
  });

  it("and so does a person who has the result tried again, once", () => {
    const again = retried(parked(held, "crm-refused", "", now), now) as Call;
    expect(wakes(again)).toBe(true);
    expect(wakes(heldCall(again, result, "lead", [], { now }))).toBe(false);
  });

  it("and, when a reader holds the call and notices by itself, finds nothing to do", () => {
    expect(wakes(held)).toBe(false);
    const meanwhile = hinted(held, { ...hint, digest: "two" }) as Call;
    expect(wakes(meanwhile)).toBe(true);
    expect(awaitsReport(meanwhile, now)).toBe(false);
  });

  it("and not when the reporter has settled it", () => {
    expect(wakes(heldCall(held, result, "lead", [], { now }))).toBe(false);
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

describe("a tick", () => {
  const lapses = resourcesOf(template, "AWS::Lambda::EventInvokeConfig");

  it("that could not be started before the next one is dropped, and none is tried again", () => {
    for (const { Properties } of lapses)
      expect(Properties).toMatchObject({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
  });

  it("lapses of whichever function the clock wakes", () => {
    const woken = resourcesOf(template, "AWS::Events::Rule").flatMap(({ Properties }) =>
      Properties.Targets.map(({ Arn }: { Arn: unknown }) => textOf(Arn).replace(".Arn", "")),
    );
    expect(lapses.map(({ Properties }) => textOf(Properties.FunctionName)).sort()).toEqual([...new Set(woken)].sort());
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
function rings(step: string, item: object | undefined): boolean {
  const { Filters } = mappingOf(step).Properties.FilterCriteria as { Filters: { Pattern: string }[] };
  const NewImage = item && marshall(item, { removeUndefinedValues: true });
  return Filters.some(({ Pattern }) => fits(JSON.parse(Pattern), { dynamodb: NewImage ? { NewImage } : {} }));
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
