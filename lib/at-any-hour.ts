import type { BridgeConfig } from "../lambda/config/schema.ts";

/**
 * A configuration for where nobody is rung: its sources ring at any hour, but for those that name their hours themselves.
 * @param by who answers for it
 */
export const atAnyHour = (config: BridgeConfig, by: string): BridgeConfig => ({
  ...config,
  sources: Object.fromEntries(
    Object.entries(config.sources).map(([name, source]) => {
      const isUsual = typeof source.hours === "object" && "usual" in source.hours;
      return [name, isUsual ? { ...source, hours: { off: { by, reason: "nobody is rung here" } } } : source];
    }),
  ),
});
