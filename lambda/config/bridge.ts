import { createHash } from "node:crypto";
import type { CaptchaSettings } from "../captcha/settings.ts";
import type { Intake } from "../connectors/contract/intake.ts";
import type { Access, Reporter } from "../connectors/contract/reporter.ts";
import { findConnector } from "../connectors/find-connector.ts";
import type { LeadSource } from "../lead/accept.ts";
import type { Lead } from "../lead/lead.ts";
import type { Business } from "../lead/privacy/suppression.ts";
import { usualCountries } from "../lead/reader/phone.ts";
import type { ConsentRules, DialPolicies, HoursRules, NumberRules } from "../lead/rules/rule.ts";
import { timing } from "../lead/timing.ts";
import { type Accounts, accountsOf } from "./accounts.ts";
import { type LimitsOf, limitsOf } from "./limits.ts";
import { businessOf, groupsIn, mergeGroup } from "./merge-group.ts";
import type { BridgeConfig } from "./schema.ts";

export type { Account } from "./accounts.ts";

/** The configuration as the steps ask it: by name, with connectors tied to their settings. */
export interface Bridge extends Accounts {
  /** Under which ids a person may have been rung: those of accounts that were taken away as well. */
  readonly formerAndPresent: readonly string[];
  source(name: string): Source | undefined;
  crm(name: string): Crm | undefined;
  /** The Callingly team that rings for a lead. */
  teamFor(lead: Lead): number | undefined;
  /**
   * The merge group of a lead: those of an account whose leads of one person are rung once, and share what came of it.
   * The others share nothing with them.
   */
  groupOf(lead: Lead): string;
  /** The merge groups that an account has; undefined where it is not of the configuration. */
  groupsIn(account: string): readonly string[] | undefined;
  /** As which business a source counts; undefined where it is not of the configuration. */
  businessOf(source: string): Business | undefined;
  readonly policies: DialPolicies;
  /** What holds for the numbers of a source's leads. */
  numberRules(source: string): NumberRules;
  /** What it says about consent to the calls of a source. */
  consentRules(source: string): ConsentRules;
  /** What holds for the hours at which a source's leads are rung. */
  hoursRules(source: string): HoursRules;
  readonly limits: LimitsOf;
  /** Absent: as many as come. */
  readonly maxRingsPerDay?: number | undefined;
  /** How many merge groups a number is rung for in a day; undefined where there cannot be more. */
  readonly groupsPerNumber?: number | undefined;
  readonly phoneWindowMs: number;
  /** Another one for another configuration. */
  readonly fingerprint: string;
}

export interface Source extends LeadSource {
  readonly connector: string;
  readonly intake: Intake;
  /** Anybody may have typed its leads, in anybody's name: no sender vouches for them. */
  readonly fromStrangers: boolean;
  /** What a visitor has to show; undefined where nothing is asked for. */
  readonly captcha?: CaptchaSettings | undefined;
  /** Lists of others in which its numbers are looked up. */
  readonly scrub: readonly ("dnc-file" | { readonly url: string })[];
  /** Whom an opt-out binds that comes through it: everybody, or its own merge group. */
  readonly optOut: "all" | "own";
  /** Names of the CRMs that get the results. */
  readonly report: readonly string[];
  /** Name of the CRM whose records the leads are; undefined when no CRM of the configuration has them. */
  readonly records?: string | undefined;
  /** That CRM, where its access opens the platform from which leads are fetched of which only an id came. */
  readonly platformCrm?: { readonly name: string; readonly access: Access } | undefined;
  /** Sources with the same one send the same records; under another, the same id is another record. */
  readonly recordSpace: string;
  /** It, or another source with the same records, says when the calling stops for one of them. */
  readonly mayBeStopped: boolean;
}

export interface Crm {
  readonly name: string;
  readonly connector: string;
  readonly reporter: Reporter;
}

/** In a bundle that may carry only the reporting half of a connector. */
interface Bundled {
  /** The sources whose leads anybody may have typed. */
  readonly strangers?: readonly string[];
  /** The sources that name events at which the calling stops. */
  readonly stopping?: readonly string[];
  /** As `at-stage.ts` has it. */
  readonly anyHour?: boolean;
}

export function bridgeOf(config: BridgeConfig & Bundled): Bridge {
  const { policies } = config;
  const intakes = memo((name) => {
    const source = own(config.sources, name);
    return source && findConnector(source.connector)?.intake?.bind(source.settings);
  });
  const stops = (name: string) => config.stopping?.includes(name) ?? intakes(name)?.stops === true;
  const sayStops = (records: string) =>
    Object.entries(config.sources).some(([name, source]) => recordsOf(source, config) === records && stops(name));
  const sources = memo((name) => {
    const source = own(config.sources, name);
    const intake = intakes(name);
    if (!source || !intake) return undefined;
    const { account, country, category, captcha, optOut, scrub, report } = source;
    const fromStrangers =
      config.strangers?.includes(name) ?? (intake.isPublic === true || intake.relaysStrangers === true);
    const { payloadDays, ledgerDays, heldDays } = policies;
    const records = recordsOf(source, config);
    return {
      source: name,
      connector: source.connector,
      account,
      country,
      category,
      captcha,
      optOut,
      scrub,
      report,
      records,
      recordSpace: records === undefined ? `source/${name}` : `crm/${records}`,
      mayBeStopped: stops(name) || (records !== undefined && sayStops(records)),
      intake,
      platformCrm: platformCrmOf(intake, records, config),
      fromStrangers,
      duplicateWindowMs: policies.duplicateWindowHours * timing.hour,
      retention: { payloadDays, ledgerDays, ...(fromStrangers && { heldDays }) },
      consent: source.consent,
      consentDays: policies.consentDays,
    };
  });
  const crms = memo((name) => {
    const crm = own(config.crms, name);
    const reporter = crm && findConnector(crm.connector)?.report?.bind(crm.settings);
    return reporter && { name, connector: crm.connector, reporter };
  });
  const teamFor = (lead: Lead) =>
    config.routes.find(({ when }) => fits(when, lead))?.team ?? own(config.sources, lead.source)?.team;
  return {
    ...accountsOf(config),
    formerAndPresent: [...Object.keys(config.accounts), ...config.retiredAccounts],
    source: sources,
    crm: crms,
    teamFor,
    groupOf(lead) {
      return mergeGroup(own(config.sources, lead.source) ?? { report: [] }, teamFor(lead));
    },
    groupsIn: (account) => groupsIn(account, config),
    businessOf: (name) => businessOf(name, config),
    policies: {
      staleAfterMs: policies.staleAfterHours * timing.hour,
      paused: policies.paused,
      pausedAccounts: Object.entries(config.accounts).flatMap(([name, { paused }]) => (paused ? [name] : [])),
      onlyNumbers: policies.onlyNumbers,
      dryRun: policies.dryRun,
    },
    maxRingsPerDay: policies.maxRingsPerDay,
    groupsPerNumber: mayBeMore(config, (name) => sources(name)?.fromStrangers === true),
    numberRules: (name) => {
      const { callCountries, country = "US" } = own(config.sources, name) ?? {};
      return { countries: callCountries ?? usualCountries(country), never: policies.neverCall };
    },
    consentRules: (name) => ({ isRequired: own(config.sources, name)?.consent?.require === true }),
    hoursRules: (name) => {
      // A source that the configuration lacks rings nobody anyway.
      const { hours = "conservative" } = own(config.sources, name) ?? {};
      const { closingMarginMinutes, pausedRegions } = policies.hours;
      const isOff = typeof hours === "object" && ("off" in hours || config.anyHour === true);
      const pack = typeof hours === "string" ? hours : isOff ? "off" : hours.usual;
      return { pack, marginMinutes: closingMarginMinutes, pausedRegions };
    },
    limits: limitsOf(config),
    phoneWindowMs: policies.phoneWindowHours * timing.hour,
    fingerprint: createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 12),
  };
}

/** Where strangers' leads cannot come to more groups, nothing has to be counted. A route may part a source's leads in two. */
function mayBeMore(
  { sources, routes, policies: { groupsPerNumber: limit } }: BridgeConfig,
  fromStrangers: (source: string) => boolean,
): number | undefined {
  return Object.keys(sources).filter(fromStrangers).length + routes.length > limit ? limit : undefined;
}

/** Whose records a source's leads are: as it says, or the one CRM it reports to that is of its own kind. */
function recordsOf({ records, report, connector }: BridgeConfig["sources"][string], { crms }: BridgeConfig) {
  if (records !== undefined) return records ?? undefined;
  const alike = report.filter((name) => own(crms, name)?.connector === connector);
  return alike.length === 1 ? alike[0] : undefined;
}

/** @param name of the CRM whose records the leads are, which has the source's own connector */
function platformCrmOf({ platform }: Intake, name: string | undefined, { crms }: BridgeConfig): Source["platformCrm"] {
  if (name === undefined || !platform?.access) return undefined;
  return { name, access: platform.access(own(crms, name)?.settings) };
}

/** Names come from outside: `constructor` is no source. */
const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function memo<T>(make: (name: string) => T | undefined): (name: string) => T | undefined {
  const made = new Map<string, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    if (value !== undefined) made.set(name, value);
    return value;
  };
}

function fits(when: BridgeConfig["routes"][number]["when"], lead: Lead): boolean {
  const same = (a: string | undefined, b: string) => a?.trim().toLowerCase() === b.trim().toLowerCase();
  return (
    (when.source === undefined || when.source === lead.source) &&
    (when.category === undefined || same(lead.category, when.category)) &&
    (when.field === undefined || same(own(lead.extra, when.field.name), when.field.is))
  );
}
