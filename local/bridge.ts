import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { findConnector } from "../lambda/connectors/find-connector.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { sleep } from "../lambda/runtime/sleep.ts";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import type { LeadStore } from "../lambda/store/store.ts";
import { configFingerprint } from "../lib/config-fingerprint.ts";
import type { LocalStage } from "../lib/local-stage.ts";
import { Problem } from "../lib/program/problem.ts";
import { defaultConfigPath, readConfig } from "../lib/read-config.ts";
import { configuredWorld, tokensFor, type WantedAccount } from "../stand-ins/callingly/configured-world.ts";
import { startCallingly } from "../stand-ins/callingly/start.ts";
import { type DemoCrms, demoCrms } from "../stand-ins/crms/index.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import { type Keep, keeper } from "../stand-ins/kit/kept.ts";
import { portInUse, serve } from "../stand-ins/kit/serve.ts";
import { region } from "./aws-names.ts";
import { contactsFor } from "./demo/crm-contact.ts";
import type { DemoFacts } from "./demo/facts.ts";
import { type LivePath, livePath, pathLine } from "./demo/live-path.ts";
import { serveDemo } from "./demo/server.ts";
import { startEngine } from "./engine/engine.ts";
import { takeHold } from "./engine/hold.ts";
import { type BaseUrls, checkFarEnds, type FarEnds, farEndLines, farEndsAt } from "./far-ends.ts";
import { type DoorLog, doorLog, refusedLine } from "./gateway/door-log.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { noteAccounts, refuseVanished } from "./kept-accounts.ts";
import { type Addresses, localEnvironment } from "./local-environment.ts";
import type { Output } from "./output.ts";
import { makeReviewCase, type RehearsalDeps } from "./rehearsal.ts";
import { enterSecret, secretValue, sourceUrl } from "./secret-values.ts";
import { serveSecrets } from "./secrets/server.ts";
import { leaveSessionToken, localCredentials, newSessionToken } from "./session-token.ts";
import { type Assembly, readAssembly } from "./stack/assembly.ts";
import { runStack } from "./stack/run-stack.ts";
import { synthesiseInto, synthesisFolder } from "./stack/synthesise.ts";
import { nothingRuns, type Running, wanted } from "./stack/world.ts";
import { wantedAccounts } from "./wanted-accounts.ts";

/**
 * The whole bridge on one machine: the synthesised stack, and around it what AWS, Callingly and the CRMs are
 * otherwise.
 */

export interface BridgeOptions {
  /** Default: bridge.config.ts */
  readonly configPath?: string | undefined;
  /** Where the bridge listens; the stand-in and the demo page take the ports after it. 0 picks free ones. */
  readonly port: number;
  /** Keeps the table, the keys and the stand-ins' worlds over restarts. */
  readonly dataDir?: string | undefined;
  /** The real Callingly, or a server like it; without it the stand-in is started. */
  readonly callingly?: { readonly apiKey: string; readonly baseUrl?: string | undefined } | undefined;
  /** How many times faster than life the stand-in's calls go. */
  readonly speed?: number | undefined;
  /** Public address that leads to the bridge. */
  readonly callbackBaseUrl?: string | undefined;
  /** Where CRMs are, by name, and platforms, by source; those that are not named stay on this machine. */
  readonly crmBaseUrls?: BaseUrls | undefined;
  readonly platformBaseUrls?: BaseUrls | undefined;
  /** Folder of a stack that was synthesised before; without it the configuration is synthesised now. */
  readonly assembly?: string | undefined;
  /** A running DynamoDB engine; without it one is started. */
  readonly engineUrl?: string | undefined;
  readonly output: Output;
}

export interface RunningBridge extends DemoFacts {
  readonly crm: { readonly url: string };
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
  const gateway = createGateway();
  const running = nothingRuns();
  const path = livePath();
  const door = doorLog({ sources: Object.keys(config.sources), now: () => new Date() });
  door.listen((refused) => output.say(refusedLine(refused)));
  gateway.onAnswered(door.note);
  const around = await openSurroundings(options, { config, keep, gateway, running, path, doorLog: door }, closers);

  const { template, assetFolder } = await openAssembly(options, configPath, closers);

  output.say("Starting it …");
  noteAccounts(config, keep);
  const { url, addresses, sessionToken } = around;
  const { engine } = addresses;
  const world = { ...running, url, engine, sessionToken, assetFolder, output, keep, gateway, closers };
  await runStack(template, { ...world, environmentOf: (variables) => localEnvironment(variables, addresses) });
  await followStreams(running, path, gateway, output);
  // The first thing to stop, so that what is under way can be finished.
  closers.push(around.closeDoor);

  const facts = { url, callingly: around.callingly, sources: sourcesOf(config, url, running, around.crms) };
  around.tell(facts);
  // Registers the webhooks, and catches up on what an earlier run left.
  await Promise.race([around.tick(), patience()]);
  return { ...facts, crm: { url: around.demoUrl }, tick: around.tick };
}

const namedEnds = ({ crmBaseUrls = {}, platformBaseUrls = {} }: BridgeOptions): FarEnds => ({
  crms: crmBaseUrls,
  platforms: platformBaseUrls,
});

// ── what the stack stands on ────────────────────────────────────────────────────────────────────────────────────

interface Inside {
  readonly config: BridgeConfig;
  readonly keep: Keep;
  readonly gateway: Gateway;
  readonly running: Running;
  readonly path: LivePath;
  readonly doorLog: DoorLog;
}

/** Opens the front door, and everything that the functions reach over the network. */
async function openSurroundings(options: BridgeOptions, inside: Inside, closers: Closers) {
  const { output, dataDir } = options;
  const { config, gateway, running, path } = inside;
  const portAfter = (steps: number) => (options.port === 0 ? 0 : options.port + steps);
  const onFailure = output.warn;

  const door = await serve({
    name: "the bridge",
    port: portAfter(0),
    ownPagesOnly: false,
    answer: gateway.answer,
    onFailure,
  });
  closers.push(door.close);
  const callingly = await openCallingly(options, wantedAccounts(config), portAfter(1), closers);

  const sessionToken = newSessionToken();
  const left = leaveSessionToken(sessionToken);
  closers.push(async () => left.remove());
  const crms = demoCrms(config, inside.keep);
  let facts: DemoFacts | undefined;
  const stage = () =>
    facts && localStage(options, running, { url: facts.url, addresses, config, sessionTokenFile: left.file });
  const tick = async () => {
    for (const schedule of running.schedules) await schedule.fire();
  };
  const rehearse = async () => {
    if (!callingly.loseDial)
      throw new Problem("A review case is made with the stand-in only, as with Callingly a phone could ring.");
    const { loseDial } = callingly;
    return withStore({ running, addresses, sessionToken }, (leads) =>
      makeReviewCase({ leads, loseDial, send: plainSender(facts), tick, now, random: Math.random, sleep }),
    );
  };
  const failures = () => [...running.queues.values()].flat();
  const demo = await serveDemo({
    port: portAfter(2),
    crms,
    path,
    doorLog: inside.doorLog,
    facts: () => facts,
    stage,
    failures,
    tick,
    rehearse,
    onFailure,
  });
  closers.push(demo.close);

  const filling = { tokens: callingly.tokens, crms };
  const secrets = await serveSecrets(
    {
      read: (arn) => secretValue(arn, running, filling),
      write: (arn, value) => enterSecret(arn, value, running, filling, inside.keep),
    },
    sessionToken,
    onFailure,
  );
  closers.push(secrets.close);
  const engine = await startEngine({ endpoint: options.engineUrl, dataDir, sessionToken });
  closers.push(engine.stop);

  const addresses: Addresses = {
    engine: engine.url,
    secrets: secrets.url,
    callingly: callingly.baseUrl,
    callback: options.callbackBaseUrl ?? (callingly.facts.stand_in ? door.url : undefined),
    farEnds: farEndsAt(demo.url, config, namedEnds(options)),
  };
  const tell = (known: DemoFacts) => {
    facts = known;
  };
  const { url, close: closeDoor } = door;
  return { url, closeDoor, demoUrl: demo.url, callingly: callingly.facts, addresses, sessionToken, crms, tick, tell };
}

interface CallinglyAccess {
  /** By the token's name. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Undefined: Callingly itself. */
  readonly baseUrl: string | undefined;
  readonly facts: DemoFacts["callingly"];
  /** Undefined where phones really ring. */
  readonly loseDial?: (phone: string) => void;
}

async function openCallingly(
  { callingly, dataDir, speed }: BridgeOptions,
  wanted: readonly WantedAccount[],
  port: number,
  closers: Closers,
): Promise<CallinglyAccess> {
  if (callingly) {
    const { apiKey, baseUrl } = callingly;
    const tokens = new Map(wanted.map(({ token }) => [token, apiKey]));
    return { tokens, baseUrl, facts: { url: baseUrl ?? "https://api.callingly.com", stand_in: false } };
  }
  const populate = configuredWorld(wanted);
  const standIn = await startCallingly({ port, dataDir, speed, populate }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE" ? portInUse("the Callingly stand-in", port) : error;
  });
  closers.push(() => standIn.close());
  const loseDial = (phone: string) =>
    standIn.core.faults.add({
      method: "POST",
      path: "/v1/calls",
      bodyIncludes: phone,
      commit: "never",
      reply: "reset",
    });
  return { tokens: tokensFor(wanted), baseUrl: standIn.url, facts: { url: standIn.url, stand_in: true }, loseDial };
}

/** The assembly that was synthesised before, or is synthesised now. */
async function openAssembly(
  { assembly, dataDir, output }: BridgeOptions,
  configPath: string,
  closers: Closers,
): Promise<Assembly> {
  if (assembly !== undefined && !existsSync(join(assembly, "manifest.json"))) {
    throw new Problem(`There is no synthesised stack in ${assembly}: run \`npx cdk synth\`, or leave out --assembly.`);
  }
  if (assembly !== undefined) return readAssembly(assembly);
  output.say("Synthesising the stack …");
  const folder = synthesisFolder(dataDir);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  closers.push(async () => remove());
  return readAssembly(await synthesiseInto(folder, configPath));
}

interface TablePlace {
  readonly running: Running;
  readonly addresses: Addresses;
  readonly sessionToken: string;
}

/** Gives access to the leads of the running bridge. */
async function withStore<T>(place: TablePlace, use: (leads: LeadStore) => Promise<T>): Promise<T> {
  const { running, addresses, sessionToken } = place;
  const credentials = localCredentials(sessionToken);
  const db = new DynamoDBClient({ endpoint: addresses.engine, region, credentials });
  try {
    return await use(dynamoStore(wanted(running.variables, EnvName.tableName), db).leads);
  } finally {
    db.destroy();
  }
}

/** Posts through a door that takes a person's name and number as they are. */
const plainSender =
  (facts: DemoFacts | undefined): RehearsalDeps["send"] =>
  async (person) => {
    const plain = Object.values(facts?.sources ?? {}).find(({ connector }) =>
      ["json", "html-form"].includes(connector),
    );
    if (!plain) throw new Problem("There is no source of the kind json or html-form: add one to bridge.config.ts.");
    const headers = { "content-type": "application/json" };
    const { status, text } = await ask(plain.url, {
      method: "POST",
      headers,
      body: JSON.stringify(person),
      timeoutMs: sendingMs,
    });
    return status === 200 ? JSON.parse(text).lead_id : undefined;
  };

const sendingMs = 30_000;

interface LocalPlaces {
  readonly url: string;
  readonly addresses: Addresses;
  readonly config: BridgeConfig;
  readonly sessionTokenFile: string;
}

/** The bridge as the command line finds it, with `--local`. */
function localStage(
  { configPath = defaultConfigPath, callingly }: BridgeOptions,
  { variables }: Running,
  { url, addresses, config, sessionTokenFile }: LocalPlaces,
): LocalStage {
  return {
    configPath: resolve(configPath),
    url,
    tableName: wanted(variables, EnvName.tableName),
    secrets: {
      "source-keys": wanted(variables, EnvName.sourceKeysSecret),
      "callback-tokens": wanted(variables, EnvName.callbackTokensSecret),
      "callingly-tokens": wanted(variables, EnvName.callinglyTokensSecret),
      "crm-credentials": wanted(variables, EnvName.crmCredentialsSecret),
      "source-credentials": wanted(variables, EnvName.sourceCredentialsSecret),
    },
    suppressionKey: wanted(variables, EnvName.suppressionKeySecret),
    callinglyBaseUrl: addresses.callingly,
    callbackUrl: addresses.callback,
    deployed: { stage: "local", configFingerprint: configFingerprint(config, "local") },
    standIn: callingly === undefined,
    crmBaseUrls: addresses.farEnds.crms,
    endpoints: { dynamo: addresses.engine, secretsManager: addresses.secrets, sessionTokenFile },
  };
}

// ── what there is to see of it ──────────────────────────────────────────────────────────────────────────────────

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

const sourcesOf = ({ sources }: BridgeConfig, url: string, running: Running, crms: DemoCrms): DemoFacts["sources"] =>
  Object.fromEntries(
    Object.entries(sources).map(([name, { connector, report }]) => {
      const source = { url: sourceUrl(url, name, running), connector, report };
      const title = contactsFor(source, crms) && findConnector(connector)?.title;
      return [name, { ...source, ...(title && { contacts_in: title }) }];
    }),
  );

const now = (): Date => new Date();

const firstTickMs = 5_000;

const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, firstTickMs).unref());
