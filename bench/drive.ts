import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { LocalStageSchema, sessionHeader } from "../lib/local-stage.ts";
import type { DemoFacts } from "../local/demo/facts.ts";
import type { Ring } from "../stand-ins/callingly/model.ts";
import type { SwitchChanges } from "../stand-ins/callingly/switches.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import type { CrmRecord } from "../stand-ins/kit/crm.ts";

/** A bridge in a process of its own: how it is started, sent leads, and asked what came of them. */

export type BridgeFacts = DemoFacts & {
  readonly crm: { readonly url: string };
  /** The address that opens the console. Not of every process that is measured. */
  readonly console?: { readonly url: string };
};

export interface BridgeProcess<Answer> {
  readonly facts: BridgeFacts;
  /** What the process has counted so far. */
  asked(): Promise<Answer>;
  end(): Promise<void>;
}

const patienceMs = 120_000;
export const askingMs = 30_000;
/** Not often, as the answers are long and what makes them is measured. */
const pollMs = 2_000;

/** Starts a script that says where its bridge is, and from then on answers each message. */
export function forkBridge<Answer>(script: URL, env: Record<string, string> = {}): Promise<BridgeProcess<Answer>> {
  const child = fork(script, { env: { ...process.env, ...env } });
  const next = <T>() => new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = ended.then(() => {
    throw new Error("The bridge ended early");
  });
  return Promise.race([next<BridgeFacts>(), failed]).then((facts) => ({
    facts,
    async asked() {
      const answer = next<Answer>();
      child.send("counted?");
      return answer;
    },
    async end() {
      child.disconnect();
      await ended;
    },
  }));
}

/** Posts a lead as JSON. @returns the status of the answer */
export const postLead = (facts: BridgeFacts, lead: { readonly phone: string }): Promise<number> =>
  post(facts, "json", "application/json", JSON.stringify(lead));

/** Posts a lead as a browser sends a form. @returns the status of the answer */
export const postForm = (facts: BridgeFacts, fields: Readonly<Record<string, string>>): Promise<number> =>
  post(facts, "html-form", "application/x-www-form-urlencoded", new URLSearchParams(fields).toString());

async function post({ sources }: BridgeFacts, by: string, type: string, body: string): Promise<number> {
  const door = Object.values(sources).find(({ connector }) => connector === by);
  if (!door) throw new Error(`The configuration needs a source with the connector ${by}`);
  const headers = { "content-type": type, accept: "application/json" };
  const { status } = await ask(door.url, { method: "POST", headers, body, timeoutMs: askingMs });
  return status;
}

/** The lead of a number, with a phone of its own. */
export const leadOf = (index: number) => ({
  id: `lead-${index}`,
  first_name: "Lead",
  last_name: String(index),
  phone: phoneOf(index),
});

/** Test numbers that belong to one lead each; those below 0110 end in ways of their own. */
export function phoneOf(index: number): string {
  const areaCodes = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
    239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
    310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330,
  ];
  const areaCode = areaCodes[Math.floor(index / 90)];
  if (areaCode === undefined) throw new Error(`There are test numbers for ${areaCodes.length * 90 - 1} leads only`);
  return `+1${areaCode}5550${110 + (index % 90)}`;
}

export async function createdRings({ callingly }: BridgeFacts): Promise<Ring[]> {
  const { text } = await ask(`${callingly.url}/_standin/rings`, { timeoutMs: askingMs });
  return (JSON.parse(text) as Ring[]).filter(({ by }) => by === "create");
}

/** How many times faster than life the stand-in's calls go from now on. */
export const setSpeed = (facts: BridgeFacts, speed: number): Promise<void> => setSwitches(facts, { speed });

/** How the stand-in's calls go from now on. */
export async function setSwitches({ callingly }: BridgeFacts, switches: SwitchChanges): Promise<void> {
  const { status, text } = await ask(`${callingly.url}/_standin/switches`, {
    method: "PATCH",
    body: JSON.stringify(switches),
    timeoutMs: askingMs,
  });
  if (status !== 200) throw new Error(`The stand-in did not take ${JSON.stringify(switches)}: ${text}`);
}

export async function untilReported(facts: BridgeFacts, count: number): Promise<void> {
  await until(
    "every result is in the CRM",
    () => countReported(facts),
    (found) => found >= count,
  );
}

/** What its own server tells whoever started it, or does for them. */
export async function askOwnApi({ crm }: BridgeFacts, path: string, request: Parameters<typeof ask>[1]) {
  const { text } = await ask(`${crm.url}/api/stage`, { timeoutMs: askingMs });
  const { sessionTokenFile } = LocalStageSchema.parse(JSON.parse(text)).endpoints;
  const headers = { [sessionHeader]: await readFile(sessionTokenFile, "utf8") };
  return ask(`${crm.url}/api/${path}`, { ...request, headers });
}

export async function countReported(facts: BridgeFacts): Promise<number> {
  const { text } = await askOwnApi(facts, "records", { timeoutMs: askingMs });
  return (JSON.parse(text) as CrmRecord[]).filter(({ calls }) => calls.length > 0).length;
}

export async function until<T>(
  what: string,
  look: () => Promise<T>,
  isEnough: (seen: T) => boolean,
  everyMs = pollMs,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isEnough(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Gave up waiting: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
