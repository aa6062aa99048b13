import { createHash } from "node:crypto";
import type { BridgeConfig } from "../lambda/config/schema.ts";

/**
 * The same for two checked configurations exactly when they say the same for a stage, in whatever order. Settings of
 * other stages do not count.
 */
export function configFingerprint({ stages, ...config }: BridgeConfig, stage: string): string {
  const own = Object.hasOwn(stages, stage) ? stages[stage] : {};
  const text = JSON.stringify({ ...config, stage: own }, inOrder);
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Objects with their keys sorted; lists as they are, because their order may count. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
