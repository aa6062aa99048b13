import { Problem } from "../../lib/program/problem.ts";
import { purposesOf, type SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { entriesOf } from "./entries.ts";

/** Which entries are there, and which the configuration needs. Never a value. */
export async function listSecrets(stage: Stage): Promise<SecretRow[]> {
  const lists = await Promise.all(purposesOf(stage).map((purpose) => entriesIn(stage, purpose)));
  return lists.flat();
}

export interface SecretRow {
  readonly purpose: SecretPurpose;
  readonly entry: string;
  /** `missing`: the configuration needs it. `unused`: it does not. */
  readonly state: "set" | "missing" | "unused" | "unreadable";
}

async function entriesIn(stage: Stage, purpose: SecretPurpose): Promise<SecretRow[]> {
  const value = await stage.secrets.read(purpose).catch((error: unknown) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });
  if (value === undefined) return [{ purpose, entry: "", state: "unreadable" }];
  const set = entriesOf(value);
  const needed = neededIn(stage, purpose);
  const isOf = (entry: string, name: string) => entry === name || entry.startsWith(`${name}.`);
  const missing = needed.filter((name) => !set.some((entry) => isOf(entry, name)));
  const isUsed = (entry: string) => needed.length === 0 || needed.some((name) => isOf(entry, name));
  return [
    ...set.map((entry) => ({ purpose, entry, state: isUsed(entry) ? ("set" as const) : ("unused" as const) })),
    ...missing.map((entry) => ({ purpose, entry, state: "missing" as const })),
  ];
}

/** Empty where nothing can be said to be needed. */
function neededIn({ bridge, config }: Stage, purpose: SecretPurpose): string[] {
  switch (purpose) {
    case "source-keys":
    case "callback-tokens":
    case "origin-header":
      return [];
    case "callingly-tokens":
      return [...new Set(bridge.accounts.map(({ token }) => token))];
    case "crm-credentials":
      return [...new Set(Object.values(config.sources).flatMap(({ report }) => report))];
    case "source-credentials":
      return Object.keys(config.sources).filter((name) => bridge.source(name)?.intake.platform !== undefined);
  }
}
