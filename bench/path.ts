import { fork } from "node:child_process";
import { Command } from "commander";
import { ask } from "../local/ask.ts";
import type { Ring } from "../local/callingly/model.ts";
import type { CrmRecord } from "../local/crm/crm.ts";
import type { DemoFacts } from "../local/demo/facts.ts";
import { startCountingEngine } from "./counting-engine.ts";

/**
 * `npm run bench:path`: the whole path of many leads on this machine, from the POST to the ring and on to the CRM. It
 * says nothing about AWS, where each part has a machine of its own; it tells one version of the bridge from another.
 */

const {
  leads: leadCount,
  concurrency,
  warmUp,
  speed,
  json,
} = new Command("npm run bench:path --")
  .option("--leads <count>", "different leads to send", Number, 200)
  .option("--concurrency <count>", "requests under way at a time", Number, 20)
  // Not more: Dynoxide keeps every stream record and looks through all of them at each write, so that it gets slower
  // faster than the functions get quicker.
  .option("--warm-up <count>", "leads sent before those that are measured, as code runs slowly at first", Number, 100)
  .option("--speed <factor>", "how many times faster than life the calls of the measured leads go", Number, 2)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ leads: number; concurrency: number; warmUp: number; speed: number; json?: true }>();

/** The first leads of all, which meet functions that have just been loaded. */
const coldCount = Math.min(20, warmUp);
const repeats = 100;
/** Calls of leads that are not measured are over soon. */
const hurry = 10;
const patienceMs = 120_000;
const askingMs = 30_000;
/** Not often, as the answers are long and what makes them is measured. */
const pollMs = 2_000;

interface Bridge {
  readonly facts: DemoFacts & { readonly crm: { readonly url: string } };
  /** Milliseconds of processor time, all threads together. */
  cpuMs(): Promise<number>;
  end(): Promise<void>;
}

interface Post {
  readonly phone: string;
  readonly sentAt: number;
  readonly ms: number;
  readonly status: number;
}

const timed = await measureTimes();
const units = await measureUnits(Math.min(leadCount, 50));
report({ ...timed, ...units });

/** How fast it is, against the bare engine. */
async function measureTimes() {
  const bridge = await startBridge();
  const cold = await sendLeads(bridge, 0, coldCount);
  await sendLeads(bridge, coldCount, warmUp - coldCount);
  // In life a burst of leads has long been dialled when the first of its calls ends; in a hurry the reports would
  // compete with the dials.
  await setSpeed(bridge, speed);
  const cpuBefore = await bridge.cpuMs();
  const warm = await sendLeads(bridge, warmUp, leadCount);
  const cpuMs = (await bridge.cpuMs()) - cpuBefore;
  await setSpeed(bridge, hurry);
  const ringsOfRepeats = await sendRepeats(bridge);
  const calls = (await createdRings(bridge)).length - ringsOfRepeats;
  await bridge.end();
  return {
    leads: leadCount,
    concurrency,
    warmUp,
    speed,
    refused: cold.refused + warm.refused,
    acceptedPerSecond: warm.acceptedPerSecond,
    acceptMs: warm.acceptMs,
    leadToCallMs: warm.leadToCallMs,
    cold: { leads: coldCount, acceptMs: cold.acceptMs, leadToCallMs: cold.leadToCallMs },
    cpuMsPerLead: round(cpuMs / leadCount),
    calls,
    callsEqualLeads: calls === warmUp + leadCount,
    callsForOneLeadSentOften: ringsOfRepeats,
  };
}

/** Sends leads and waits until the result of each that was accepted is in the CRM. */
async function sendLeads(bridge: Bridge, first: number, count: number) {
  const before = await countReported(bridge);
  const startedAt = performance.now();
  const posts = await sendAll(bridge, first, count);
  const seconds = (performance.now() - startedAt) / 1000;
  const accepted = posts.filter(({ status }) => status === 200);
  await untilReported(bridge, before + accepted.length);
  const rangAt = new Map((await createdRings(bridge)).map(({ at, phone_number }) => [phone_number, at]));
  return {
    refused: count - accepted.length,
    acceptedPerSecond: round(accepted.length / seconds),
    acceptMs: percentiles(posts.map(({ ms }) => ms)),
    leadToCallMs: percentiles(accepted.map(({ phone, sentAt }) => (rangAt.get(phone) ?? Number.NaN) - sentAt)),
  };
}

/** What the table costs, counted between the functions and the engine, which slows everything down. */
async function measureUnits(count: number) {
  const engine = await startCountingEngine();
  const bridge = await startBridge({ DYNAMODB_ENDPOINT: engine.url });
  const before = { ...engine.units };
  const posts = await sendAll(bridge, 0, count);
  await untilReported(bridge, posts.filter(({ status }) => status === 200).length);
  const { read, write } = engine.units;
  await bridge.end();
  await engine.stop();
  return {
    readUnitsPerLead: round((read - before.read) / count),
    writeUnitsPerLead: round((write - before.write) / count),
  };
}

function startBridge(env: Record<string, string> = {}): Promise<Bridge> {
  const child = fork(new URL("./bridge-process.ts", import.meta.url), { env: { ...process.env, ...env } });
  const next = <T>() => new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = ended.then(() => {
    throw new Error("The bridge ended early");
  });
  return Promise.race([next<Bridge["facts"]>(), failed]).then((facts) => ({
    facts,
    async cpuMs() {
      const answer = next<NodeJS.CpuUsage>();
      child.send("usage");
      const { user, system } = await answer;
      return (user + system) / 1000;
    },
    async end() {
      child.disconnect();
      await ended;
    },
  }));
}

async function sendAll(bridge: Bridge, first: number, count: number): Promise<Post[]> {
  const posts: Post[] = [];
  let next = first;
  const sender = async () => {
    for (let index = next++; index < first + count; index = next++) {
      const lead = { id: `lead-${index}`, first_name: "Lead", last_name: String(index), phone: phoneOf(index) };
      posts.push(await send(bridge, lead));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
  return posts;
}

/** The same lead many times at once. @returns how often it rang */
async function sendRepeats(bridge: Bridge): Promise<number> {
  const phone = phoneOf(warmUp + leadCount);
  const lead = { id: "the-same", first_name: "Same", phone };
  await Promise.all(Array.from({ length: repeats }, () => send(bridge, lead)));
  const rings = async () => (await createdRings(bridge)).filter(({ phone_number }) => phone_number === phone).length;
  await until("it rings", rings, (count) => count > 0);
  await ask(`${bridge.facts.crm.url}/api/tick`, { method: "POST", timeoutMs: askingMs });
  return rings();
}

async function send({ facts }: Bridge, lead: { readonly phone: string }): Promise<Post> {
  const door = Object.values(facts.sources).find(({ connector }) => connector === "json");
  if (!door) throw new Error("The configuration needs a source with the connector json");
  const sentAt = Date.now();
  const startedAt = performance.now();
  const { status } = await ask(door.url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(lead),
    timeoutMs: askingMs,
  });
  return { phone: lead.phone, sentAt, ms: performance.now() - startedAt, status };
}

async function createdRings({ facts }: Bridge): Promise<Ring[]> {
  const { text } = await ask(`${facts.callingly.url}/_standin/rings`, { timeoutMs: askingMs });
  return (JSON.parse(text) as Ring[]).filter(({ by }) => by === "create");
}

async function setSpeed({ facts }: Bridge, factor: number): Promise<void> {
  const { status, text } = await ask(`${facts.callingly.url}/_standin/switches`, {
    method: "PATCH",
    body: JSON.stringify({ speed: factor }),
    timeoutMs: askingMs,
  });
  if (status !== 200) throw new Error(`The stand-in did not take the speed ${factor}: ${text}`);
}

async function untilReported(bridge: Bridge, count: number): Promise<void> {
  await until(
    "every result is in the CRM",
    () => countReported(bridge),
    (found) => found >= count,
  );
}

async function countReported({ facts }: Bridge): Promise<number> {
  const { text } = await ask(`${facts.crm.url}/api/records`, { timeoutMs: askingMs });
  return (JSON.parse(text) as CrmRecord[]).filter(({ calls }) => calls.length > 0).length;
}

async function until<T>(what: string, look: () => Promise<T>, isEnough: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isEnough(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Test numbers that belong to one lead each; those below 0110 end in ways of their own. */
function phoneOf(index: number): string {
  const areaCodes = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228,
  ];
  const areaCode = areaCodes[Math.floor(index / 90)];
  if (areaCode === undefined) throw new Error(`There are test numbers for ${areaCodes.length * 90 - 1} leads only`);
  return `+1${areaCode}5550${110 + (index % 90)}`;
}

function percentiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? Number.NaN);
  return { p50: at(0.5), p99: at(0.99) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

type Result = Awaited<ReturnType<typeof measureTimes>> & Awaited<ReturnType<typeof measureUnits>>;

function report(result: Result): void {
  const isRight = result.callsEqualLeads && result.callsForOneLeadSentOften === 1 && result.refused === 0;
  process.exitCode = isRight ? 0 : 1;
  console.log(json ? JSON.stringify(result) : toText(result));
}

function toText(result: Result): string {
  return `
${result.leads} leads, ${result.concurrency} at a time, after ${result.warmUp} to warm up; bridge, stand-in and demo CRM in one process on this machine
a burst: its calls go ${result.speed} times as fast as in life

  accepted                     ${result.acceptedPerSecond} leads/s${result.refused ? `   (${result.refused} refused)` : ""}
  answer to the sender         p50 ${result.acceptMs.p50} ms   p99 ${result.acceptMs.p99} ms
  POST sent to phone ringing   p50 ${result.leadToCallMs.p50} ms   p99 ${result.leadToCallMs.p99} ms
  first ${String(result.cold.leads).padEnd(2)} leads, cold       answered p50 ${result.cold.acceptMs.p50} ms   p99 ${result.cold.acceptMs.p99} ms; ringing p50 ${result.cold.leadToCallMs.p50} ms   p99 ${result.cold.leadToCallMs.p99} ms
  processor time per lead      ${result.cpuMsPerLead} ms   (up to the result in the CRM; the engine's own is not in it)
  table per lead               ${result.writeUnitsPerLead} write units, ${result.readUnitsPerLead} read units
  calls                        ${result.calls} for ${result.warmUp + result.leads} leads: ${result.callsEqualLeads ? "right" : "WRONG"}
  one lead sent ${repeats} times      ${result.callsForOneLeadSentOften} call${result.callsForOneLeadSentOften === 1 ? "" : "s: WRONG"}
`;
}
