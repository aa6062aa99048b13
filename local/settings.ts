import { Command, InvalidArgumentError } from "commander";
import * as z from "zod";
import { Problem } from "../lib/program/problem.ts";
import { defaultSwitches } from "../stand-ins/callingly/switches.ts";
import type { BridgeOptions } from "./bridge-options.ts";

/** The settings of `npm start`, from its options and the environment. */
export interface Settings extends Omit<BridgeOptions, "output"> {
  readonly json: boolean;
  readonly verbose: boolean;
}

interface Options {
  readonly port: number;
  readonly data?: string;
  readonly assembly?: string;
  readonly speed: number;
  readonly json?: true;
  readonly verbose?: true;
}

const command = () =>
  new Command("npm start --")
    .description(
      "The whole bridge on this machine: the stack as it is deployed, against a Callingly that rings nobody.",
    )
    .option(
      "--port <port>",
      "where the bridge listens on 127.0.0.1; the Callingly stand-in and the demo page take the next two ports; 0 for any free ones",
      toPort,
      8787,
    )
    .option("--data <folder>", "keep leads, keys and results in this folder; otherwise they are forgotten at the end")
    .option(
      "--speed <factor>",
      "how many times faster than life the stand-in's calls go",
      toSpeed,
      defaultSwitches.speed,
    )
    .option("--assembly <folder>", "run what `npx cdk synth` left in this folder, instead of synthesising now")
    .option("--json", "print one JSON line when ready, and nothing else")
    .option("--verbose", "show what the functions log")
    .addHelpText(
      "after",
      `
Environment:
  BRIDGE_CONFIG       another configuration than bridge.config.ts
  CALLINGLY_API_KEY   dial with the real Callingly: REAL PHONES RING
  CALLINGLY_BASE_URL  with the key: another server that speaks Callingly's API, without /v1
  CRM_BASE_URLS       JSON, by the CRM's name: where results go instead of to the demo, {"sales": "http://127.0.0.1:9999"}
  PLATFORM_BASE_URLS  JSON, by the source's name: where leads are fetched that come as an id; without an address
                      they are held, unless a CRM that is played here has them
  CALLBACK_BASE_URL   public address that leads to the bridge, for Callingly's webhooks
  DYNAMODB_ENDPOINT   a running DynamoDB engine, instead of the built-in one`,
    );

/** @throws Problem when the environment contradicts itself; wrong options end the process with a word */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const { port, data, assembly, speed, json, verbose } = command().parse(args, { from: "user" }).opts<Options>();
  const given = (name: string) => env[name] || undefined;
  const apiKey = given("CALLINGLY_API_KEY");
  const baseUrl = toAddress("CALLINGLY_BASE_URL", given("CALLINGLY_BASE_URL"));
  if (baseUrl !== undefined && apiKey === undefined) {
    throw new Problem(
      "CALLINGLY_BASE_URL is set without CALLINGLY_API_KEY: set the key too, or unset the address to use the stand-in.",
    );
  }
  return {
    configPath: given("BRIDGE_CONFIG"),
    port,
    dataDir: data,
    assembly,
    speed,
    callingly: apiKey === undefined ? undefined : { apiKey, baseUrl },
    callbackBaseUrl: toAddress("CALLBACK_BASE_URL", given("CALLBACK_BASE_URL")),
    crmBaseUrls: toAddresses("CRM_BASE_URLS", given("CRM_BASE_URLS")),
    platformBaseUrls: toAddresses("PLATFORM_BASE_URLS", given("PLATFORM_BASE_URLS")),
    engineUrl: toAddress("DYNAMODB_ENDPOINT", given("DYNAMODB_ENDPOINT")),
    json: json ?? false,
    verbose: verbose ?? false,
  };
}

const highestPort = 65_535;

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= highestPort - 2) return port;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${highestPort - 2}.`);
}

function toSpeed(text: string): number {
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidArgumentError("It must be a number greater than 0.");
}

function isAddress(text: string): boolean {
  return /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "");
}

function toAddress(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isAddress(text)) return text?.replace(/\/+$/, "");
  throw new Problem(`${name} is no address: write it as https://host or http://127.0.0.1:port.`);
}

const AddressesSchema = z.record(z.string(), z.string().refine(isAddress));

function toAddresses(name: string, text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const read = AddressesSchema.safeParse(parsed(text));
  if (read.success) {
    return Object.fromEntries(Object.entries(read.data).map(([key, url]) => [key, url.replace(/\/+$/, "")]));
  }
  throw new Problem(`${name} is no JSON of addresses by name: write it as '{"sales": "http://127.0.0.1:9999"}'.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
