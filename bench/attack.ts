import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import { askEngine, tableOf } from "./ask-engine.ts";
import { startCountingEngine, type Units } from "./counting-engine.ts";
import { askingMs, createdRings, forkBridge, phoneOf, until } from "./drive.ts";
import { residentMb, sumOf } from "./start/memory.ts";

/**
 * `npm run bench:attack`: a public form as a weapon, against the whole bridge on this machine. Each attack prints its
 * figure, and what must come of it; one that does not hold ends the program with 1. Captchas are answered for by the
 * stand-in, which takes a token that begins with `person` once.
 */

const { bots, json } = new Command("npm run bench:attack --")
  .option("--bots <count>", "posts of robots", Number, 10_000)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ bots: number; json?: true }>();

const CONCURRENCY = 40;
/** By then a lead that may ring has rung. */
const SETTLE_MS = 4_000;
/** What is garbage and not yet collected comes and goes by so much. */
const FLAT_MB = 120;
let tokens = 0;

endWithNpm();
const counting = await startCountingEngine();
const bridge = await forkBridge<{ pid: number }>(new URL("./bridge-process.ts", import.meta.url), {
  DYNAMODB_ENDPOINT: counting.url,
  BRIDGE_CONFIG: fileURLToPath(new URL("./attack.config.ts", import.meta.url)),
});
const { facts } = bridge;
const table = await tableOf(counting.engine);

const attacks = [await oneVictim(), await robots(), await tolls(), await verifierDown(), await saidNo()];
await bridge.end();
await counting.stop();
if (json) console.log(JSON.stringify(Object.fromEntries(attacks.map(({ name, ...figures }) => [name, figures]))));
else for (const { name, holds, ...figures } of attacks) console.log(toText(name, holds, figures));
process.exitCode = attacks.every(({ holds }) => holds) ? 0 : 1;

/** One number, two hundred times, each under another name and address with a good token of its own. */
async function oneVictim() {
  const { rings, statuses } = await attack(200, (index) => ({
    ...person(index, "+1 212 555 0123"),
    "cf-turnstile-response": token("person"),
  }));
  return { name: "one victim, 200 good tokens", rings, statuses, states: await states(), holds: rings === 1 };
}

/** Posts without a token, with made-up ones and with one that was used; a person among them. */
async function robots() {
  const used = token("person");
  const kinds = [{}, { "cf-turnstile-response": "made-up" }, { "cf-turnstile-response": used }];
  const ringsBefore = (await createdRings(facts)).length;
  await send({ ...person(1_000, phoneOf(1)), "cf-turnstile-response": used });
  await until(
    "who came before the robots is rung",
    async () => (await createdRings(facts)).length,
    (count) => count > ringsBefore,
  );
  // The first of them make the processes grow to what they need for any crowd.
  await attack(Math.ceil(bots / 5), (index) => robot(index));
  const leadsBefore = (await states()).all;
  const mbBefore = await memory();
  let good: { ms: number; status: number } | undefined;
  const { rings, statuses, units } = await attack(bots, (index) => {
    if (index === Math.floor(bots / 2))
      void among().then((answer) => {
        good = answer;
      });
    return robot(index);
  });
  const mb = (await memory()) - mbBefore;
  const stored = (await states()).all - leadsBefore;
  const holds = rings === 1 && stored === 1 && good?.status === 200 && good.ms < 1_000 && mb < FLAT_MB;
  const writeUnits = Math.round(units.write);
  return { name: `${bots} robots, one person`, rings, stored, statuses, goodLead: good, moreMb: mb, writeUnits, holds };

  function robot(index: number) {
    return { ...person(index, phoneOf(100 + (index % 4_000))), ...kinds[index % kinds.length] };
  }

  async function among() {
    const startedAt = performance.now();
    const status = await send({ ...person(2_000, phoneOf(2)), "cf-turnstile-response": token("person") });
    return { ms: Math.round(performance.now() - startedAt), status };
  }
}

/** Numbers that earn money for whoever is called, with good tokens. */
async function tolls() {
  const numbers = [
    ...["+1 900 555 0123", "+1 976 555 0123", "+1 212 976 0123", "+1 212 555 1212", "911", "411", "+1 500 555 0123"],
    ...["+1 876 555 0123", "+1 809 555 0123", "+1 268 555 0123", "+1 441 555 0123", "+1 600 555 0123"],
    ...["+881 6 1234 5678", "+882 13 123 456", "+870 773 123 456", "+979 1 2345 6789"],
    ...["+44 909 879 0123", "+44 7700 900123", "+49 900 1234567", "+37 1 8123 4567", "+252 61 234 5678"],
  ];
  const { rings, statuses } = await attack(numbers.length, (index) => ({
    ...person(3_000 + index, numbers[index] ?? ""),
    "cf-turnstile-response": token("person"),
  }));
  return { name: `${numbers.length} dear numbers`, rings, statuses, holds: rings === 0 };
}

/** Nobody can tell a person from a robot: nobody is rung, and every lead is kept. */
async function verifierDown() {
  const before = (await states()).unreachable;
  const { rings, statuses } = await attack(100, (index) => ({
    ...person(4_000 + index, phoneOf(4_200 + index)),
    "cf-turnstile-response": token("down"),
  }));
  const held = (await states()).unreachable - before;
  return { name: "100 leads, verifier down", rings, held, statuses, holds: rings === 0 && held === 100 };
}

/** People who ask not to be called after their lead was accepted, and before it is dialled: the calls are paused meanwhile. */
async function saidNo() {
  const people = Array.from({ length: 30 }, (_, index) => person(5_000 + index, phoneOf(4_400 + index)));
  await pauseCalls();
  await pause(SETTLE_MS);
  const { statuses } = await attack(people.length, (index) => ({
    ...(people[index] as (typeof people)[number]),
    "cf-turnstile-response": token("person"),
  }));
  const before = (await createdRings(facts)).length;
  const words = await Promise.all(people.map(({ phone }) => optOut(phone)));
  await resumeCalls();
  const optedOut = await until(
    "who said no ends",
    async () => (await states()).optedOut,
    (count) => count >= people.length,
  );
  await pause(SETTLE_MS);
  const rings = (await createdRings(facts)).length - before;
  const holds = rings === 0 && optedOut === people.length && words.every((status) => status === 200);
  return { name: `${people.length} people say no before the dial`, rings, optedOut, statuses, holds };
}

async function optOut(phone: string): Promise<number> {
  const { status } = await ask((facts.sources.website?.url ?? "").replace("/leads/", "/opt-out/"), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({ phone }).toString(),
    timeoutMs: askingMs,
  });
  return status;
}

/** As `bridge pause` does it. */
async function pauseCalls(): Promise<void> {
  const text = (value: string) => ({ S: value });
  const gate = {
    on: text("everything"),
    reason: text("paused"),
    closedAt: text(new Date().toISOString()),
    tries: { N: "0" },
  };
  const key = { pk: text("gate"), sk: text("everything") };
  await askEngine(counting.engine, "PutItem", { TableName: table, Item: { ...key, kind: text("gate"), ...gate } });
}

async function resumeCalls(): Promise<void> {
  const Key = { pk: { S: "gate" }, sk: { S: "everything" } };
  await askEngine(counting.engine, "DeleteItem", { TableName: table, Key });
}

async function attack(count: number, lead: (index: number) => Readonly<Record<string, string>>) {
  const before = (await createdRings(facts)).length;
  const units: Units = { ...counting.units };
  const statuses: Record<number, number> = {};
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < count; index = next++) {
      const status = await send(lead(index));
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));
  await pause(SETTLE_MS);
  const rings = (await createdRings(facts)).length - before;
  return { rings, statuses, units: { write: counting.units.write - units.write } };
}

async function send(fields: Readonly<Record<string, string>>): Promise<number> {
  const { status } = await ask(facts.sources.website?.url ?? "", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(fields).toString(),
    timeoutMs: askingMs,
  });
  return status;
}

function person(index: number, phone: string) {
  return { name: `Person ${index}`, phone, email: `person${index}@example.com` };
}

function token(what: "person" | "down"): string {
  tokens += 1;
  return `${what}.${tokens}@www.example.com`;
}

async function memory(): Promise<number> {
  const { pid } = await bridge.asked();
  return sumOf(residentMb(pid));
}

/** How many leads there are, how many are held because the verifier did not answer, and how many ended by a word. */
async function states(): Promise<{ all: number; unreachable: number; optedOut: number }> {
  const count = async (also: string, values: object) => {
    let found = 0;
    let from: object | undefined;
    do {
      const page = await askEngine<{ Count: number; LastEvaluatedKey?: object }>(counting.engine, "Scan", {
        TableName: table,
        Select: "COUNT",
        FilterExpression: `kind = :lead${also}`,
        ExpressionAttributeValues: { ":lead": { S: "lead" }, ...values },
        ...(from && { ExclusiveStartKey: from }),
      });
      found += page.Count;
      from = page.LastEvaluatedKey;
    } while (from);
    return found;
  };
  const because = (reason: string) => count(" AND reason = :why", { ":why": { S: reason } });
  return {
    all: await count("", {}),
    unreachable: await because("captcha-unreachable"),
    optedOut: await because("opted-out"),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function toText(name: string, holds: boolean, figures: object): string {
  const lines = Object.entries(figures).map(([what, value]) => `  ${what.padEnd(12)} ${JSON.stringify(value)}`);
  return ["", `${holds ? "holds" : "BROKEN"}  ${name}`, ...lines].join("\n");
}
