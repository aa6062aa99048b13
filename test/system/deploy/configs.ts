import { join } from "node:path";

export interface Configs {
  /** What is deployed first. */
  readonly first: string;
  /** What then. */
  readonly changed: string;
}

/** Of the clone. */
export const configs: Configs = {
  first: join(import.meta.dirname, "deployed.config.ts"),
  changed: join(import.meta.dirname, "changed.config.ts"),
};
