import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { startCountingEngine } from "./counting-engine.ts";
import { doorRows, measureCrmDoors } from "./crm-doors.ts";
import {
  askingMs,
  askOwnApi,
  type BridgeFacts,
  countReported,
  createdRings,
  forkBridge,
  leadOf,
  phoneOf,
  postLead,
  setSpeed,
  until,
  untilReported,
} from "./drive.ts";
import { measureBesideFloor, rowsOf } from "./floor/beside-floor.ts";
import { measurePlaces, type PlacesMeasured } from "./places.ts";

/**
 * `npm run bench:path`: the whole path of many leads on this machine, from the POST to the ring and on to the CRM. It
 * says nothing about AWS, where each part has a machine of its own; it compares one version of the bridge with another.
 */

const {
  leads: leadCount,
  concurrency,
  warmUp,
  speed,
  floor,
  crms,
  json,
} = new Command("npm run bench:path --")
  .option("--leads <count>", "different leads to send", Number, 200)
  .option("--concurrency <count>", "requests under way at a time", Number, 20)
  .option("--warm-up <count>", "leads sent before those that are measured, as code runs slowly at first", Number, 100)
  .option("--speed <factor>", "how many times faster than life the calls of the measured leads go", Number, 2)
  .option("--floor", "only accept and dial, beside the least that a bridge can do")
  .option("--crms", "only accept, with a request of each CRM beside a form's JSON, in memory")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{
    leads: number;
    concurrency: number;
    warmUp: number;
    speed: number;
    floor?: true;
    crms?: true;
    json?: true;
  }>();

/** The first leads of all, which meet functions that have just been loaded. */
const coldCount = Math.min(20, warmUp);
const repeats = 100;
const pacedConfig = fileURLToPath(new URL("./path.config.ts", import.meta.url));
/** Calls of leads that are not measured are over soon. */
const hurry = 10;

interface Bridge {
  readonly facts: BridgeFacts;
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

endWithNpm();
if (floor) {
  const measured = await measureBesideFloor({ leads: leadCount, concurrency, warmUp });
  if (json) console.log(JSON.stringify(measured));
  else console.table(rowsOf(measured));
  process.exit();
}
if (crms) {
  const doors = await measureCrmDoors();
  if (json) console.log(JSON.stringify(doors));
  else console.table(doorRows(doors));
  process.exit();
}
const timed = await measureTimes();
const units = await measureUnits(Math.min(leadCount, 50));
report({ ...timed, ...units, limits: await measurePlaces() });

/** How fast it is, against the bare engine. */
async function measureTimes() {
  const bridge = await startBridge();
  const cold = await sendLeads(bridge, 0, coldCount);
  await sendLeads(bridge, coldCount, warmUp - coldCount);
  // In life a burst of leads has long been dialled when the first of its calls ends; in a hurry the reports would
  // compete with the dials.
  await setSpeed(bridge.facts, speed);
  const cpuBefore = await bridge.cpuMs();
  const warm = await sendLeads(bridge, warmUp, leadCount);
  const cpuMs = (await bridge.cpuMs()) - cpuBefore;
  await setSpeed(bridge.facts, hurry);
  const ringsOfRepeats = await sendRepeats(bridge);
  const calls = (await createdRings(bridge.facts)).length - ringsOfRepeats;
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
  const before = await countReported(bridge.facts);
  const startedAt = performance.now();
  const posts = await sendAll(bridge, first, count);
  const seconds = (performance.now() - startedAt) / 1000;
  const accepted = posts.filter(({ status }) => status === 200);
  await untilReported(bridge.facts, before + accepted.length);
  const rangAt = new Map((await createdRings(bridge.facts)).map(({ at, phone_number }) => [phone_number, at]));
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
  const bridge = await startBridge({ DYNAMODB_ENDPOINT: engine.url, BRIDGE_CONFIG: pacedConfig });
  const before = structuredClone(engine.units);
  const posts = await sendAll(bridge, 0, count);
  await untilReported(bridge.facts, posts.filter(({ status }) => status === 200).length);
  const { read, write, of } = structuredClone(engine.units);
  await bridge.end();
  await engine.stop();
  const writtenIn = (part: string) => round(((of[part]?.write ?? 0) - (before.of[part]?.write ?? 0)) / count);
  return {
    readUnitsPerLead: round((read - before.read) / count),
    writeUnitsPerLead: round((write - before.write) / count),
    writeUnitsOf: Object.fromEntries(Object.keys(of).map((part) => [part, writtenIn(part)])),
  };
}

async function startBridge(env: Record<string, string> = {}): Promise<Bridge> {
  const bridge = await forkBridge<NodeJS.CpuUsage>(new URL("./bridge-process.ts", import.meta.url), env);
  return {
    facts: bridge.facts,
    async cpuMs() {
      const { user, system } = await bridge.asked();
      return (user + system) / 1000;
    },
    end: bridge.end,
  };
}

async function sendAll(bridge: Bridge, first: number, count: number): Promise<Post[]> {
  const posts: Post[] = [];
  let next = first;
  const sender = async () => {
    for (let index = next++; index < first + count; index = next++) {
      posts.push(await send(bridge, leadOf(index)));
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
  const rings = async () =>
    (await createdRings(bridge.facts)).filter(({ phone_number }) => phone_number === phone).length;
  await until("it rings", rings, (count) => count > 0);
  await askOwnApi(bridge.facts, "tick", { method: "POST", timeoutMs: askingMs });
  return rings();
}

async function send({ facts }: Bridge, lead: { readonly phone: string }): Promise<Post> {
  const sentAt = Date.now();
  const startedAt = performance.now();
  const status = await postLead(facts, lead);
  return { phone: lead.phone, sentAt, ms: performance.now() - startedAt, status };
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

type Result = Awaited<ReturnType<typeof measureTimes>> &
  Awaited<ReturnType<typeof measureUnits>> & { readonly limits: PlacesMeasured };

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
  table per lead               ${result.writeUnitsPerLead} write units (${Object.entries(result.writeUnitsOf)
    .map(([part, count]) => `${part} ${count}`)
    .join(", ")}), ${result.readUnitsPerLead} read units; the pace is in it
  limits of a public form      ${result.limits.perHour} write units a lead for the form's, ${result.limits.perVisitor} for the visitor's, at ${result.limits.leads} leads an hour
  calls                        ${result.calls} for ${result.warmUp + result.leads} leads: ${result.callsEqualLeads ? "right" : "WRONG"}
  one lead sent ${repeats} times      ${result.callsForOneLeadSentOften} call${result.callsForOneLeadSentOften === 1 ? "" : "s: WRONG"}
`;
}
