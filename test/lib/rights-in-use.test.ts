import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { type Call, hinted } from "../../lambda/lead/call.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { Store } from "../../lambda/store/store.ts";
import { aLead, noon } from "../fakes/leads.ts";
import { replay } from "../simulation/run.ts";
import { seedPlan } from "../simulation/seeds.ts";
import { resourcesOf, templateOf, textOf } from "./template.ts";

/** What each function may do in the table, beside what the simulation sees it do there. */

const functions = ["accept-lead", "dial-lead", "hear-call", "report-call", "reconcile"] as const;
const template = templateOf();
const used = new Map<string, Set<string>>(functions.map((name) => [name, new Set()]));

beforeAll(async () => {
  const rights = await rightsOfMethods();
  for (let seed = 1; seed <= 20; seed += 1) {
    for (const { who, what } of (await replay(seedPlan(seed, { leads: 4 }))).lines) {
      const name = who.replace(/ \d+$/, "");
      used.get(name)?.add(rights.get(`${name} ${what}`) ?? rights.get(what) ?? "");
    }
  }
  for (const rightsOfOne of used.values()) rightsOfOne.delete("");
}, 180_000);

/** What these worlds are too few, or too simple, to see. Each has a test of its step. */
const seldom: Partial<Record<(typeof functions)[number], readonly string[]>> = {
  // A repeat with other content meets a lead that is being written: test/accept-lead.test.ts.
  "accept-lead": ["GetItem lead"],
  // A CRM whose access runs out: test/renew-access.test.ts.
  "report-call": ["GetItem access", "PutItem access"],
  // A lead that comes after somebody was forgotten: test/forget-person.test.ts. A dial that goes well after unclear
  // ones: test/dial-lead.test.ts.
  "dial-lead": ["GetItem suppressed", "DeleteItem gate"],
  // A closed gate that is asked about: test/keep-gates.test.ts. A call that is stripped: test/strip-payload.test.ts. A
  // stranger's lead of which a CRM is told: test/reconcile.test.ts.
  reconcile: ["Query gate", "PutItem gate", "DeleteItem gate", "PutItem call", "UpdateItem quota"],
};

describe("what a function may do in the table", () => {
  it("is known of every method of the store", () => {
    const methods = Object.entries(dynamoStore("table", {} as DynamoDBClient)).flatMap(([part, of]) =>
      Object.keys(of).map((method) => `${part}.${method}`),
    );
    const asked = Object.keys(asks).map((what) => what.replace(/^.* /, ""));
    expect(methods.filter((method) => !asked.includes(method))).toEqual([]);
  });

  it.each(functions)("is enough for what it does: %s", (name) => {
    const granted = grantedTo(name);
    expect([...(used.get(name) ?? [])].filter((right) => !granted.includes(right))).toEqual([]);
  });

  it.each(functions)("is what it does, or the little that is seldom needed: %s", (name) => {
    const needed = [...(used.get(name) ?? []), ...(seldom[name] ?? [])];
    expect(grantedTo(name).filter((right) => !needed.includes(right))).toEqual([]);
  });
});

/** `action item` as the policy of a function's role has it. */
function grantedTo(name: string): string[] {
  const step = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ Properties }) => textOf(Properties.Roles[0]) === `${step}FunctionRole`)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Condition }) => Condition !== undefined)
    .flatMap(({ Action, Condition }) =>
      [Action]
        .flat()
        .flatMap((action: string) =>
          Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"].map(
            (key: string) => `${action.replace("dynamodb:", "")} ${key.replace("#*", "")}`,
          ),
        ),
    );
}

/** The one request to DynamoDB that each method of the store makes, by the method's name. */
async function rightsOfMethods(): Promise<Map<string, string>> {
  const sent: string[] = [];
  const send = async (command: { constructor: { name: string }; input: RequestInput }) => {
    const { input } = command;
    const key = (input.Key ?? input.Item)?.pk?.S ?? input.ExpressionAttributeValues?.[":pk"]?.S ?? "";
    // The index of what is due has keys of its own, and a statement without a condition.
    if (input.IndexName === undefined)
      sent.push(`${command.constructor.name.replace("Command", "")} ${key.split("#")[0]}`);
    return {};
  };
  const store = dynamoStore("table", { send } as unknown as DynamoDBClient);
  const rights = new Map<string, string>();
  for (const [what, ask] of Object.entries(asks)) {
    await ask(store);
    rights.set(what, sent.pop() ?? "");
  }
  return rights;
}

/** Every method that a function may use, by the name that the simulation gives it. */
const asks: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  "leads.add": ({ leads }) => leads.add(aLead()),
  "leads.find": ({ leads }) => leads.find("1"),
  "leads.save": ({ leads }) => leads.save(aLead()),
  "leads.lockPhone": ({ leads }) =>
    leads.lockPhone({ account: "main", phone: "+12025550100", leadId: "1", until: noon }, noon),
  "leads.unlockPhone": ({ leads }) => leads.unlockPhone("main", "+12025550100", "1"),
  "leads.reserveRef": ({ leads }) => leads.reserveRef(1, "1"),
  "leads.bindCall": ({ leads }) => leads.bindCall("main", "1", "1"),
  "leads.findByCall": ({ leads }) => leads.findByCall("main", "1"),
  "leads.findByRef": ({ leads }) => leads.findByRef(1),
  "leads.findByPhone": ({ leads }) => leads.findByPhone("main", "+12025550100"),
  "leads.findLinked": ({ leads }) => leads.findLinked({ kind: "callingly-lead", account: "main", id: "1" }),
  // A link leads to a lead from the CRM's record, which the dialler knows, or from Callingly's lead, which comes later.
  "dial-lead leads.link": ({ leads }) =>
    leads.link({ kind: "crm-record", source: "hub", type: "contact", id: "1" }, "1"),
  "report-call leads.link": ({ leads }) => leads.link({ kind: "callingly-lead", account: "main", id: "1" }, "1"),
  "calls.hint": ({ calls }) => calls.hint({ account: "main", callId: "1", digest: "1", at: noon }),
  "calls.find": ({ calls }) => calls.find("main", "1"),
  "calls.save": ({ calls }) => calls.save(aCall),
  "gates.all": ({ gates }) => gates.all(),
  "gates.close": ({ gates }) => gates.close(aGate),
  "gates.open": ({ gates }) => gates.open(aGate),
  "paces.find": ({ paces }) => paces.find("1"),
  "paces.save": ({ paces }) =>
    paces.save({ token: "1", revision: 1, writeId: "1", perSecond: 1, nextAt: noon.toISOString(), queues: {} }),
  "clocks.find": ({ clocks }) => clocks.find("main"),
  "clocks.save": ({ clocks }) =>
    clocks.save({ account: "main", offsetMinutes: 0, callId: "1", learnedAt: noon.toISOString() }),
  "accesses.find": ({ accesses }) => accesses.find("hub", "1"),
  "accesses.save": ({ accesses }) => accesses.save({ crm: "hub", origin: "1", revision: 1, expiresAt: 1 }),
  "quotas.take": ({ quotas }) => quotas.take({ of: "source/1", at: noon, windowMs: 1, limit: 1, who: "1" }),
  "suppressions.any": ({ suppressions }) => suppressions.any(),
  "suppressions.find": ({ suppressions }) => suppressions.find("1"),
  "due.due": ({ due }) => due.due("dial-lead", noon, { limit: 1 }),
  "due.waiting": ({ due }) => due.waiting("dial-lead", { limit: 1 }),
};

const aCall = hinted(undefined, { account: "main", callId: "1", digest: "1", at: noon }) as Call;
const aGate = { on: "crm/hub", reason: "crm-busy", closedAt: noon.toISOString(), tries: 0 } as const;

interface RequestInput {
  readonly IndexName?: string;
  readonly Key?: { pk?: { S?: string } };
  readonly Item?: { pk?: { S?: string } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, { S?: string }>>;
}
