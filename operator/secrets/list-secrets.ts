import { Problem } from "../../lib/program/problem.ts";
import { purposesOf, type SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { entriesOf } from "./entries.ts";
import { neededCrms } from "./needed-crms.ts";
import { CAPTCHA_SECRET, sourcesWithSecret } from "./try-captcha.ts";

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
  // What else opens a source, or is signed with, only its vendor knows.
  const known = purpose === "source-keys" ? [] : [...needed, ...optionalIn(stage, purpose)];
  const isOf = (entry: string, name: string) => entry === name || entry.startsWith(`${name}.`);
  const missing = needed.filter((name) => !set.some((entry) => isOf(entry, name)));
  const isUsed = (entry: string) => known.length === 0 || known.some((name) => isOf(entry, name));
  return [
    ...set.map((entry) => ({ purpose, entry, state: isUsed(entry) ? ("set" as const) : ("unused" as const) })),
    ...missing.map((entry) => ({ purpose, entry, state: "missing" as const })),
  ];
}

/** Empty where nothing can be said to be needed. */
function neededIn(stage: Stage, purpose: SecretPurpose): string[] {
  const { bridge } = stage;
  switch (purpose) {
    case "source-keys":
      return sourcesWithSecret(stage).map((name) => `sources.${name}.${CAPTCHA_SECRET}`);
    case "callback-tokens":
    case "origin-header":
      return [];
    case "callingly-tokens":
      return [...new Set(bridge.accounts.map(({ token }) => token))];
    case "crm-credentials":
      return neededCrms(stage);
    case "source-credentials":
      return fetching(stage).filter((name) => bridge.source(name)?.platformCrm === undefined);
  }
}

/** A source whose leads are a CRM's records is fetched with that CRM's access, unless it has credentials of its own. */
const optionalIn = (stage: Stage, purpose: SecretPurpose): string[] =>
  purpose === "source-credentials" ? fetching(stage) : [];

const fetching = ({ bridge, config }: Stage): string[] =>
  Object.keys(config.sources).filter((name) => bridge.source(name)?.intake.platform !== undefined);
