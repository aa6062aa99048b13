import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { FunctionName } from "../../lib/bundling/bundle.ts";
import { tableRights } from "../../lib/table-rights.ts";
import { aLead, noon } from "../fakes/leads.ts";
import { AccessDenied, limitedTo, refusals } from "../fakes/limited-store.ts";
import { replay } from "../system/simulation/run.ts";
import { seedPlan } from "../system/simulation/seeds.ts";

/**
 * What each function may do in the table, beside what it does there. That it is enough shows wherever a step is tested:
 * its store refuses the rest. That it is no more than that shows here.
 */

const functions = Object.keys(tableRights) as FunctionName[];
const used = new Set<string>();

beforeAll(async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    for (const right of (await replay(seedPlan(seed, { leads: 4 }))).world.book.rights) used.add(right);
  }
}, 180_000);

/** What these worlds are too few, too simple or too short to see. Each has a test of its step. */
const seldom: Partial<Record<FunctionName, readonly string[]>> = {
  // A repeat with other content meets a lead that is being written: test/lambda/steps/accept-lead/accept-lead.test.ts.
  // What is refused at the door, around the step: test/lambda/steps/watch-source.test.ts.
  // A CRM that closes a record: test/system/simulation/scenarios/stops.ts, as for the dialler below.
  // Somebody who asks not to be called: test/lambda/steps/accept-lead/take-opt-out.test.ts, test/lambda/steps/opt-out.test.ts.
  "accept-lead": [
    "GetItem lead",
    "UpdateItem door",
    "PutItem record",
    "Query record",
    "GetItem phone",
    "PutItem suppressed",
    "PutItem optOut",
    "DeleteItem optOut",
    "UpdateItem quota",
  ],
  // A CRM whose access runs out: test/lambda/steps/crm-tokens.test.ts. One that asks us to slow down: test/lambda/steps/report-call/not-through.test.ts.
  // Somebody who asks the agent not to be called is seldom in these worlds: test/lambda/steps/report-call/report-call.test.ts. So are more
  // hints about one lead than a process looks into by itself: test/lambda/steps/report-call/limit-lookups.test.ts.
  "report-call": [
    "GetItem access",
    "PutItem access",
    "PutItem gate",
    "PutItem suppressed",
    "PutItem optOut",
    "DeleteItem optOut",
    "UpdateItem quota",
  ],
  // A dial that goes well after unclear ones: test/lambda/steps/dial-lead/gates-and-pace.test.ts. One that is merged into a lead whose calls
  // are known already: test/lambda/steps/dial-lead/several-doors.test.ts. A right to ring that is given back:
  // test/lambda/steps/dial-lead/take-phone.test.ts.
  "dial-lead": [
    "GetItem record",
    "DeleteItem gate",
    "DeleteItem phone",
    "UpdateItem call",
    // A person who was rung before, where a law counts it: test/lambda/steps/dial-lead/find-attempts.test.ts.
    "GetItem call",
    // A source that asks for the do-not-call file: test/lambda/steps/dial-lead/ask-scrub.test.ts.
    "GetItem dnc",
    "GetItem dncExchange",
    "PutItem suppressed",
    "DeleteItem optOut",
  ],
  // The levels of every minute: test/lambda/steps/reconcile/measure-backlog.test.ts. A call that is stripped: test/lambda/steps/reconcile/erase-personal-data.test.ts. A
  // stranger's lead of which a CRM is told, and a phone whose redials are stopped: test/lambda/steps/reconcile/reconcile.test.ts.
  // Days that are over: test/lambda/steps/reconcile/count-days.test.ts.
  reconcile: [
    "Query gate",
    "PutItem call",
    "PutItem phone",
    "UpdateItem quota",
    "BatchGetItem lead",
    "BatchGetItem call",
    "PutItem day",
    "Query day",
    "arrived",
  ],
};

describe("what a function may do in the table", () => {
  it.each(functions)("is what it does, or the little that is seldom needed: %s", (name) => {
    const { items, findsDue, findsArrived } = tableRights[name];
    const granted = Object.entries(items).flatMap(([action, of]) => of.map((item) => `${action} ${item}`));
    const needed = (right: string) => used.has(`${name} ${right}`) || seldom[name]?.includes(right);
    expect(
      [...granted, ...(findsDue ? ["due"] : []), ...(findsArrived ? ["arrived"] : [])].filter(
        (right) => !needed(right),
      ),
    ).toEqual([]);
  });

  it("is all that a step under test may do, whatever it makes of a refusal", async () => {
    const memory = memoryStore();
    const { leads, suppressions, due } = limitedTo("accept-lead", memory);
    const lead = aLead();
    await leads.add(lead);
    expect(await leads.find(lead.id)).toEqual(lead);
    await expect(suppressions.any()).rejects.toThrow(AccessDenied);
    await expect(due.due("dial-lead", noon, { limit: 1 })).rejects.toThrow(AccessDenied);
    await expect(due.waiting("dial-lead", { limit: 1, after: "of this store" })).rejects.toThrow(AccessDenied);
    // Each would fail this test if it were not taken away here: test/setup.ts.
    expect(refusals.splice(0)).toEqual([
      'accept-lead may not suppressions.any: Query of {"key":"suppressed"}',
      'accept-lead may not due.due: Query of {"index":"due-1"}',
      'accept-lead may not due.waiting: Query of {"index":"due-1"}',
    ]);
  });

  it("is all that a step's tests hand it: a store of its own is limited to them", () => {
    const folder = join(import.meta.dirname, "../lambda/steps");
    const withStore = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }))
      .filter(({ text }) => text.includes("memoryStore("));
    expect(withStore.length).toBeGreaterThan(5);
    expect(withStore.filter(({ text }) => !text.includes("limitedTo(")).map(({ file }) => file)).toEqual([]);
  });
});
