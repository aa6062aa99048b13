import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { timing } from "../../lambda/lead/timing.ts";
import { synthesise } from "../../lib/synth/synthesise.ts";
import { startCountingEngine } from "../counting-engine.ts";
import { type BridgeFacts, forkBridge, postForm, setSwitches, untilReported } from "../drive.ts";
import { measurePlaces } from "../places.ts";
import type { Seen } from "./bridge-process.ts";
import { type BilledTemplate, type Counted, countTemplate } from "./count-template.ts";
import { fieldsOf } from "./form-lead.ts";
import type { Measured } from "./measured.ts";
import { rounded, shares, type Taken, ticksIn } from "./shares.ts";
import { bytesIn } from "./table-size.ts";

export interface MeasureOptions {
  readonly leads: number;
  /** Minutes in which nothing is sent. */
  readonly idleMinutes: number;
  /** Processes that import each bundle. */
  readonly imports: number;
  readonly say: (text: string) => void;
}

/** One at a time, and not faster than an account may dial: most leads come alone. */
const betweenLeadsMs = 1_500;
/** Calls go so many times faster than life. They tell the same, only sooner. */
const speed = 10;
const minuteMs = 60_000;
/** Until recording and transcript of the last call were asked for, which the minute's tick does, and have been written. */
const settlingMs = timing.lateParts[0] + 1.5 * minuteMs;

/** Words of five minutes. */
const transcriptWords = 750;
/** After this a lead and its calls have lost their payload: a day more than `payloadDays` is unless configured. */
const untilStripped = 91 * timing.day;
/** Until the ticks have stripped all of them. */
const strippingMs = 2.5 * minuteMs;
/** Loads of `/form.js` that are measured. */
const views = 50;

/** What leads take, what a minute without any takes, and what stands in the template. */
export async function measure({ leads, idleMinutes, imports, say }: MeasureOptions): Promise<Measured> {
  say("Importing each function …");
  const importMs = await timeImports(imports);
  const template = await countStack();
  say("Taking the places of an hour …");
  const places = await measurePlaces();
  const engine = await startCountingEngine();
  const start = async (env: Record<string, string> = {}) => {
    const script = new URL("./bridge-process.ts", import.meta.url);
    const bridge = await forkBridge<Seen>(script, { DYNAMODB_ENDPOINT: engine.url, BRIDGE_CONFIG: config, ...env });
    const take = async (): Promise<Taken> => ({ units: structuredClone(engine.units), seen: await bridge.asked() });
    return { ...bridge, take };
  };

  const bridge = await start();
  // First of all, as what leads set off goes on for an hour, though only for those without a transcript.
  say(`Doing nothing for ${idleMinutes} minutes …`);
  const atFirst = await bridge.take();
  await pause(idleMinutes * minuteMs);
  const before = await bridge.take();
  const perTick = shares(atFirst, before, ticksIn(atFirst, before));
  const ticks = (from: Taken, to: Taken) => ({ each: perTick, count: ticksIn(from, to) });

  say(`Loading /form.js ${views} times …`);
  const formJsBytes = await loadScript(bridge.facts);
  const looked = await bridge.take();
  say(`Sending ${leads} leads, one every ${betweenLeadsMs / 1000} s …`);
  await setSwitches(bridge.facts, { speed, transcriptWords });
  await sendAll(bridge.facts, leads);
  const load = rounded(loadavg()[0] ?? 0);
  say(`Waiting ${settlingMs / minuteMs} minutes for recordings and transcripts …`);
  await pause(settlingMs);
  const after = await bridge.take();
  const stored = await bytesIn(engine.engine);
  await bridge.end();

  say(`Waiting ${strippingMs / minuteMs} minutes, ${untilStripped / timing.day} days later …`);
  const old = await start({ NODE_OPTIONS: `--import=${clockAhead(untilStripped)}` });
  const atNoPayload = { ...(await old.take()), units: after.units };
  await pause(strippingMs);
  const stripped = await old.take();
  const storedLater = await bytesIn(engine.engine);
  await old.end();
  await engine.stop();

  const each = (bytes: number) => Math.round(bytes / leads);
  return {
    on: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`,
    load,
    leads,
    ticks: ticksIn(atFirst, before),
    perLead: shares(looked, after, leads, ticks(looked, after)),
    perTick,
    perView: shares(before, looked, views, ticks(before, looked)),
    perStrip: shares(atNoPayload, stripped, leads, ticks(atNoPayload, stripped)),
    places,
    formJsBytes,
    storedBytesPerLead: each(stored),
    strippedBytesPerLead: each(storedLater),
    importMs,
    template,
  };
}

/** As bridge.config.ts, at the pace that Callingly has. */
const config = fileURLToPath(new URL("./form-lead.config.ts", import.meta.url));

const clockAhead = (ms: number): string => `${new URL("./clock-ahead.mjs", import.meta.url).href}?ms=${ms}`;

/** @returns the bytes of an answer, without what TLS and TCP add */
async function loadScript({ url }: BridgeFacts): Promise<number> {
  let bytes = 0;
  for (let view = 0; view < views; view += 1) {
    const answer = await fetch(`${url}/form.js`);
    if (!answer.ok) throw new Error(`/form.js was answered ${answer.status}`);
    const head = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`);
    bytes = Buffer.byteLength(head.join("") + (await answer.text()));
  }
  return bytes;
}

/** What the stack of bridge.config.ts has, as it would be deployed without further settings. */
export async function countStack(): Promise<Counted> {
  const dir = await mkdtemp(join(tmpdir(), "callingly-bridge-cost-"));
  try {
    const { stack } = await synthesise({
      outdir: join(dir, "assembly"),
      bundleDir: join(dir, "functions"),
      validation: false,
    });
    return countTemplate(stack.template as BilledTemplate);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function sendAll(facts: BridgeFacts, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const status = await postForm(facts, fieldsOf(index));
    if (status !== 200) throw new Error(`Lead ${index} was answered ${status}`);
    await pause(betweenLeadsMs);
  }
  await untilReported(facts, count);
}

async function timeImports(runs: number): Promise<Record<string, number>> {
  const script = join(import.meta.dirname, "../cold.ts");
  const args = ["--import", "tsx", script, "--json", "--runs", String(runs)];
  const { functions } = JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as {
    functions: Record<string, { ms: number }>;
  };
  return Object.fromEntries(Object.entries(functions).map(([name, { ms }]) => [inPascalCase(name), ms]));
}

/** `accept-lead` is called `AcceptLead` in the template. */
const inPascalCase = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
