import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { wakeHandler } from "../../lambda/functions/wake-handler.ts";
import type { Call } from "../../lambda/lead/call/call.ts";
import { hinted } from "../../lambda/lead/call/hint.ts";
import type { Worker } from "../../lambda/lead/item.ts";
import type { AskTable } from "../../lambda/runtime/aws.ts";
import { dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { reconcileLead } from "../../lambda/steps/reconcile/reconcile.ts";
import { reportCall } from "../../lambda/steps/report-call/report-call.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { Item } from "../../lambda/store/items/item.ts";
import { ITEM_SCHEMA, toItem, valuesOf } from "../../lambda/store/items/item.ts";
import { callToItem, itemToLead, leadToItem, type Named } from "../../lambda/store/items/leads-and-calls.ts";
import { itemToPace, paceKey } from "../../lambda/store/items/paces.ts";
import { aLog } from "../fakes/bridge.ts";
import { aLead, minutes, noon } from "../fakes/leads.ts";

interface Asked {
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

/** A table that holds one item, which is due. */
function tableWith(item: Item) {
  const asked: string[] = [];
  const changes: unknown[] = [];
  const ask = (async (operation, input: Asked) => {
    asked.push(operation);
    if (operation === "UpdateItem") changes.push(input.UpdateExpression);
    if (operation === "GetItem") return { Item: item };
    const isItsPart = input.ExpressionAttributeValues?.[":part"]?.S?.endsWith("#0");
    if (operation === "Query")
      return { Items: isItsPart ? [{ ...item, ...marshall({ dueAt: noon.toISOString() }) }] : [] };
    return {};
  }) as AskTable;
  return { asked, changes, store: dynamoStore("table", ask) };
}

const lead = leadToItem(aLead());
const call = callToItem(hinted(undefined, { account: "main", callId: "1", digest: "1", at: noon }) as Call);
const pace = { token: "main", revision: 1, writeId: "1", perSecond: 5, nextAt: noon.toISOString(), queues: {} };

/** Whatever a step would reach for after it has read the item. */
const nothing = new Proxy({}, { get: (_, name) => () => Promise.reject(new Error(`${String(name)} was asked`)) });

type Act = (item: Named, deps: never) => Promise<unknown>;
const dial: Act = (item, deps) => dialLead(item.kind === "lead" ? (item.lead ?? item.id) : "", deps);
const look: Act = (item, deps) => reconcileLead(item.kind === "lead" ? item.id : "", deps);
const tell: Act = (item, deps) => reportCall(item.kind === "call" ? (item.call ?? item) : never(), deps);
const never = (): never => {
  throw new Error("A lead came where a call was due");
};

const steps: readonly [worker: Worker, item: Item, act: Act][] = [
  ["dial-lead", lead, dial],
  ["reconcile", lead, look],
  ["report-call", call, tell],
];

describe("F49: while another version of the bridge is at work too, or was", () => {
  it.each(steps)(
    "%s leaves an item as it is whose state it does not know, says so, and puts it off",
    (worker, item, act) => isLeftAlone(worker, { ...item, state: { S: "teleported" } }, act),
  );

  it.each(steps)(
    "%s leaves an item as it is whose schema is newer than its own, says so, and puts it off",
    (worker, item, act) => isLeftAlone(worker, { ...item, v: { N: String(ITEM_SCHEMA + 1) } }, act),
  );

  it("an item of any kind that has a newer schema is read by nobody, one of an older or the same schema is", () => {
    const written = (schema: number) => toItem(paceKey("main"), "pace", pace, schema);
    expect(() => itemToPace(written(ITEM_SCHEMA + 1))).toThrow(
      `pace#main has schema ${ITEM_SCHEMA + 1}, and this version knows ${ITEM_SCHEMA}: a newer version may have written it`,
    );
    for (let schema = 1; schema <= ITEM_SCHEMA; schema += 1) expect(itemToPace(written(schema))).toEqual(pace);
    expect(valuesOf(written(2), 2)).toEqual({ ...pace, ...paceKey("main"), kind: "pace" });
    expect(() => valuesOf({ ...lead, v: { S: "next" } })).toThrow("has schema next");
  });

  it("the number of the first schema costs no byte, that of a later one three", () => {
    expect(leadToItem(aLead())).not.toHaveProperty("v");
    const { v, ...others } = toItem(paceKey("main"), "pace", pace, 2);
    expect(others).toEqual(toItem(paceKey("main"), "pace", pace, 1));
    // One for the name, and two for a number of up to two digits.
    expect(v).toEqual({ N: "2" });
  });

  it("a lead whose person asked for a time is left alone by a version that would ring it at once, and others are not", () => {
    const asked = { text: "tomorrow at 9", said: noon.toISOString() };
    const item = leadToItem({ ...aLead(), asked });
    expect(() => valuesOf(item, 1)).toThrow("has schema 2, and this version knows 1");
    expect(itemToLead(item).asked).toEqual(asked);
    expect(valuesOf(leadToItem(aLead()), 1)).toBeDefined();
  });

  it("a lead that this version writes has lost what only the newer one knows, and nothing else", () => {
    expect(leadToItem(itemToLead({ ...lead, novelty: { S: "of next month" } }))).toEqual(lead);
  });
});

async function isLeftAlone(worker: Worker, item: Item, act: Act): Promise<void> {
  const { asked, changes, store } = tableWith(item);
  const log = aLog();
  const rung: string[] = [];
  const callinglyFor = async () => void rung.push("asked");
  const deps = {
    store,
    log,
    callinglyFor,
    now: () => noon,
    newId: () => "1",
    timeLeftMs: () => minutes,
    underWay: new Map(),
    users: new Map(),
    bridge: nothing,
  };
  const handler = wakeHandler(
    worker,
    store.due,
    () => new Date(noon.getTime() + minutes),
    log,
    (found) => act(found, deps as never).then(() => undefined),
  );
  await handler({ tick: "minute" }, { getRemainingTimeInMillis: () => minutes } as never);
  await handler(
    { Records: [{ dynamodb: { Keys: item, NewImage: item } }] } as never,
    {
      getRemainingTimeInMillis: () => minutes,
    } as never,
  );

  expect(rung).toEqual([]);
  expect(new Set(asked)).toEqual(new Set(["Query", "GetItem", "UpdateItem"]));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatch(/^SET dueAt = :until, faults = :faults(, reason = :reason)? REMOVE wakes$/);
  const complaints = log.lines.filter(({ event }) => event === "item failed");
  expect(complaints).toHaveLength(2);
  expect(String(complaints[0]?.error)).toContain("a newer version may have written it");
}
