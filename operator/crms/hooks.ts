import { aboutOf } from "../../lambda/connectors/about.ts";
import type { Hook, Hooks } from "../../lambda/connectors/contract/hooks.ts";
import type { CrmHttp } from "../../lambda/connectors/contract/reporter.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import { keysOfSource, SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { Problem } from "../../lib/program/problem.ts";
import { listSources } from "../sources/list-sources.ts";
import type { Stage } from "../stage/stage.ts";

/** By what a CRM tells the sources of its records, event by event, and how it is mended. */

export interface NeededHook {
  readonly source: string;
  readonly event: string;
  /**
   * `sends`: as it should. `stopped`: the CRM sends no more. `other key`: it sends to an address with a key that the source
   * does not take. `missing`: there is none.
   */
  readonly status: "sends" | "stopped" | "other key" | "missing";
  /** The CRM's word, of one that is there. */
  readonly state?: string | undefined;
  /** Whether it can be mended from here. What is missing at some CRMs a person has to make there. */
  readonly canArm: boolean;
}

/** @param connector of the CRM */
export type HooksOf = (connector: string) => Hooks | undefined;
export const knownHooks: HooksOf = (connector) => aboutOf(connector)?.hooks;

/** What is done about one that can be mended from here. @param crm its name in the configuration */
export const armIt = (crm: string): string => `Have it send: bridge crms hooks ${crm} --arm`;

/** What is done about one that a person has to make. */
export const makeIt = (crm: string, connector: string): string =>
  `Make it at ${crm}, where it takes a person: docs/sources/${connector}.md says how.`;

const PATIENCE_MS = 60_000;

/**
 * @returns undefined for a CRM that shows no subscriptions
 * @throws Problem when the CRM has no credentials, or does not show them
 */
export async function hooksIn(
  stage: Stage,
  name: string,
  hooksOf: HooksOf = knownHooks,
): Promise<readonly NeededHook[] | undefined> {
  const opened = await open(stage, name, hooksOf);
  return opened && look(opened);
}

/**
 * Has the CRM send again by what it has stopped, and makes what is missing where that can be done. What sends already is
 * left alone.
 * @returns how it stands afterwards
 * @throws as {@link hooksIn}
 */
export async function armHooks(
  stage: Stage,
  name: string,
  hooksOf: HooksOf = knownHooks,
): Promise<readonly NeededHook[] | undefined> {
  const opened = await open(stage, name, hooksOf);
  if (!opened) return undefined;
  const { hooks, http, doors } = opened;
  for (const { status, source, event, hook } of await look(opened)) {
    const address = doors.find((door) => door.source === source)?.url ?? "";
    if (status === "stopped" && hook) await asked(name, () => hooks.rearm(http, hook));
    else if (status !== "sends") await asked(name, async () => hooks.subscribe?.(http, { event, address }));
  }
  return look(opened);
}

interface Opened {
  readonly crm: string;
  readonly hooks: Hooks;
  readonly http: CrmHttp;
  readonly doors: readonly Door[];
}

/** A source whose leads are the CRM's records. */
interface Door {
  readonly source: string;
  /** Complete with the newest key. */
  readonly url: string;
  /** All keys that it takes. */
  readonly keys: readonly string[];
  /** The events that it needs. */
  readonly events: readonly string[];
}

async function open(stage: Stage, name: string, hooksOf: HooksOf): Promise<Opened | undefined> {
  const crm = stage.bridge.crm(name);
  const hooks = crm && hooksOf(crm.connector);
  if (!crm || !hooks) return undefined;
  const doors = await doorsOf(stage, crm, hooks);
  const opened = await asked(name, () => stage.openCrm(crm, () => PATIENCE_MS));
  if (!opened)
    throw new Problem(`The CRM ${name} has no credentials: let the bridge in with \`bridge connect ${name}\`.`);
  return { crm: name, hooks, http: opened.http, doors };
}

async function doorsOf(
  stage: Stage,
  crm: { readonly name: string; readonly connector: string },
  hooks: Hooks,
): Promise<Door[]> {
  const sources = await listSources(stage);
  const keys = SourceKeysSchema.parse(await stage.secrets.read("source-keys"));
  return sources
    .filter(({ source, connector }) => connector === crm.connector && stage.bridge.source(source)?.records === crm.name)
    .map(({ source, url }) => ({
      source,
      url,
      keys: keysOfSource(keys, source),
      events: hooks.needed(stage.config.sources[source]?.settings),
    }));
}

async function look({ crm, hooks, http, doors }: Opened): Promise<(NeededHook & { hook?: Hook | undefined })[]> {
  const shown = await asked(crm, () => hooks.look(http));
  return doors.flatMap((door) =>
    door.events.map((event) => {
      const own = shown.filter((hook) => hook.event === event && leadsTo(door, hook));
      const fitting = own.filter((hook) => hasKey(door, hook));
      const hook = fitting.find(({ sends }) => sends) ?? fitting[0] ?? own[0];
      const status = !hook ? "missing" : fitting.length === 0 ? "other key" : hook.sends ? "sends" : "stopped";
      const canArm = status === "stopped" || hooks.subscribe !== undefined;
      return { source: door.source, event, status, state: hook?.state, canArm, hook };
    }),
  );
}

/** The part of the address of a source that anybody may see. */
const beforeKey = ({ url }: Door): string => url.slice(0, url.lastIndexOf("/"));

const leadsTo = (door: Door, { address }: Hook): boolean =>
  address === beforeKey(door) || ["/", "?"].some((end) => address.startsWith(beforeKey(door) + end));

/** A key may come elsewhere than in the address, such as in a header. */
function hasKey(door: Door, { address }: Hook): boolean {
  const rest = address.slice(beforeKey(door).length).replace(/^[/?]/, "");
  return rest === "" || door.keys.some((key) => rest.includes(key));
}

/** A CRM that answers with a refusal, or not at all, is something to be told, and no failure of ours. */
async function asked<T>(crm: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    throw new Problem(`The CRM ${crm} does not let its subscriptions be seen or changed: ${explainError(error)}.`);
  }
}
