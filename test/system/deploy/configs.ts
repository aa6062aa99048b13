import { join } from "node:path";

/** What is deployed first, and what then. */
export const configs = {
  first: join(import.meta.dirname, "deployed.config.ts"),
  changed: join(import.meta.dirname, "changed.config.ts"),
} as const;
