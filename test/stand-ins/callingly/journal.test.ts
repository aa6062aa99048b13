import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Entry, fileJournal, memoryJournal } from "../../../stand-ins/callingly/journal.ts";
import { minutes, seconds, virtualTime, virtualWorld } from "./virtual-world.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callingly-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const journal = () => fileJournal(join(folder, "world", "callingly.jsonl"));

/** A new process over the same file: the old one did not get to say goodbye. */
const restarted = (time = virtualTime()) =>
  virtualWorld({ journal: journal(), clock: time.clock, timers: time.timers }).core;

it("remembers everything it answered, though it was killed", () => {
  const { dial, call, core } = virtualWorld({ journal: journal() });
  dial({ crm_id: 3 });
  call("POST", "/webhooks", { name: "x", event: "lead_created", target_url: "https://x.example/" });
  call("POST", "/webhooks", { name: "y", event: "lead_created", target_url: "https://x.example/" });
  call("DELETE", "/webhooks/701");
  const again = restarted();
  expect(again.rings).toEqual(core.rings);
  for (const kind of ["account", "team", "agent", "number", "lead", "call", "webhook"] as const) {
    expect(again.records.all(kind), kind).toEqual(core.records.all(kind));
  }
  expect(again.records.all("webhook")).toHaveLength(1);
});

it("goes on with calls and redials where it stopped, and rings nobody twice for it", async () => {
  const { dial } = virtualWorld({ journal: journal() });
  dial({ phone_number: "+12025550102" });
  const time = virtualTime();
  const midCall = restarted(time);
  await time.pass(seconds(20));
  expect(midCall.records.all("call")).toMatchObject([{ status: "completed", result: "missed" }]);
  midCall.close();

  const later = virtualTime(time.clock());
  const beforeRedial = restarted(later);
  await later.pass(minutes(3));
  expect(beforeRedial.rings.map(({ by }) => by)).toEqual(["create", "redial"]);
  expect(beforeRedial.records.all("call").at(-1)).toMatchObject({ id: 38700002, result: "contacted" });
});

it("never gives an id out twice", () => {
  virtualWorld({ journal: journal() }).dial();
  const { dial } = virtualWorld({ journal: journal() });
  expect(dial().body.call_id).toBe(38700002);
});

it("drops a line it was killed in the middle of, and writes on after the last whole one", () => {
  const path = join(folder, "torn.jsonl");
  const entry: Entry = { kind: "lead", id: 1, value: { id: 1 } };
  fileJournal(path).append([entry]);
  appendFileSync(path, '{"kind":"lead","id":2,"val');
  expect(fileJournal(path).read()).toEqual([entry]);
  fileJournal(path).append([{ ...entry, id: 3 }]);
  expect(
    fileJournal(path)
      .read()
      .map(({ id }) => id),
  ).toEqual([1, 3]);
});

it("keeps the journals of file and memory alike", () => {
  const entries: Entry[] = [];
  const file = virtualWorld({ journal: journal() });
  const memory = virtualWorld({ journal: memoryJournal(entries) });
  for (const { dial } of [file, memory]) dial();
  expect(journal().read()).toEqual(JSON.parse(JSON.stringify(entries)));
});

it("holds no token", () => {
  virtualWorld({ journal: journal() }).dial();
  expect(readFileSync(join(folder, "world", "callingly.jsonl"), "utf8")).not.toContain("demo-token");
});

it("starts from the seed after a reset", () => {
  const { dial, core } = virtualWorld({ journal: journal() });
  dial();
  core.reset();
  expect(restarted().rings).toEqual([]);
  expect(
    restarted()
      .records.all("team")
      .map(({ id }) => id),
  ).toEqual([19230, 19301, 19302]);
});
