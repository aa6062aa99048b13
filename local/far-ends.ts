import type { BridgeConfig } from "../lambda/config/schema.ts";
import { findConnector } from "../lambda/connectors/find-connector.ts";
import { Problem } from "../lib/program/problem.ts";
import { crmStandIns } from "../stand-ins/crms/index.ts";

/**
 * Where CRMs and platforms are for a bridge on this machine. Nothing goes to a vendor unless somebody names the
 * address: CRMs are played by the demo, a platform that is one of them as well, and any other platform is answered for,
 * with a refusal that says what to set.
 */

/** Addresses by name, as CRM_BASE_URLS and PLATFORM_BASE_URLS have them. */
export type BaseUrls = Readonly<Record<string, string>>;

export interface FarEnds {
  readonly crms: BaseUrls;
  readonly platforms: BaseUrls;
}

type Find = typeof findConnector;

/**
 * The sources whose leads come as an id, and are fetched from a platform.
 * @param options.needed without those whose leads may as well come whole
 */
const fetchingSources = (
  { sources }: Pick<BridgeConfig, "sources">,
  find: Find = findConnector,
  { needed = false } = {},
): string[] =>
  Object.entries(sources).flatMap(([name, { connector, settings }]) => {
    const platform = find(connector)?.intake?.bind(settings).platform;
    return platform && !(needed && platform.isOptional) ? [name] : [];
  });

/**
 * The sources whose platform is a CRM of the configuration that is played here, each with that CRM's name. Where
 * somebody names another address for either, nothing of it is played.
 */
export function playedPlatforms(config: BridgeConfig, named: FarEnds, find?: Find): ReadonlyMap<string, string> {
  const isPlayed = (connector: string) => crmStandIns.some((standIn) => standIn.connector === connector);
  const played = fetchingSources(config, find).flatMap((source): [string, string][] => {
    const { connector = "", report = [] } = config.sources[source] ?? {};
    const crm = report.find((name) => config.crms[name]?.connector === connector);
    const isElsewhere = source in named.platforms || (crm !== undefined && crm in named.crms);
    return crm !== undefined && isPlayed(connector) && !isElsewhere ? [[source, crm]] : [];
  });
  return new Map(played);
}

/** @throws Problem for a name that the configuration does not have */
export function checkFarEnds(config: BridgeConfig, { crms, platforms }: FarEnds): void {
  refuseUnknown("CRM_BASE_URLS", crms, Object.keys(config.crms), "The CRMs of the configuration");
  refuseUnknown(
    "PLATFORM_BASE_URLS",
    platforms,
    fetchingSources(config),
    "The sources whose leads are fetched from a platform",
  );
}

function refuseUnknown(variable: string, given: BaseUrls, known: readonly string[], what: string): void {
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  throw new Problem(
    `${variable} has an address for "${stranger}", which is not among them: use the names of bridge.config.ts. ${what}: ${known.join(", ") || "none"}.`,
  );
}

/** Below this the demo answers for platforms: no CRM can have the name. */
const platformFolder = "_platforms";

/** All far ends, those that nobody named at the demo. */
export function farEndsAt(demoUrl: string, config: BridgeConfig, named: FarEnds, find?: Find): FarEnds {
  const played = playedPlatforms(config, named, find);
  return {
    crms: { ...byName(Object.keys(config.crms), (name) => `${demoUrl}/${name}`), ...named.crms },
    platforms: {
      ...byName(
        fetchingSources(config, find),
        (name) => `${demoUrl}/${played.get(name) ?? `${platformFolder}/${name}`}`,
      ),
      ...named.platforms,
    },
  };
}

const byName = (names: readonly string[], toUrl: (name: string) => string): BaseUrls =>
  Object.fromEntries(names.map((name) => [name, toUrl(name)]));

/** The demo's answer for a platform; undefined: another path. */
export function platformRefusal(pathname: string): string | undefined {
  const source = new RegExp(`^/${platformFolder}/([^/]+)/`).exec(pathname)?.[1];
  if (source === undefined) return undefined;
  return `npm start asks no platform by itself: start it with PLATFORM_BASE_URLS='{"${source}": "https://…"}'`;
}

/** For people, when it starts: what is elsewhere, and what is not asked. */
export function farEndLines(config: BridgeConfig, named: FarEnds, find?: Find): string[] {
  const { crms, platforms } = named;
  const played = playedPlatforms(config, named, find);
  const elsewhere = Object.entries(crms).map(([name, url]) => `Results for ${name} go to ${url}.`);
  const asked = Object.entries(platforms).map(([name, url]) => `Leads of ${name} are fetched from ${url}.`);
  const silent = fetchingSources(config, find, { needed: true }).filter(
    (name) => !(name in platforms) && !played.has(name),
  );
  const held = silent.map(
    (name) => `Leads of ${name} are held: its platform is asked once PLATFORM_BASE_URLS has an address for it.`,
  );
  return [...elsewhere, ...asked, ...held];
}
