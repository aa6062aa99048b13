import { atStage } from "../../../lambda/config/at-stage.ts";
import { type Bridge, bridgeOf } from "../../../lambda/config/bridge.ts";
import { type BridgeConfigInput, defineConfig } from "../../../lambda/config/schema.ts";
import {
  agencyToken,
  clientAccountIds,
  defaultTeamSettings,
  demoTeamId,
  demoToken,
  openAllWeek,
} from "../../../stand-ins/callingly/seed.ts";
import type { World as Standin } from "../../../stand-ins/callingly/simulate.ts";
import { usualSettings } from "../../fakes/usual-settings.ts";

/**
 * Who lives in the simulated world: Callingly accounts of every kind, doors of every kind, CRMs of every kind. All
 * people and secrets are called canary, so that none of them passes through a log unseen.
 */

export const zone = "America/New_York";
export const secondTeamId = 29230;
export const roofTeamId = 19290;
const secondAccountId = 12001;

/** Each account's token at Callingly, by the name of its entry in our secret. */
export const tokens = { main: demoToken, second: "canary-second-token", agency: agencyToken } as const;

/** Callingly's numbers for the accounts, by our names. */
export const accountIds = {
  main: 11001,
  second: secondAccountId,
  "client-a": clientAccountIds[0],
  "client-b": clientAccountIds[1],
} as const;
export type AccountName = keyof typeof accountIds;

const config: BridgeConfigInput = {
  accounts: {
    main: { timeZone: zone },
    second: { timeZone: zone },
    "client-a": { token: "agency", accountId: accountIds["client-a"], timeZone: zone },
    "client-b": { token: "agency", accountId: accountIds["client-b"], timeZone: zone },
  },
  crms: {
    ledger: { connector: "webhook", settings: { url: "https://ledger.crm.example" } },
    archive: { connector: "webhook", settings: { url: "https://archive.crm.example" } },
    hub: { connector: "hubspot" },
    branch: { connector: "hubspot" },
  },
  sources: {
    website: {
      connector: "html-form",
      account: "main",
      team: demoTeamId,
      report: ["ledger"],
      group: "people",
      // Storms of hundreds are what the town is for.
      limits: { perHour: 2_000 },
    },
    script: { connector: "json", account: "main", team: demoTeamId, report: ["ledger", "hub"], group: "people" },
    workflow: { connector: "hubspot", account: "main", team: demoTeamId, report: ["hub"], group: "people" },
    // Another business behind the same account of Callingly's: it has its own team and CRM.
    roof: { connector: "json", account: "main", team: roofTeamId, report: ["archive"] },
    second: {
      connector: "json",
      account: "second",
      team: secondTeamId,
      report: ["archive"],
      settings: { mapping: { externalId: "id" } },
    },
    "client-a": { connector: "json", account: "client-a", team: 19301, report: ["archive"] },
    "client-b": { connector: "json", account: "client-b", team: 19302, report: ["ledger"] },
  },
};

/** A source as the town has it, for a world that changes something about it. */
export const sourceAsTold = (name: SourceName): BridgeConfigInput["sources"][string] =>
  config.sources[name] as BridgeConfigInput["sources"][string];

export const sourceNames = ["website", "script", "workflow", "roof", "second", "client-a", "client-b"] as const;
export type SourceName = (typeof sourceNames)[number];

export const accountOfSource: Readonly<Record<SourceName, AccountName>> = {
  website: "main",
  script: "main",
  workflow: "main",
  roof: "main",
  second: "second",
  "client-a": "client-a",
  "client-b": "client-b",
};

export type Policies = NonNullable<BridgeConfigInput["policies"]>;
export type ConfigChanges = Partial<Pick<BridgeConfigInput, "accounts" | "sources" | "routes">> & {
  policies?: Policies;
  /** The operator has given every account another name, and left its id as it was. */
  renamed?: true;
  /** A clean-up took the source out, and its leads are still there. */
  without?: SourceName | undefined;
  /** One more CRM, of any kind. */
  guest?: Guest | undefined;
  /** What some sources ask for besides. */
  rules?: HouseRules | undefined;
};

/** Who may be rung, as an owner has it for each source. */
export type HouseRules = Readonly<
  Partial<Record<SourceName, { optOut?: "own"; hours?: "requested" | "conservative"; consent?: Consent }>>
>;
type Consent = NonNullable<BridgeConfigInput["sources"][string]["consent"]>;

/** A CRM that is in the town besides: each world has another. */
export interface Guest {
  readonly connector: string;
  /** Whose results it gets as well. */
  readonly source: SourceName;
}
export const guestName = "guest";

/** The configuration of the town, with what a world has changed about it. */
export function bridgeWith(options: ConfigChanges = {}): Bridge {
  const { accounts = {}, sources = {}, renamed, without, guest, rules = {}, ...changes } = options;
  const name = JSON.stringify([accounts, sources, renamed, without, guest, rules, changes]);
  const settled = Object.entries({ ...config.sources, ...sources })
    .filter(([source]) => source !== without)
    .map(([source, each]) => [source, source === guest?.source ? reportingTo(guestName, each) : each] as const)
    .map(([source, each]) => [source, { ...each, ...rules[source as SourceName] }]);
  const all = {
    ...config,
    ...changes,
    crms: { ...config.crms, ...(guest && { [guestName]: crmOf(guest) }) },
    accounts: { ...config.accounts, ...accounts },
    sources: Object.fromEntries(settled),
  };
  const known =
    bridges.get(name) ?? bridgeOf(atStage(defineConfig(renamed ? underNewNames(all) : all), { anyHour: true }));
  if (bridges.size >= MOST_BRIDGES) bridges.clear();
  bridges.set(name, known);
  return known;
}

function crmOf({ connector }: Guest): NonNullable<BridgeConfigInput["crms"]>[string] {
  const settings = usualSettings(connector);
  return { connector, ...(settings && { settings }) };
}

const reportingTo = (crm: string, source: BridgeConfigInput["sources"][string]) => ({
  ...source,
  report: [...(source.report ?? []), crm],
});

const newName = (account: string) => `${account}-today`;

const underNewNames = ({ accounts, sources, ...rest }: BridgeConfigInput): BridgeConfigInput => ({
  ...rest,
  accounts: Object.fromEntries(Object.entries(accounts).map(([id, account]) => [newName(id), { ...account, id }])),
  sources: Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, { ...source, account: newName(source.account) }]),
  ),
});

/** The CRMs' connectors, by the name of each. */
export const crmsWith = (guest: Guest | undefined): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(config.crms ?? {}).map(([name, { connector }]) => [name, connector])),
  ...(guest && { [guestName]: guest.connector }),
});

/** Bridges hold nothing but their configuration, and worlds with the same one share it. */
const MOST_BRIDGES = 100;
const bridges = new Map<string, Bridge>();

export const sourceKey = (source: string): string => `canary-key-of-${source}`;
export const callbackToken = (account: string): string => `canary-callback-of-${account}`;
/** A second account of its own at Callingly, beside those that are always there. */
export function settleIn({ records }: Standin): void {
  const agentId = 28001;
  records.put("account", {
    id: secondAccountId,
    name: "Second Realty",
    email: "owner@canary.example",
    agency_id: null,
    is_agency: false,
    is_active: true,
    timezone: zone,
    country_code: "US",
  });
  records.put("agent", {
    id: agentId,
    account_id: secondAccountId,
    fname: "Eve",
    lname: "Lane",
    email: null,
    phone_number: "+12125550170",
    ext: "",
    donotdisturb: 0,
    donotdisturb_until: null,
    priority: 1,
    timezone: zone,
    schedule: openAllWeek,
  });
  const agents = [{ agent_id: agentId, priority: 1, cap: null }];
  const roofAgents = records.get("team", demoTeamId)?.agents ?? [];
  records.put("team", { ...defaultTeamSettings, id: roofTeamId, account_id: accountIds.main, agents: roofAgents });
  records.put("team", { ...defaultTeamSettings, id: secondTeamId, account_id: secondAccountId, agents });
}
