import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountClock } from "../../../lambda/lead/call/account-offset.ts";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { postponed, reported } from "../../../lambda/lead/call/call.ts";
import { newAccess, renewed, type StoredAccess, takenToRenew } from "../../../lambda/lead/call/crm-access.ts";
import { hinted, tied } from "../../../lambda/lead/call/hint.ts";
import { type Gate, gateOn } from "../../../lambda/lead/gates.ts";
import type { Worker } from "../../../lambda/lead/item.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { moved, waiting } from "../../../lambda/lead/move.ts";
import type { Pace } from "../../../lambda/lead/pace.ts";
import type { PhoneRights } from "../../../lambda/lead/phone-right.ts";
import { claimed, dialled, folded, held, leaseOver, lookedUp } from "../../../lambda/lead/states.ts";
import { type AskTable, openTable, patience } from "../../../lambda/runtime/aws.ts";
import { type Archive, type ArchivePage, dynamoArchive } from "../../../lambda/store/archive.ts";
import { changeCall, changeLead, following } from "../../../lambda/store/change.ts";
import { dynamoStore } from "../../../lambda/store/dynamo.ts";
import { itemOfStream, leadToItem } from "../../../lambda/store/items/leads-and-calls.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Store } from "../../../lambda/store/store.ts";
import { tableBySdk } from "../../../lambda/store/table-by-sdk.ts";
import { heldCall } from "../../fakes/calls.ts";
import { anEngine, type Engine } from "../../fakes/engine.ts";
import { aLead, days, fromNoon, hours, minutes, noon, seconds } from "../../fakes/leads.ts";
import { eachMethod } from "../../fakes/limited-store.ts";
import { aWord } from "../../fakes/suppressions.ts";
import { bridgeTable } from "../../fakes/table.ts";
import { noting, partsOf, requestsOf, type TableRequest } from "../../fakes/table-requests.ts";

/** The promises of a store, kept by every implementation: the one in memory and the one in a real DynamoDB engine. */

let engine: Engine;
/** An operator's own client. */
let db: Engine["db"];
/** The table as the functions ask it. */
let ask: AskTable;
let tables = 0;

beforeAll(async () => {
  engine = await anEngine();
  db = engine.db;
  ask = openTable(patience.inBackground, engine.door).ask;
});

afterAll(() => engine.stop());

const stores: Record<string, () => Promise<Store>> = {
  memory: async () => memoryStore(),
  "the DynamoDB engine": async () => watched(await newTable()),
  "the DynamoDB engine, for an operator": async () => dynamoStore(await newTable(), tableBySdk(db)),
};

/** @returns its name */
async function newTable(): Promise<string> {
  tables += 1;
  const name = `leads-${tables}`;
  await db.send(new CreateTableCommand(bridgeTable(name)));
  return name;
}

/**
 * The store of a table, each of whose methods asks for what its rights are granted for, whatever it meets there. How
 * often it asks the same is its own affair.
 */
const watched = (name: string): Store =>
  eachMethod((part, method) => async (...args) => {
    const sent: TableRequest[] = [];
    const answer = await partsOf(noting(ask, sent), name)[part][method]?.(...args);
    expect(distinct(sent)).toEqual(distinct(await requestsOf(part, method, args)));
    return answer;
  }) as unknown as Store;

const distinct = (requests: readonly TableRequest[]): string[] => [
  ...new Set(requests.map((request) => JSON.stringify(request))),
];

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("F49: an item that another version of the bridge wrote", () => {
  it("is neither dialled nor changed, and is named as such", async () => {
    await db.send(new CreateTableCommand(bridgeTable("versions")));
    const { leads, due } = dynamoStore("versions", ask);
    const lead = aLead();
    const item = { ...leadToItem(lead), state: { S: "teleported" } };
    await db.send(new PutItemCommand({ TableName: "versions", Item: item }));
    const message = `lead#${lead.id} is not understood at "state"; a newer version may have written it`;
    await expect(leads.find(lead.id)).rejects.toThrow(message);
    const [met] = (await due.due("dial-lead", fromNoon(hours), { limit: 10 })).items;
    expect(met).toMatchObject({ kind: "lead", id: lead.id });
    if (met) expect(await due.putOff(met, { worker: "dial-lead", until: fromNoon(hours), faults: 1 })).toBe(true);
    expect((await due.due("dial-lead", fromNoon(hours), { limit: 10 })).items).toEqual([]);
    expect(itemOfStream({ Keys: item, NewImage: item })).toEqual({ kind: "lead", id: lead.id, lead: undefined });
  });
});

const archives: Record<string, () => Promise<{ store: Store; archive: Archive }>> = {
  memory: async () => {
    const store = memoryStore();
    return { store, archive: store.archive };
  },
  "the DynamoDB engine": async () => {
    const name = await newTable();
    return { store: dynamoStore(name, ask), archive: dynamoArchive(name, db) };
  },
};

describe.each(Object.entries(archives))("an archive in %s", (_name, open) => {
  const all = async <T>(pages: AsyncIterable<ArchivePage<T>>): Promise<T[]> => {
    const items: T[] = [];
    for await (const page of pages) items.push(...page.items);
    return items;
  };
  const suppression = aWord({ print: "print-1", by: "Robin" });

  it("shows every lead and every call once, page after page", async () => {
    const { store, archive } = await open();
    const leads = range(60).map((index) => aLead({ key: `many-${index}`, extra: { text: "x".repeat(40_000) } }));
    await Promise.all(leads.map((lead) => store.leads.add(lead)));
    await store.calls.hint({ account: "main", callId: "1", digest: "d", at: noon });
    const ids = ({ id }: Lead) => id;
    expect((await all(archive.leads())).map(ids).sort()).toEqual(leads.map(ids).sort());
    expect((await all(archive.calls())).map(({ callId }) => callId)).toEqual(["1"]);
  });

  it("F55: puts one on the list and takes the word back, and the functions see it", async () => {
    const { store, archive } = await open();
    const { suppressions } = store;
    expect(await suppressions.any()).toBe(false);
    await suppressions.add(suppression);
    await suppressions.add({ ...suppression, reason: "said once more" });
    const elsewhere = { ...suppression, scope: "source/website", reason: "asked by letter" };
    await suppressions.add(elsewhere);
    expect(await suppressions.any()).toBe(true);
    expect(await suppressions.about("print-1")).toEqual([suppression, elsewhere]);
    expect([await suppressions.about("print-2"), await suppressions.about("print")]).toEqual([[], []]);
    expect(await all(archive.suppressions())).toEqual(expect.arrayContaining([suppression, elsewhere]));
    const lifted = { at: fromNoon(hours).toISOString(), by: "Pat", reason: "asked to be called again" };
    expect(await archive.lift({ ...suppression, since: fromNoon(-hours).toISOString() }, lifted)).toBe(false);
    expect(await archive.lift(suppression, lifted)).toBe(true);
    expect(await archive.lift(suppression, lifted)).toBe(false);
    expect(await suppressions.about("print-1")).toEqual([{ ...suppression, lifted }, elsewhere]);
    const anew = { ...suppression, since: fromNoon(2 * hours).toISOString() };
    await suppressions.add(anew);
    expect(await suppressions.about("print-1")).toEqual([anew, elsewhere]);
  });

  it("keeps what was sent to a source apart from what others say of the same person, so that each is taken back alone", async () => {
    const { store, archive } = await open();
    const { suppressions } = store;
    const byAgent = { ...suppression, way: "removed", by: "main" } as const;
    const elsewhere = { ...suppression, by: "landing" };
    for (const word of [suppression, byAgent, { ...byAgent, by: "agency" }, elsewhere]) await suppressions.add(word);
    const words = await suppressions.about("print-1");
    expect(words).toHaveLength(3);
    expect(words).toEqual(expect.arrayContaining([suppression, byAgent, elsewhere]));
    const lifted = { at: fromNoon(hours).toISOString(), by: "Pat", reason: "a flood" };
    expect(await archive.lift(suppression, lifted)).toBe(true);
    expect(await suppressions.about("print-1")).toEqual(
      expect.arrayContaining([{ ...suppression, lifted }, byAgent, elsewhere]),
    );
  });

  it("remembers a word that is being carried out until that is done", async () => {
    const { suppressions } = (await open()).store;
    const begun = { id: "print-1 all", phones: ["+12125550123"], entries: [suppression] };
    expect(await suppressions.begun()).toEqual([]);
    await suppressions.begin(begun);
    await suppressions.begin(begun);
    expect(await suppressions.begun()).toEqual([begun]);
    await suppressions.finish(begun);
    await suppressions.finish(begun);
    expect(await suppressions.begun()).toEqual([]);
  });

  it("adds a call that is to be told of, over none that is there", async () => {
    const { store, archive } = await open();
    const call = hinted(undefined, { account: "main", callId: "note1", digest: "d", at: noon }) as Call;
    await archive.addCall(call);
    await archive.addCall({ ...call, hintDigest: "e" });
    expect(await store.calls.find("main", "note1")).toEqual(call);
  });
});

it("puts leads from before there was an index of arrivals into it, once, and changes nothing else of them", async () => {
  const name = await newTable();
  const [store, archive] = [dynamoStore(name, ask), dynamoArchive(name, db)];
  const [old, since] = [aLead(), aLead()];
  const { day: _, ...item } = leadToItem(old);
  await db.send(new PutItemCommand({ TableName: name, Item: item }));
  await store.leads.add(since);
  const came = () => store.arrivals.page({ day: "2026-06-15", order: "oldest first" }, { limit: 9 });
  expect((await came()).map(({ id }) => id)).toEqual([since.id]);
  const index = async () => {
    let count = 0;
    for await (const some of archive.indexArrivals()) count += some;
    return count;
  };
  expect([await index(), await index()]).toEqual([1, 0]);
  expect((await came()).map(({ id }) => id).sort()).toEqual([old.id, since.id].sort());
  expect(await store.leads.find(old.id)).toEqual(old);
  expect((await archive.size()).items).toBeGreaterThanOrEqual(0);
});

it("a batch names what another version of the bridge wrote, and reads the rest", async () => {
  const name = await newTable();
  const { leads, batches } = dynamoStore(name, ask);
  const [strange, known] = [aLead(), aLead()];
  await db.send(new PutItemCommand({ TableName: name, Item: { ...leadToItem(strange), state: { S: "teleported" } } }));
  await leads.add(known);
  expect(await batches.leads([strange.id, known.id])).toEqual({ items: [known], unread: [`lead#${strange.id}`] });
});

it("an archive names what another version of the bridge wrote, and goes on", async () => {
  await db.send(new CreateTableCommand(bridgeTable("archived-versions")));
  const lead = aLead();
  const Item = { ...leadToItem(lead), state: { S: "teleported" } };
  await db.send(new PutItemCommand({ TableName: "archived-versions", Item }));
  for await (const page of dynamoArchive("archived-versions", db).leads()) {
    expect(page).toEqual({ items: [], unread: [`lead#${lead.id}`] });
  }
});

describe.each(Object.entries(stores))("a store in %s", (_name, open) => {
  describe("leads", () => {
    it("keeps a lead as it was given", async () => {
      const { leads } = await open();
      const lead = aLead({
        extra: { utm_source: "spring", "weird key []": "" },
        record: { type: "contact", id: "42" },
      });
      expect(await leads.add(lead)).toEqual({ added: true });
      expect(await leads.find(lead.id)).toEqual(lead);
    });

    it("finds nothing under an id it does not have", async () => {
      const { leads } = await open();
      expect(await leads.find("lead_nobody")).toBeUndefined();
    });

    it("F03: accepts one of a hundred twins that come at once, and tells the others of it", async () => {
      const { leads } = await open();
      const lead = aLead();
      const results = await Promise.all(range(100).map((index) => leads.add({ ...lead, acceptId: `twin-${index}` })));
      expect(results.filter((result) => result.added)).toHaveLength(1);
      const firsts = results.flatMap((result) => (result.added ? [] : [result.first.acceptId]));
      expect(new Set(firsts).size).toBe(1);
    });

    it("F08: takes its own add for added when the answer was lost and it is sent again", async () => {
      const { leads } = await open();
      const lead = aLead();
      await leads.add(lead);
      expect(await leads.add(lead)).toEqual({ added: true });
    });

    it("F17/F46: lets one of fifty claims win", async () => {
      const { leads } = await open();
      const lead = aLead();
      await leads.add(lead);
      const claims = await Promise.all(
        range(50).map((index) => changeLead(leads, lead.id, (current) => claimed(current, `dial-${index}`, 1, noon))),
      );
      const winners = claims.filter((claim) => claim !== undefined);
      expect(winners).toHaveLength(1);
      expect(await leads.find(lead.id)).toEqual(winners[0]);
      expect(winners[0]?.ringsPossible).toBe(1);
    });

    it("F08: takes its own save for saved when the answer was lost and it is sent again", async () => {
      const { leads } = await open();
      const lead = aLead();
      await leads.add(lead);
      const next = following(lead, claimed(lead, "dial-1", 1, noon) as Lead);
      expect(await leads.save(next)).toBe(true);
      expect(await leads.save(next)).toBe(true);
      expect(await leads.save({ ...next, dial: { ...next.dial, id: "dial-2" } as Lead["dial"] })).toBe(false);
    });

    it("F48: saves nothing over a lead that it does not have", async () => {
      const { leads } = await open();
      expect(await leads.save({ ...aLead(), revision: 2 })).toBe(false);
    });

    it("carries a lead through every move of its life", async () => {
      const { leads } = await open();
      const lead = aLead();
      await leads.add(lead);
      const move = (rule: (current: Lead) => Lead | undefined) => changeLead(leads, lead.id, rule);

      await move((current) => claimed(current, "dial-1", 1, noon));
      expect(
        (await move((current) => dialled(current, "dial-1", { kind: "not-sent", reason: "ECONNREFUSED" }, noon)))
          ?.state,
      ).toBe("ready");
      await move((current) => claimed(current, "dial-2", 1, fromNoon(10 * seconds)));
      expect((await move((current) => leaseOver(current, fromNoon(5 * minutes))))?.state).toBe("unknown");
      expect(
        (await move((current) => lookedUp(current, { kind: "none" }, "review", fromNoon(6 * minutes))))?.lookups,
      ).toBe(1);
      expect(
        (await move((current) => lookedUp(current, { kind: "found", callId: "77" }, "review", fromNoon(7 * minutes))))
          ?.state,
      ).toBe("placed");
      const news = { callId: "77", outcome: "contacted", final: true } as const;
      expect((await move((current) => folded(current, news, fromNoon(8 * minutes))))?.state).toBe("completed");
      const kept = await leads.find(lead.id);
      expect(kept).toMatchObject({ state: "completed", callId: "77", outcome: "contacted", ringsPossible: 1 });
      expect(kept?.dueFor).toBe("reconcile");
      expect(kept?.expiresAt).toBeGreaterThan(noon.getTime() / 1000);
    });
  });

  describe("leads by when they came", () => {
    const at = (ms: number) => aLead({}, { at: fromNoon(ms) });
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

    it("are told from either end, page by page, whatever became of them", async () => {
      const { leads, arrivals } = await open();
      const came = range(7).map((index) => at(index * seconds));
      for (const lead of came) await leads.add(lead);
      await changeLead(leads, came[2] as Lead, (current) => held(current, "stale", noon, { for: "person" }));
      const day = "2026-06-15";
      const first = await arrivals.page({ day, order: "newest first" }, { limit: 3 });
      expect(ids(first)).toEqual(ids(came.slice(4).toReversed()));
      expect(first[0]?.receivedAt).toBe(came[6]?.receivedAt);
      const second = await arrivals.page({ day, order: "newest first" }, { limit: 9, after: first[2] });
      expect(ids(second)).toEqual(ids(came.slice(0, 4).toReversed()));
      const oldest = await arrivals.page({ day, order: "oldest first" }, { limit: 2, after: first[2] });
      expect(ids(oldest)).toEqual(ids(came.slice(5)));
      expect(await arrivals.page({ day: "2026-06-14", order: "oldest first" }, { limit: 2 })).toEqual([]);
    });

    it("are told between two moments, the first with it and the second without", async () => {
      const { leads, arrivals } = await open();
      const came = range(4).map((index) => at(index * seconds));
      for (const lead of came) await leads.add(lead);
      const between = { day: "2026-06-15", from: fromNoon(seconds), before: fromNoon(3 * seconds) } as const;
      expect(ids(await arrivals.page({ ...between, order: "oldest first" }, { limit: 9 }))).toEqual(
        ids(came.slice(1, 3)),
      );
    });

    it("are read together with their calls, each once, those that are there", async () => {
      const { leads, calls, batches } = await open();
      const came = range(120).map(() => aLead());
      await Promise.all(came.map((lead) => leads.add(lead)));
      const wanted = ids(came).toReversed();
      const read = await batches.leads([...wanted, "lead_nobody", wanted[0] ?? ""]);
      expect(read).toEqual({ items: came.toReversed(), unread: [] });
      await calls.hint({ account: "main", callId: "1", digest: "d", at: noon });
      const found = await batches.calls([
        { account: "main", callId: "1" },
        { account: "main", callId: "2" },
      ]);
      expect(found.items).toEqual([await calls.find("main", "1")]);
      expect(await batches.leads([])).toEqual({ items: [], unread: [] });
    });
  });

  describe("days that are over", () => {
    it("are kept by account and date, and counted anew in place", async () => {
      const { days: kept } = await open();
      const day = (date: string, came: number, account = "main") => ({
        account,
        date,
        zone: "UTC",
        countedAt: noon.toISOString(),
        numbers: { hours: { "attempts 9": came }, cells: { website: { "7": { came } } } },
      });
      for (const each of [
        day("2026-06-14", 1),
        day("2026-06-12", 2),
        day("2026-06-13", 3),
        day("2026-06-13", 4, "other"),
      ])
        await kept.put(each, fromNoon(400 * days));
      await kept.put(day("2026-06-13", 5), fromNoon(400 * days));
      expect(await kept.between("main", "2026-06-13", "2026-06-20")).toEqual([
        day("2026-06-13", 5),
        day("2026-06-14", 1),
      ]);
      expect(await kept.between("nobody", "2026-06-13", "2026-06-20")).toEqual([]);
    });
  });

  describe("the mail of a morning", () => {
    it("is one worker's until it is out or its time is over, and is tried five times at most", async () => {
      const { mails } = await open();
      const claims = await Promise.all(range(9).map(() => mails.claim("2026-06-15", noon)));
      expect(claims.filter((claim) => claim === "yours")).toHaveLength(1);
      expect(await mails.claim("2026-06-15", fromNoon(minutes))).toBe("another's");
      expect(await mails.claim("2026-06-15", fromNoon(3 * minutes))).toBe("yours");
      await mails.sent("2026-06-15", fromNoon(3 * minutes));
      expect(await mails.claim("2026-06-15", fromNoon(hours))).toBe("over");
      const tries = [];
      for (let at = 0; at < 7; at += 1) tries.push(await mails.claim("2026-06-16", fromNoon(at * hours)));
      expect(tries).toEqual([...range(5).map(() => "yours"), "over", "over"]);
    });
  });

  describe("the rights to ring a phone", () => {
    const right = (leadId: string) => ({ leadId, until: fromNoon(24 * hours).toISOString(), revision: 1 });
    const rights = (writeId: string, groups: PhoneRights["groups"], account = "main"): PhoneRights => ({
      account,
      phone: "+12125550123",
      writeId,
      onLine: "first",
      groups,
      rungFor: { first: noon.toISOString() },
    });

    it("are written by one of fifty workers that want them at once", async () => {
      const { phones } = await open();
      const saves = range(50).map((index) => phones.save(rights(`w${index}`, { sales: right(`${index}`) }), undefined));
      expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
    });

    it("are written over by the worker that saw the last write, and by no other", async () => {
      const { phones, leads } = await open();
      expect(await phones.find("main", "+12125550123")).toBeUndefined();
      const first = rights("w1", { sales: right("first") });
      expect(await phones.save(first, undefined)).toBe(true);
      expect(await phones.save(first, undefined)).toBe(true);
      const both = rights("w2", { sales: right("first"), support: right("second") });
      expect(await phones.save(both, "w0")).toBe(false);
      expect(await phones.save(both, "w1")).toBe(true);
      expect(await phones.save(rights("w3", { sales: right("third") }), "w1")).toBe(false);
      expect(await phones.find("main", "+12125550123")).toEqual(both);
      expect((await leads.findByPhone("main", "+12125550123")).toSorted()).toEqual(["first", "second"]);
      expect(await phones.save(rights("w1", { sales: right("other") }, "other"), undefined)).toBe(true);
      expect(await leads.findByPhone("other", "+12125550123")).toEqual(["other"]);
    });

    it("go with the last who had one, unless somebody took one meanwhile", async () => {
      const { phones, leads } = await open();
      await phones.save(rights("w1", { sales: right("first") }), undefined);
      await phones.save(rights("w2", { sales: right("first") }), "w1");
      expect(await phones.remove(rights("w1", {}))).toBe(false);
      expect(await leads.findByPhone("main", "+12125550123")).toEqual(["first"]);
      expect(await phones.remove(rights("w2", {}))).toBe(true);
      expect(await phones.remove(rights("w2", {}))).toBe(true);
      expect(await phones.find("main", "+12125550123")).toBeUndefined();
      expect(await leads.findByPhone("main", "+12125550123")).toEqual([]);
    });
  });

  describe("records of a CRM", () => {
    const record = { of: "crm/hubspot", type: "contact", id: "151#7" };
    const another = { ...record, of: "crm/other" };

    it("lead to all leads that came with them, apart for each CRM", async () => {
      const { records } = await open();
      for (const id of ["lead-a", "lead-b", "lead-a"]) await records.link(record, id);
      await records.stop(record, noon);
      expect((await records.leadsOf(record)).sort()).toEqual(["lead-a", "lead-b"]);
      expect(await records.leadsOf(another)).toEqual([]);
    });

    it("keep when they were stopped last", async () => {
      const { records } = await open();
      await records.link(record, "lead-a");
      expect(await records.stoppedAt(record)).toBeUndefined();
      await records.stop(record, new Date("2026-06-15T12:00:00Z"));
      await records.stop(record, new Date("2026-06-15T13:00:00Z"));
      expect(await records.stoppedAt(record)).toEqual({ at: "2026-06-15T13:00:00.000Z" });
      expect(await records.stoppedAt(another)).toBeUndefined();
    });

    it("keep what was said last of them, in whatever order it comes, and for good what nobody dated", async () => {
      const { records } = await open();
      const at = (minute: number) => new Date(Date.UTC(2026, 5, 15, 13, minute));
      await records.stop(record, at(10), at(7));
      await records.stop(record, at(11), at(5));
      await records.stop(record, at(12), at(7));
      expect(await records.stoppedAt(record)).toEqual({ at: at(10).toISOString(), said: at(7).toISOString() });
      await records.stop(record, at(20), at(8));
      expect(await records.stoppedAt(record)).toEqual({ at: at(20).toISOString(), said: at(8).toISOString() });
      await records.stop(another, at(1));
      await records.stop(another, at(2), at(2));
      expect(await records.stoppedAt(another)).toEqual({ at: at(1).toISOString() });
    });
  });

  describe("calls", () => {
    const hint = (digest = "d1", at = noon) => ({ account: "main", callId: "38700001", digest, ref: 4711, at });
    const key = { account: "main", callId: "38700001" };
    const result = { callId: "38700001", final: true, seconds: 0 };

    it("F62: notes one of fifty equal hints", async () => {
      const { calls } = await open();
      const noted = await Promise.all(range(50).map(() => calls.hint(hint())));
      expect(noted.filter(Boolean)).toHaveLength(1);
      expect(await calls.find("main", "38700001")).toEqual(hinted(undefined, hint()));
    });

    it("keeps what is known when another hint comes, as the rule says", async () => {
      const { calls } = await open();
      await calls.hint(hint());
      const held = (await changeCall(calls, key, (current) =>
        heldCall(current, result, "lead-a", [], { now: fromNoon(seconds) }),
      )) as Call;
      await changeCall(calls, key, (current) => postponed(current, { reason: "still-running", detail: "x" }, noon));
      await calls.hint(hint("d1b"));
      expect((await calls.find("main", "38700001"))?.reason).toBeUndefined();
      const done = (await changeCall(calls, key, (current) =>
        reported({ ...current, reports: { "lead-a/demo": { begun: true, activityId: "9" } } }, fromNoon(2 * seconds)),
      )) as Call;
      expect(held.leaseUntil).toBe(fromNoon(2 * minutes + seconds).toISOString());
      expect(done.expiresAt).toBe(fromNoon(400 * 24 * hours + 2 * seconds).getTime() / 1000);

      expect(await calls.hint({ ...hint("d2", fromNoon(minutes)), ref: undefined })).toBe(true);
      const expected = hinted(done, { ...hint("d2", fromNoon(minutes)), ref: undefined });
      expect(await calls.find("main", "38700001")).toEqual(expected && following(done, expected));
      expect(expected).toMatchObject({
        state: "hinted",
        refHint: 4711,
        reports: { "lead-a/demo": { activityId: "9" } },
      });
    });

    it("believes of two hints that name a lead, in whichever way, the later one", async () => {
      const { calls } = await open();
      const { ref: _, ...asked } = { ...hint("d2", fromNoon(minutes)), leadHint: "lead-a" };
      const later = hint("d3", fromNoon(2 * minutes));
      await calls.hint(hint());
      await calls.hint(asked);
      const first = await calls.find("main", "38700001");
      expect(first).toMatchObject({ leadHint: "lead-a" });
      expect(first?.refHint).toBeUndefined();
      await calls.hint(later);
      const second = await calls.find("main", "38700001");
      expect(second).toMatchObject({ refHint: 4711 });
      expect(second?.leadHint).toBeUndefined();
      expect(second).toEqual(first && following(first, hinted(first, later) as Call));
    });

    it("lets one of ten readers hold a call", async () => {
      const { calls } = await open();
      await calls.hint(hint());
      const read = (await calls.find("main", "38700001")) as Call;
      const holds = range(10).map((index) => following(read, { ...heldCall(read, result), leaseId: `lease-${index}` }));
      expect((await Promise.all(holds.map((next) => calls.save(next)))).filter(Boolean)).toHaveLength(1);
    });

    it("F57: ties a call to one lead only, for ever", async () => {
      const { calls } = await open();
      const ties = range(20).map((index) => calls.tie(hint(`look-up ${index}`), `lead-${index}`));
      const holders = await Promise.all(ties);
      expect(new Set(holders).size).toBe(1);
      expect(await calls.find("main", "38700001")).toMatchObject({ leadId: holders[0], state: "hinted" });
      const known = { ...hint("d5"), callId: "38700002" };
      await calls.hint(known);
      const before = (await calls.find("main", "38700002")) as Call;
      expect(await calls.tie({ ...known, digest: "d6" }, "lead-a")).toBe("lead-a");
      const expected = tied(before, { ...known, digest: "d6" }, "lead-a") as Call;
      expect(await calls.find("main", "38700002")).toEqual(following(before, expected));
      expect(await calls.tie({ ...known, digest: "d7" }, "lead-b")).toBe("lead-a");
      expect((await calls.find("main", "38700002"))?.hintDigest).toBe("d6");
    });

    it("puts a hint that says it is the first try at no place of its own", async () => {
      const { calls, due } = await open();
      const first = { ...hint(), isFirstTry: true };
      await calls.hint(first);
      expect(await calls.find("main", "38700001")).toEqual(hinted(undefined, first));
      expect((await due.due("report-call", fromNoon(hours), { limit: 5 })).items).toEqual([]);
      const before = (await changeCall(calls, key, (current) => reported(current, noon))) as Call;
      await calls.hint({ ...first, digest: "d2" });
      const expected = hinted(before, { ...first, digest: "d2" }) as Call;
      expect(await calls.find("main", "38700001")).toEqual(following(before, expected));
    });
  });

  describe("gates", () => {
    const gate: Gate = {
      on: gateOn.token("main"),
      reason: "token-refused",
      detail: "401 Unauthenticated.",
      closedAt: noon.toISOString(),
      askAt: fromNoon(minutes).toISOString(),
      tries: 0,
      account: "main",
      token: "print",
    };

    it("are all told, one for each thing they bar", async () => {
      const { gates } = await open();
      expect(await gates.all()).toEqual([]);
      const ofTeam = { ...gate, on: gateOn.team("main", 7), reason: "team-unknown", team: 7 } as const;
      await gates.close(gate);
      await gates.close(ofTeam);
      await gates.close({ ...gate, tries: 1 });
      expect((await gates.all()).sort((a, b) => (a.on < b.on ? -1 : 1))).toEqual([ofTeam, { ...gate, tries: 1 }]);
    });

    it("open, unless they were closed again meanwhile", async () => {
      const { gates } = await open();
      const again = { ...gate, closedAt: fromNoon(seconds).toISOString() };
      await gates.close(again);
      await gates.open(gate);
      expect(await gates.all()).toEqual([again]);
      await gates.open(again);
      await gates.open(again);
      expect(await gates.all()).toEqual([]);
    });
  });

  describe("paces", () => {
    const pace: Pace = {
      token: "main",
      revision: 1,
      writeId: "write-1",
      perSecond: 0.5,
      nextAt: noon.toISOString(),
      queues: { main: noon.toISOString() },
    };

    it("let one of many writers win each revision, the first included", async () => {
      const { paces } = await open();
      expect(await paces.find("main")).toBeUndefined();
      const firsts = await Promise.all(range(20).map((index) => paces.save({ ...pace, perSecond: index + 1 })));
      expect(firsts.filter(Boolean)).toHaveLength(1);
      const stored = (await paces.find("main")) as Pace;
      expect(await paces.save({ ...stored, revision: 2, perSecond: 2 })).toBe(true);
      expect(await paces.save({ ...stored, revision: 2, perSecond: 3 })).toBe(false);
      expect(await paces.find("main")).toEqual({ ...stored, revision: 2, perSecond: 2 });
    });

    it("take their own write for written when the answer was lost", async () => {
      const { paces } = await open();
      await paces.save(pace);
      expect(await paces.save(pace)).toBe(true);
    });
  });

  describe("clocks", () => {
    it("are kept as they were last learned", async () => {
      const { clocks } = await open();
      expect(await clocks.find("main")).toBeUndefined();
      const sure = { offsetMinutes: -300, callId: "77", shownAt: noon.toISOString() };
      const doubt = { offsetMinutes: 0, callId: "78", shownAt: noon.toISOString(), leadId: "lead_1" };
      expect(await clocks.save({ account: "main", revision: 1, sure })).toBe(true);
      expect(await clocks.save({ account: "main", revision: 2, sure, doubt })).toBe(true);
      expect(await clocks.find("main")).toEqual({ account: "main", revision: 2, sure, doubt });
      expect(await clocks.find("other")).toBeUndefined();
    });

    it("let one of many writers win each revision, and no late one put an older clock back", async () => {
      const { clocks } = await open();
      const clockOf = (revision: number, offsetMinutes: number): AccountClock => ({
        account: "main",
        revision,
        sure: { offsetMinutes, callId: "77", shownAt: noon.toISOString() },
      });
      const firsts = await Promise.all(range(20).map((index) => clocks.save(clockOf(1, index))));
      expect(firsts.filter(Boolean)).toHaveLength(1);
      expect(await clocks.save(clockOf(2, -300))).toBe(true);
      expect(await clocks.save(clockOf(1, 0))).toBe(false);
      expect(await clocks.save(clockOf(2, 0))).toBe(false);
      // The answer to the write was lost.
      expect(await clocks.save(clockOf(2, -300))).toBe(true);
      expect(await clocks.find("main")).toEqual(clockOf(2, -300));
    });
  });

  describe("access to CRMs", () => {
    const start = newAccess("hubspot", "origin-1");
    const take = (leaseId: string) => following(start, takenToRenew(start, leaseId, noon) as StoredAccess);

    it("F79: lets one of many take it, the first time and later", async () => {
      const { accesses } = await open();
      expect(await accesses.find("hubspot", "origin-1")).toBeUndefined();
      const takers = range(20).map((index) => take(`lease-${index}`));
      const results = await Promise.all(takers.map((taken) => accesses.save(taken)));
      expect(results.filter(Boolean)).toHaveLength(1);
      const stored = (await accesses.find("hubspot", "origin-1")) as StoredAccess;
      expect(takers).toContainEqual(stored);
      const next = following(stored, renewed(stored, stored, "sealed", noon) as StoredAccess);
      expect(await accesses.save(next)).toBe(true);
      expect(await accesses.save({ ...next, sealed: "other" })).toBe(false);
      expect(await accesses.find("hubspot", "origin-1")).toEqual(next);
    });

    it("F79: takes its own write for written when the answer was lost, and nobody else's", async () => {
      const { accesses } = await open();
      expect(await accesses.save(take("lease-1"))).toBe(true);
      expect(await accesses.save(take("lease-1"))).toBe(true);
      expect(await accesses.save(take("lease-2"))).toBe(false);
    });

    it("F79: keeps that of each CRM and of each person's credentials apart", async () => {
      const { accesses } = await open();
      await accesses.save(take("lease-1"));
      expect(await accesses.find("hubspot", "origin-2")).toBeUndefined();
      expect(await accesses.find("other", "origin-1")).toBeUndefined();
    });
  });

  describe("what was refused at a door", () => {
    it("is added up by the hour and the status, and told from a moment on", async () => {
      const { sourceHours } = await open();
      await sourceHours.note({ source: "website", at: fromNoon(-2 * hours), refusals: { 404: 1 } });
      await sourceHours.note({ source: "website", at: noon, refusals: { 401: 2, 422: 1 } });
      await sourceHours.note({ source: "website", at: fromNoon(minutes), refusals: { 401: 3 } });
      await sourceHours.note({ source: "website", at: fromNoon(hours), formerKey: true });
      await sourceHours.note({ source: "other", at: noon, refusals: { 401: 1 } });
      expect(await sourceHours.since("website", noon)).toEqual([
        { hour: "2026-06-15T12", refusals: { 401: 5, 422: 1 }, refusedAt: fromNoon(minutes).toISOString() },
        { hour: "2026-06-15T13", refusals: {}, formerKeyAt: fromNoon(hours).toISOString() },
      ]);
      expect((await sourceHours.since("website", fromNoon(-3 * hours))).map(({ hour }) => hour)).toEqual([
        "2026-06-15T10",
        "2026-06-15T12",
        "2026-06-15T13",
      ]);
      expect(await sourceHours.since("quiet", noon)).toEqual([]);
    });
  });

  describe("places in a window", () => {
    const quota = { of: "source/website", at: noon, windowMs: hours, limit: 3 };

    it("F92: are no more than there are, however many ask at once", async () => {
      const { quotas } = await open();
      const taken = await Promise.all(range(20).map((index) => quotas.take({ ...quota, who: `lead-${index}` })));
      expect(taken.filter(Boolean)).toHaveLength(3);
    });

    it("stay with who has one, and are free again in the next window and elsewhere", async () => {
      const { quotas } = await open();
      for (const who of ["a", "b", "c", "a", "b", "c"]) expect(await quotas.take({ ...quota, who })).toBe(true);
      expect(await quotas.take({ ...quota, who: "d" })).toBe(false);
      expect(await quotas.take({ ...quota, who: "d", limit: 4 })).toBe(true);
      expect(await quotas.take({ ...quota, who: "e", at: fromNoon(hours) })).toBe(true);
      expect(await quotas.take({ ...quota, who: "e", of: "source/other" })).toBe(true);
    });
  });

  describe("what is due", () => {
    it("pages through everything of one worker, each page oldest first, each item once", async () => {
      const { leads, calls, due } = await open();
      const ids = range(23).map((index) => aLead({}, { at: fromNoon(index * seconds) }));
      await Promise.all(ids.map((lead) => leads.add(lead)));
      await calls.hint({ account: "main", callId: "1", digest: "d", at: noon });
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const page = await due.due("dial-lead", fromNoon(hours), { limit: 5, after: next });
        expect(page.items.length).toBeLessThanOrEqual(5);
        expect(page.items).toEqual(page.items.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1)));
        seen.push(...page.items.map((item) => (item.kind === "lead" ? item.id : "call")));
        next = page.next;
      } while (next !== undefined);
      expect(seen.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
      const forReport = await due.due("report-call", fromNoon(hours), { limit: 5 });
      expect(forReport.items).toEqual([{ kind: "call", account: "main", callId: "1", dueAt: noon.toISOString() }]);
    });

    it("shows why a lead waits, and what it rests for", async () => {
      const { leads, due } = await open();
      const lead = aLead();
      await leads.add(lead);
      const rests = { by: "gate", until: fromNoon(minutes) };
      await changeLead(leads, lead.id, (current) => held(current, "paused", noon, { for: "rule", rests }));
      const dueAt = rests.until.toISOString();
      expect((await due.due("dial-lead", fromNoon(hours), { limit: 5 })).items).toEqual([
        { kind: "lead", id: lead.id, dueAt, reason: "paused", heldBy: "gate" },
      ]);
    });

    it("is put off without being read, if it is due as it was found, and says how often", async () => {
      const { leads, calls, due } = await open();
      const lead = { ...aLead(), wakes: "dial-lead" as const };
      await leads.add(lead);
      await calls.hint({ account: "main", callId: "1", digest: "d", at: noon });
      const met = async (worker: Worker) => (await due.due(worker, fromNoon(hours), { limit: 5 })).items;
      const [item] = await met("dial-lead");
      const [call] = await met("report-call");
      if (!item || !call) throw new Error("nothing is due");
      const until = fromNoon(minutes);
      expect(await due.putOff(item, { worker: "dial-lead", until, faults: 1, reason: "bridge-fault" })).toBe(true);
      const { wakes: _, ...kept } = lead;
      const dueAt = until.toISOString();
      expect(await leads.find(lead.id)).toEqual({ ...kept, faults: 1, reason: "bridge-fault", dueAt });
      expect(await met("dial-lead")).toEqual([{ kind: "lead", id: lead.id, dueAt, reason: "bridge-fault", faults: 1 }]);
      // It has been put off meanwhile, or is another worker's.
      expect(await due.putOff(item, { worker: "dial-lead", until, faults: 2 })).toBe(false);
      expect(await due.putOff(call, { worker: "reconcile", until, faults: 1 })).toBe(false);
      expect(await due.putOff(call, { worker: "report-call", until, faults: 3 })).toBe(true);
      expect(await calls.find("main", "1")).toMatchObject({ state: "hinted", faults: 3, dueAt });
      expect(await due.putOff({ kind: "lead", id: "none", dueAt }, { worker: "dial-lead", until, faults: 1 })).toBe(
        false,
      );
    });

    it("shows all that waits, due or not: which it is, for what, since when, and nothing of anybody", async () => {
      const { leads, calls, due } = await open();
      const [first, second] = [aLead(), aLead()];
      for (const lead of [first, second]) await leads.add(lead);
      const barred = { state: "held", reason: "paused", due: waiting("rule", noon) } as const;
      await changeLead(leads, second, (current) => moved(current, barred, noon));
      await calls.hint({ account: "main", callId: "1", digest: "d", at: noon });
      const since = noon.toISOString();
      const came = { cameAt: since, since };
      const page = await due.waiting("dial-lead", { limit: 1 });
      const rest = await due.waiting("dial-lead", { limit: 5, after: page.next });
      const leadsShown = [...page.items, ...rest.items].sort((a, b) => (a.state < b.state ? -1 : 1));
      expect(leadsShown).toEqual([
        {
          ...{ kind: "lead", id: second.id, state: "held", reason: "paused", dueFor: "dial-lead" },
          ...{ dueAt: barred.due.at.toISOString(), ...came },
        },
        { kind: "lead", id: first.id, state: "ready", dueFor: "dial-lead", dueAt: since, ...came },
      ]);
      expect((await due.waiting("report-call", { limit: 5 })).items).toEqual([
        {
          ...{ kind: "call", account: "main", callId: "1", state: "hinted", dueFor: "report-call" },
          ...{ dueAt: since, ...came },
        },
      ]);
      expect((await due.waiting("reconcile", { limit: 5 })).items).toEqual([]);
      expect((await due.waiting("report-call", { limit: 5 }, noon)).items).toEqual([]);
      expect((await due.waiting("report-call", { limit: 5 }, fromNoon(1))).items).toHaveLength(1);
    });

    it("shows a lead as it usually waits there while it is on its way, with how often the bridge failed on it", async () => {
      const { leads, due } = await open();
      const lead = aLead();
      await leads.add(lead);
      await changeLead(leads, lead.id, (current) => claimed(current, "dial", 1, noon));
      const shown = async () => (await due.waiting("dial-lead", { limit: 5 })).items;
      expect(await shown()).toMatchObject([{ id: lead.id, state: "ready" }]);
      const [item] = (await due.due("dial-lead", fromNoon(hours), { limit: 5 })).items;
      if (!item) throw new Error("nothing is due");
      await due.putOff(item, { worker: "dial-lead", until: fromNoon(minutes), faults: 2, reason: "bridge-fault" });
      expect(await shown()).toMatchObject([{ state: "ready", reason: "bridge-fault", faults: 2 }]);
    });

    it("leaves out what is not due yet and what no longer waits", async () => {
      const { leads, due } = await open();
      const early = aLead();
      const late = aLead({}, { at: fromNoon(hours) });
      await leads.add(early);
      await leads.add(late);
      const ids = async (before: Date) =>
        (await due.due("dial-lead", before, { limit: 10 })).items.map((item) => item.kind === "lead" && item.id);
      expect(await ids(fromNoon(minutes))).toEqual([early.id]);
      await changeLead(leads, early.id, (current) => claimed(current, "dial", 1, noon));
      await changeLead(leads, early.id, (current) => dialled(current, "dial", { kind: "placed" }, noon));
      expect(await ids(fromNoon(minutes))).toEqual([]);
    });

    it("is a lead whose call was placed at once for reconcile, ten minutes later, and for no dialler", async () => {
      const { leads, due } = await open();
      const lead = aLead();
      await leads.add(lead);
      await changeLead(leads, lead.id, (current) => claimed(current, "dial", 1, fromNoon(seconds)));
      const placed = await changeLead(leads, lead.id, (current) =>
        dialled(current, "dial", { kind: "placed" }, fromNoon(2 * seconds)),
      );
      const looked = fromNoon(10 * minutes + seconds);
      expect(placed).toMatchObject({ state: "placed", dueFor: "reconcile", dueAt: looked.toISOString() });
      expect(await leads.find(lead.id)).toEqual(placed);
      const met = async (worker: Worker, before: Date) => (await due.due(worker, before, { limit: 10 })).items;
      const later = new Date(looked.getTime() + 1);
      expect(await met("dial-lead", fromNoon(days))).toEqual([]);
      expect(await met("reconcile", fromNoon(9 * minutes))).toEqual([]);
      const [item] = await met("reconcile", later);
      expect(item).toMatchObject({ kind: "lead", id: lead.id });
      const shown = [...(await due.waiting("dial-lead", { limit: 5 })).items];
      expect(shown).toMatchObject([{ id: lead.id, state: "placed", dueFor: "reconcile" }]);
      if (!item) throw new Error("nothing is due");
      const until = fromNoon(hours);
      expect(await due.putOff(item, { worker: "reconcile", until, faults: 1 })).toBe(true);
      expect(await met("reconcile", later)).toEqual([]);
      expect(await met("reconcile", fromNoon(2 * hours))).toMatchObject([{ id: lead.id, faults: 1 }]);
      expect(await leads.find(lead.id)).toMatchObject({ dueFor: "reconcile", dueAt: until.toISOString(), faults: 1 });
    });

    it("is found on every page, whether a lead lies in its worker's part or stays in the dialler's", async () => {
      const { leads, due } = await open();
      const all = range(20).map(() => aLead());
      for (const [index, lead] of all.entries()) {
        await leads.add(lead);
        if (index % 4 === 3) continue;
        // Of these some had to wait before, and have moved to reconcile's part.
        if (index % 4 === 1) await changeLead(leads, lead.id, (now) => held(now, "paused", noon, { for: "rule" }));
        await changeLead(leads, lead.id, (now) => claimed(now, "dial", 1, noon));
        await changeLead(leads, lead.id, (now) => dialled(now, "dial", { kind: "placed" }, noon));
      }
      const allOf = async (worker: Worker) => {
        const ids: string[] = [];
        let after: string | undefined;
        do {
          const page = await due.due(worker, fromNoon(hours), { limit: 4, after });
          ids.push(...page.items.map((item) => (item.kind === "lead" ? item.id : "")));
          after = page.next;
        } while (after !== undefined);
        return ids.toSorted();
      };
      const those = (isMet: (index: number) => boolean) =>
        all.flatMap(({ id }, index) => (isMet(index) ? [id] : [])).toSorted();
      expect(await allOf("reconcile")).toEqual(those((index) => index % 4 !== 3));
      expect(await allOf("dial-lead")).toEqual(those((index) => index % 4 === 3));
    });

    it("is also a lead that is being dialled, since its dialler may have died over it", async () => {
      const { leads, due } = await open();
      const lead = aLead();
      await leads.add(lead);
      await changeLead(leads, lead.id, (current) => claimed(current, "dial", 1, fromNoon(10 * seconds)));
      const { items } = await due.due("dial-lead", fromNoon(minutes), { limit: 10 });
      expect(items).toEqual([{ kind: "lead", id: lead.id, dueAt: noon.toISOString() }]);
    });
  });
});
