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
