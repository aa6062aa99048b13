import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import config from "#bridge-config";
import { assumptions, billOf, elsewhere, totalOf, unitsOf } from "../../bench/cost/bill.ts";
import { type BilledTemplate, countTemplate } from "../../bench/cost/count-template.ts";
import { readMeasured } from "../../bench/cost/measured.ts";
import { volumes, withFigures } from "../../bench/cost/page.ts";
import { type Price, prices, type Service, services } from "../../bench/prices.ts";
import { everySetting, templateOf } from "../lib/template.ts";

const measured = readMeasured();
const lineOf = (lines: ReturnType<typeof billOf>["fixed"], what: string) => lines.find((line) => line.what === what);

describe("docs/cost.md", () => {
  it("shows the stored measurement at the prices of bench/prices.ts (npm run docs:cost)", () => {
    const page = readFileSync(new URL("../../docs/cost.md", import.meta.url), "utf8");
    expect(page).toBe(withFigures(page, measured));
  });

  it("counts the template as it is today (npm run docs:cost)", () => {
    expect(measured.template).toEqual(countTemplate(templateOf({}, config) as BilledTemplate));
  });

  it("says of each price where it stands", () => {
    for (const [name, { page, readAt = page }] of Object.entries(prices) as [string, Price][])
      for (const address of [page, readAt]) expect(URL.canParse(address), `${name}: ${address}`).toBe(true);
    for (const { plans } of Object.values(services) as Service[])
      for (const { name, readAt } of plans) expect(URL.canParse(readAt), name).toBe(true);
  });
});

describe("the template", () => {
  it("is counted by what is billed, an alarm over several metrics for each of them", () => {
    const Resources = {
      One: { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: "Errors" } },
      Sum: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: { Metrics: [{ Expression: "a+b" }, { MetricStat: {} }, { MetricStat: {} }] },
      },
    };
    expect(countTemplate({ Resources }).alarmMetrics).toBe(3);
  });

  it("has one key as well when it encrypts with its own, which then does for the alarms, too", () => {
    const { keys } = countTemplate(templateOf({ context: everySetting }, config) as BilledTemplate);
    expect(keys).toBe(measured.template.keys);
  });

  it("wakes functions every minute of 730 hours, every hour and every night", () => {
    const { functions } = countTemplate(templateOf({}, config) as BilledTemplate);
    expect(functions.DialLead?.ticks).toBe(43_800);
    expect(functions.Reconcile?.ticks).toBe(43_800 + 730 + 30);
    expect(functions.AcceptLead?.ticks).toBe(0);
  });

  it("is refused when it wakes functions in a way that the count does not know", () => {
    const rule = {
      Type: "AWS::Events::Rule",
      Properties: { ScheduleExpression: "cron(0/5 * * * ? *)", Targets: [{ Arn: { "Fn::GetAtt": ["Fn", "Arn"] } }] },
    };
    expect(() => countTemplate({ Resources: { Rule: rule, Fn: { Type: "AWS::Lambda::Function" } } })).toThrow(
      "cron(0/5",
    );
  });
});

describe("the bill", () => {
  it("has the same fixed part for any number of leads, and no other part without leads", () => {
    expect(totalOf(billOf(measured, 0).variable)).toBe(0);
    for (const leads of volumes) expect(billOf(measured, leads).fixed).toEqual(billOf(measured, 0).fixed);
  });

  it("charges each write unit, those of indexes among them", () => {
    const line = lineOf(billOf(measured, 1_000_000).variable, "table writes");
    expect(line?.usd).toBeCloseTo(unitsOf(measured.perLead.units).write * 0.625);
  });

  it("charges what the limits of a form write, the taking away of the payload, and each load of the form's script", () => {
    const { variable } = billOf(measured, 1_000_000, { ...assumptions, loadsPerLead: 25 });
    const { places, perStrip } = measured;
    expect(lineOf(variable, "table writes for a form's limits")?.quantity).toBeCloseTo(
      1_000_000 * (places.perHour - 1 + places.perVisitor),
    );
    expect(lineOf(variable, "payload taken away: table writes")?.quantity).toBeCloseTo(
      1_000_000 * unitsOf(perStrip.units).write,
    );
    expect(lineOf(variable, "loads of /form.js: requests")?.quantity).toBe(25_000_000);
  });

  it("keeps a lead whole until its payload goes, and the rest until it is forgotten", () => {
    const kept = (about: Partial<typeof measured>) =>
      lineOf(billOf({ ...measured, ...about }, 1_000_000).variable, "kept in the table, GB")?.quantity;
    expect(kept({ storedBytesPerLead: 1_000, strippedBytesPerLead: 0 })).toBeCloseTo(assumptions.monthsWhole);
    expect(kept({ storedBytesPerLead: 0, strippedBytesPerLead: 1_000 })).toBeCloseTo(
      assumptions.monthsKept - assumptions.monthsWhole,
    );
  });

  it("charges a function's work alike with any memory, and its waiting by its memory", () => {
    const withMemory = (memoryMb: number, about: Partial<typeof assumptions>) => {
      const functions = Object.entries(measured.template.functions).map(([name, fn]) => [name, { ...fn, memoryMb }]);
      const template = { ...measured.template, functions: Object.fromEntries(functions) };
      const assumed = { ...assumptions, emptyInitMs: 0, loadsPerLead: 0, ...about };
      const { variable } = billOf({ ...measured, template }, 1_000_000, assumed);
      const usdOf = (what: string) => lineOf(variable, what)?.usd ?? 0;
      return [usdOf("GB-seconds of the functions' own work"), usdOf("GB-seconds of waiting for others")];
    };
    const [[work = 0, waiting = 0], [halfWork = 0, halfWaiting = 0]] = [withMemory(1024, {}), withMemory(512, {})];
    expect(halfWork).toBeCloseTo(work);
    expect(halfWaiting).toBeCloseTo(waiting / 2);
  });

  it("charges the wait for a dial by the memory of who dials, every other by that of who reports", () => {
    const waitOf = (dials: number, others: number) => {
      const { perLead } = measured;
      const requests = { ...perLead.requests, dials, callingly: dials + others, crm: 0 };
      const about = { ...measured, perLead: { ...perLead, tableRequests: 0, requests } };
      const { variable } = billOf(about, 1_000, { ...assumptions, awayMs: 1_000 });
      return lineOf(variable, "GB-seconds of waiting for others")?.quantity;
    };
    const gbOf = (name: string) => (measured.template.functions[name]?.memoryMb ?? 0) / 1024;
    expect(waitOf(1, 0)).toBeCloseTo(1_000 * gbOf("DialLead"));
    expect(waitOf(0, 1)).toBeCloseTo(1_000 * gbOf("ReportCall"));
  });

  it("grows a little less than the leads do, as more of them find a warm function", () => {
    const each = volumes.map((leads) => totalOf(billOf(measured, leads).variable) / leads);
    expect(each).toEqual(each.toSorted((a, b) => b - a));
  });

  it("records no trace, unless the stage asks for them: then every one of few leads, and few of many", () => {
    const { template } = measured;
    const functions = Object.entries(template.functions).map(([name, fn]) => [name, { ...fn, isTraced: true }]);
    const traced = { ...measured, template: { ...template, functions: Object.fromEntries(functions) } };
    const quantity = (of: typeof measured, leads: number) => lineOf(billOf(of, leads).variable, "traces")?.quantity;
    expect(quantity(measured, 1_000)).toBe(0);
    const traces = (leads: number) => (quantity(traced, leads) ?? 0) / leads;
    expect(traces(1_000)).toBeGreaterThan(0.99 * traces(1));
    expect(traces(1_000_000_000)).toBeLessThan(0.1 * traces(1));
  });
});

describe("the same path elsewhere", () => {
  const service: Service = {
    unit: "task",
    perLead: ["call", "write"],
    countedBy: "",
    page: "",
    plans: [
      { units: 100, usd: 10, name: "small", readAt: "" },
      { units: 1_000, usd: 50, name: "large", readAt: "" },
    ],
  };

  it("takes the plan that has enough, unless more of a smaller one costs less", () => {
    expect(elsewhere(service, 10)).toMatchObject({ units: 20, usd: 10, isExtrapolated: false });
    expect(elsewhere(service, 100)).toMatchObject({ units: 200, usd: 20, isExtrapolated: true });
    expect(elsewhere(service, 500)).toMatchObject({ units: 1_000, usd: 50, isExtrapolated: false });
  });

  it("goes on at the price of the largest plan beyond it, and says so", () => {
    expect(elsewhere(service, 5_000)).toMatchObject({ usd: 500, isExtrapolated: true });
  });
});
