import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "../../lambda/config/schema.ts";
import { ownFile } from "../program/places.ts";

/** Which file is the configuration, where nobody has named one. An app in CommonJS may have it in JavaScript. */

const usual = "bridge.config.ts";
const names = [
  usual,
  "bridge.config.mts",
  "bridge.config.cts",
  "bridge.config.js",
  "bridge.config.mjs",
  "bridge.config.cjs",
];

const namesIn = (folder: string): string[] => names.filter((name) => existsSync(join(folder, name)));

/** The configuration in a folder; the usual name, where there is none. */
export const configPathIn = (folder: string): string => join(folder, namesIn(folder)[0] ?? usual);

export const defaultConfigPath = configPathIn(ownFile());

/**
 * Refuses to guess which of two configurations holds.
 * @param named whether somebody said which it is
 * @throws ConfigError naming both
 */
export function refuseTwoConfigs(path: string, named: boolean = process.env.BRIDGE_CONFIG !== undefined): void {
  const folder = dirname(resolve(path));
  if (named || resolve(path) !== configPathIn(folder)) return;
  const there = namesIn(folder);
  if (there.length > 1)
    throw new ConfigError(
      `${folder} has ${there.join(" and ")}, and one alone can hold: delete or rename the others, or name the one with BRIDGE_CONFIG.`,
    );
}
