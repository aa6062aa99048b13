import * as z from "zod";
import { Problem } from "../lib/program/problem.ts";
import { type StartOptions, startCommand } from "../lib/program/start-command.ts";
import { byScripts, typedIn } from "../lib/program/typed.ts";
import { defaultSwitches } from "../stand-ins/callingly/switches.ts";
import type { BridgeOptions } from "./bridge-options.ts";

/** The settings of `npm start`, from its options and the environment. */
export interface Settings extends Omit<BridgeOptions, "output"> {
  readonly json: boolean;
  readonly verbose: boolean;
}

/** @throws Problem when the environment contradicts itself; wrong options end the process with a word */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const typed = typedIn(process.cwd());
  const { port, data, assembly, speed, json, verbose } = startCommand(
    typed === byScripts ? "npm start --" : typed.start,
  )
    .parse(args, { from: "user" })
    .opts<StartOptions>();
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
    speed: speed ?? defaultSwitches.speed,
    callingly: apiKey === undefined ? undefined : { apiKey, baseUrl },
    callbackBaseUrl: toAddress("CALLBACK_BASE_URL", given("CALLBACK_BASE_URL")),
    crmBaseUrls: toAddresses("CRM_BASE_URLS", given("CRM_BASE_URLS")),
    platformBaseUrls: toAddresses("PLATFORM_BASE_URLS", given("PLATFORM_BASE_URLS")),
    engineUrl: toAddress("DYNAMODB_ENDPOINT", given("DYNAMODB_ENDPOINT")),
    json: json ?? false,
    verbose: verbose ?? false,
  };
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
