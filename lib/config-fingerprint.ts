import { createHash } from "node:crypto";
import type { BridgeConfig } from "../lambda/config/schema.ts";

/** The same for two checked configurations exactly when they say the same, in whatever order. */
export function configFingerprint(config: BridgeConfig): string {
  return createHash("sha256").update(JSON.stringify(config, inOrder)).digest("hex").slice(0, 12);
}

/** Objects with their keys sorted; lists as they are, because their order may count. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
