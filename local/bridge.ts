import { mkdirSync } from "node:fs";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { findConnector } from "../lambda/connectors/find-connector.ts";
import { defaultConfigPath, readConfig } from "../lib/synth/read-config.ts";
import type { DemoCrms } from "../stand-ins/crms/index.ts";
import { keeper } from "../stand-ins/kit/kept.ts";
import { type BridgeOptions, namedEnds } from "./bridge-options.ts";
import { contactsFor } from "./demo/crm-contact.ts";
import type { Diary } from "./demo/diaries.ts";
import type { DemoFacts } from "./demo/facts.ts";
import { type LivePath, livePath, pathLine } from "./demo/live-path.ts";
import { takeHold } from "./engine/hold.ts";
import { checkFarEnds, farEndLines } from "./far-ends.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { refusalLog, refusedLine } from "./gateway/refusal-log.ts";
import { noteAccounts, refuseVanished } from "./kept-accounts.ts";
import { localEnvironment } from "./local-environment.ts";
import type { Output } from "./output.ts";
import { sourceUrl } from "./secret-values.ts";
import { openAssembly } from "./stack/open-assembly.ts";
import { runStack } from "./stack/run-stack.ts";
import { nothingRuns, type Running } from "./stack/world.ts";
import { openSurroundings } from "./surroundings.ts";

/**
 * The whole bridge on one machine: the synthesised stack, and around it what AWS, Callingly and the CRMs are
 * otherwise.
 */

export interface RunningBridge extends DemoFacts {
  readonly crm: { readonly url: string };
  /** Opens the console in a browser: it holds the token. */
  readonly console: { readonly url: string };
  /** Fires every schedule once. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

type Closers = (() => Promise<void>)[];

/**
 * Starts the bridge.
 * @throws Problem or ConfigError when somebody has to change something first
 */
export async function startBridge(options: BridgeOptions): Promise<RunningBridge> {
  const closers: Closers = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: BridgeOptions, closers: Closers): Promise<Omit<RunningBridge, "close">> {
  const { configPath = defaultConfigPath, output, dataDir } = options;
  const config = await readConfig(configPath);
  checkFarEnds(config, namedEnds(options));
  for (const line of farEndLines(config, namedEnds(options))) output.say(line);
  if (dataDir !== undefined) {
    mkdirSync(dataDir, { recursive: true });
    await takeHold(dataDir);
  }
  const keep = keeper(dataDir);
  refuseVanished(config, keep, dataDir);
  // Beside everything else, as it may take the longest.
  const assembly = openAssembly(options, config, configPath);
  assembly.catch(() => undefined);
  const gateway = createGateway();
  const running = nothingRuns();
  const path = livePath();
  const door = refusalLog({ sources: Object.keys(config.sources), now: () => new Date() });
  door.listen((refused) => output.say(refusedLine(refused)));
  gateway.onAnswered(door.note);
  const around = await openSurroundings(options, { config, keep, gateway, running, path, refusalLog: door }, closers);

  const { template, assetFolder } = await assembly;

  output.say("Starting it …");
  noteAccounts(config, keep);
  const { url, addresses, sessionToken } = around;
  const { engine } = addresses;
  const world = { ...running, url, engine, sessionToken, assetFolder, output, keep, gateway, closers };
  await runStack(template, { ...world, environmentOf: (variables) => localEnvironment(variables, addresses) });
  await followStreams(running, path, gateway, output);
  // The first thing to stop, so that what is under way can be finished.
  closers.push(around.closeDoor);

  const facts = { url, callingly: around.callingly, sources: sourcesOf(config, url, running, around) };
  around.tell(facts);
  // Registers the webhooks, and catches up on what an earlier run left.
  await Promise.race([around.tick(), patience()]);
  return { ...facts, crm: { url: around.demoUrl }, console: { url: around.consoleUrl }, tick: around.tick };
}

/** From here on records are handed on, and each step of a lead is shown. */
async function followStreams({ streams }: Running, path: LivePath, gateway: Gateway, output: Output): Promise<void> {
  path.listen((lead, steps) => {
    for (const step of steps) output.say(pathLine(lead, step));
  });
  for (const stream of streams.values()) {
    stream.follow("live path", path);
    await stream.begin();
    gateway.onAnswered(() => stream.wake());
  }
}

const sourcesOf = (
  { sources }: BridgeConfig,
  url: string,
  running: Running,
  { crms, diaries }: { readonly crms: DemoCrms; readonly diaries: ReadonlyMap<string, Diary> },
): DemoFacts["sources"] =>
  Object.fromEntries(
    Object.entries(sources).map(([name, { connector, report }]) => {
      const source = { url: sourceUrl(url, name, running), connector, report };
      const contacts_in = contactsFor(source, crms) && findConnector(connector)?.title;
      const diary = diaries.get(name);
      const plans = diary && { title: diary.title, kinds: diary.kinds, can_finish: diary.finish !== undefined };
      return [name, { ...source, ...(contacts_in && { contacts_in }), ...(plans && { plans }) }];
    }),
  );

const firstTickMs = 5_000;

const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, firstTickMs).unref());
