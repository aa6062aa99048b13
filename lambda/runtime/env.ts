import * as z from "zod/mini";
import { EnvName } from "./env-names.ts";

/** Reads the variables a function needs and complains about all that are missing at once. */
export function readEnv<Name extends keyof typeof EnvName>(
  names: readonly Name[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<Name, string> {
  const missing = names.filter((name) => !env[EnvName[name]]).map((name) => EnvName[name]);
  if (missing.length > 0) throw new Error(`Environment variables are missing: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, env[EnvName[name]] ?? ""])) as Record<Name, string>;
}

/** A variable that may be left out. */
export const optionalEnv = (
  name: keyof typeof EnvName,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => env[EnvName[name]] || undefined;

/** A variable with addresses by name, as JSON; empty when it is left out. */
export const addressesIn = (name: "crmBaseUrls" | "platformBaseUrls"): Record<string, string> =>
  z.parse(z.record(z.string(), z.string()), JSON.parse(optionalEnv(name) ?? "{}"));

/** The origins that the environment itself names: only these may be in the operator's private network. */
export function namedOrigins(...addresses: readonly (string | undefined)[]): (origin: string) => boolean {
  const origins = new Set(addresses.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : [])));
  return (origin) => origins.has(origin);
}
