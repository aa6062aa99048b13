import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import type { Configured } from "../connectors/contract/connector.ts";
import type { Intake } from "../connectors/contract/intake.ts";
import { findConnector } from "../connectors/find-connector.ts";
import { usualRetention } from "../lead/lead.ts";
import { isCountry } from "../lead/reader/phone.ts";
import { timing } from "../lead/timing.ts";
import { StageSettingsSchema, stageName, stageNameRemedy } from "./stage-settings.ts";

/**
 * The shape of bridge.config.ts. Checked once, when the stack is synthesised; what the functions carry is the checked
 * result, so they need neither this file nor its library.
 */

/** While the outcome of a dial is unknown, no other lead may get the right to ring its phone. */
const LEAST_PHONE_WINDOW_MS = timing.dialLease + timing.settle;

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use 1 to 40 lower-case letters, digits and dashes")
  // A secret is asked for it by name, and every object has a `constructor`.
  .refine((name) => !(name in Object.prototype), "JavaScript keeps this name for itself; use another");

const Country = z.string().refine(isCountry, "use a two-letter country code such as US or GB");

const TimeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "use an IANA time zone such as America/New_York");

/** They are counted by name in one item of the table. */
const MAX_PER_HOUR = 2_000;

const AccountSchema = z.strictObject({
  /**
   * What everything stored is filed under: leads, calls, rights to ring, who asked to be forgotten, the address of the
   * webhook. It never changes. Default: the name that the account has here, so an account that is renamed gets its first
   * name as id.
   */
  id: Name.optional(),
  /** What people call it; default: the name that it has here. Checked configurations have it, under the id. */
  name: Name.optional(),
  /** Name of the entry in the secret of Callingly tokens. Default: the account's id. */
  token: Name.optional(),
  /** Only for agencies: the client's account id at Callingly. */
  accountId: z.int().positive().optional(),
  /** Zone of the times without zone that Callingly's API answers. */
  timeZone: TimeZone.default("UTC"),
  /** Calls that leave per second at most, for all accounts with the same token. Default: 1. */
  callsPerSecond: z.number().positive().max(100).optional(),
  /**
   * When Callingly did not answer a dial and then shows no call for half an hour: an operator decides (`review`), or the
   * lead is called once more (`redial`), which rings twice should the first call have been hidden all the time.
   */
  whenUnproven: z.enum(["review", "redial"]).default("review"),
  /** True: leads of this account are accepted and held. */
  paused: z.boolean().default(false),
});

const CrmSchema = z.strictObject({
  connector: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

const SourceSchema = z.strictObject({
  connector: z.string(),
  account: Name,
  /** The Callingly team that is rung. */
  team: z.int().positive(),
  /** Where phone numbers without a country code are at home. */
  country: Country.default("US"),
  /**
   * Countries whose numbers are called; a lead with another number is held. Default: `country`, and where it is US or CA
   * its neighbours that cost the same.
   */
  callCountries: z.array(Country).min(1).optional(),
  /**
   * How many leads that came within one hour may be called or have another effect outside, altogether and from one
   * visitor; the others are held. Default: 500 and 10 for web forms; 500 for form builders, site builders and bookings,
   * through which anybody may send as well; none for all other senders.
   */
  limits: z
    .strictObject({
      perHour: z.int().positive().max(MAX_PER_HOUR).optional(),
      perVisitor: z.int().positive().max(MAX_PER_HOUR).optional(),
    })
    .default({}),
  /** Sent to Callingly for whisper text and routing, unless the lead says its own. */
  category: z.string().max(100).optional(),
  /** The CRMs that get the results, by their names in `crms`. */
  report: z.array(Name).default([]),
  /**
   * Leads of one person are rung once for all sources of the account that have the same group, and each source's CRMs
   * get the result. Other groups ring for themselves, one after the other, and get nothing of it. Default: the sources
   * that report to the same CRMs; without any, the leads that the same team rings.
   */
  group: Name.optional(),
  /**
   * The CRM whose records the source's leads are, by its name in `crms`; null says that no CRM has them. Default: the
   * one in `report` that has the source's connector. Another CRM has other records under the same ids.
   */
  records: Name.nullable().optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

const RouteSchema = z.strictObject({
  /** Every condition that is given must hold; text is compared without regard to case. */
  when: z.strictObject({
    source: Name.optional(),
    category: z.string().optional(),
    field: z.strictObject({ name: z.string(), is: z.string() }).optional(),
  }),
  team: z.int().positive(),
});

const PoliciesSchema = z.strictObject({
  /** Without an id from the sender, the same phone and e-mail count as the same lead this long. */
  duplicateWindowHours: z
    .number()
    .positive()
    .max(24 * 45)
    .default(24),
  /** A phone is rung for one lead at most in this time; others are merged into it. */
  phoneWindowHours: z
    .number()
    .min(
      LEAST_PHONE_WINDOW_MS / timing.hour,
      `use ${LEAST_PHONE_WINDOW_MS / timing.hour} or more: a dial, and the time until Callingly shows its call, must lie within it`,
    )
    .max(24 * 45)
    .default(24),
  /** A lead that waited longer than this is held instead of rung. */
  staleAfterHours: z.number().positive().default(12),
  /** Numbers that are never called, or how they begin: +1900, or those of your own people. */
  neverCall: z
    .array(z.string().regex(/^\+[1-9]\d{0,14}$/, "write a number or how it begins, as +12125550100 or +1900"))
    .default([]),
  /** True: leads are accepted and held, nobody is rung. */
  paused: z.boolean().default(false),
  /** Names, numbers, addresses, recordings and all that was said are kept this long after a lead or call has ended. */
  payloadDays: z.int().positive().max(3650).default(usualRetention.payloadDays),
  /**
   * A lead of strangers (through a web form, form builder, site builder or booking page) that is held because too many
   * came or for its number, and that no operator releases, ends by itself after so long.
   */
  heldDays: z.int().positive().max(3650).default(14),
  /** What is left of a lead without them (ids, states, times, outcomes) is kept this long after its end. */
  ledgerDays: z.int().positive().max(3650).default(usualRetention.ledgerDays),
});

const BridgeConfigSchema = z
  .strictObject({
    accounts: z.record(Name, AccountSchema),
    /**
     * Ids of accounts that were taken out on purpose. Without it the deployment of a configuration stops that lacks an
     * account which is deployed: a renamed one would ring again whom it had rung or forgotten.
     */
    retiredAccounts: z.array(Name).default([]),
    crms: z.record(Name, CrmSchema).default({}),
    sources: z.record(Name, SourceSchema),
    /** The first route that fits decides the team; without one the source's team rings. */
    routes: z.array(RouteSchema).default([]),
    policies: PoliciesSchema.prefault({}),
    /** By stage: what its deployment is made with. */
    stages: z.record(z.string().regex(stageName, stageNameRemedy), StageSettingsSchema).default({}),
  })
  .superRefine((config, context) => {
    const complain = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
    const names = (record: object) => Object.keys(record).join(", ") || "none";

    const { payloadDays, ledgerDays, heldDays, phoneWindowHours, duplicateWindowHours } = config.policies;
    // Until then a phone is compared with that of the lead that rang it, and the calls of a redial are known by it.
    const needed = Math.ceil((phoneWindowHours * timing.hour + timing.redials) / timing.day);
    if (payloadDays < needed) {
      complain(["policies", "payloadDays"], `use ${needed} or more: phoneWindowHours, and the two weeks of redials`);
    }
    const least = Math.max(payloadDays + 1, Math.ceil((duplicateWindowHours * timing.hour) / timing.day));
    if (ledgerDays < least) {
      complain(["policies", "ledgerDays"], `use ${least} or more: longer than payloadDays and duplicateWindowHours`);
    }
    if (heldDays >= ledgerDays) {
      complain(["policies", "heldDays"], "use less than ledgerDays: junk must not be kept longer than who was called");
    }

    const idOf = (name: string) => config.accounts[name]?.id ?? name;
    for (const name of Object.keys(config.accounts)) {
      const twin = Object.keys(config.accounts).find((other) => other !== name && idOf(other) === idOf(name));
      if (twin !== undefined) complain(["accounts", name, "id"], `"${twin}" has this id; give each account its own`);
      if (idOf(name) !== name && idOf(name) in config.accounts) {
        complain(["accounts", name, "id"], `another account has this as its name; use a name that is nobody's id`);
      }
    }
    config.retiredAccounts.forEach((id, index) => {
      if (Object.keys(config.accounts).some((name) => idOf(name) === id)) {
        complain(["retiredAccounts", index], `an account has the id "${id}"; remove one of the two`);
      }
    });
    const paceOf = new Map<string, number | undefined>();
    const clientsOf = new Map<string, (number | undefined)[]>();
    for (const [name, { token = idOf(name), callsPerSecond, accountId }] of Object.entries(config.accounts)) {
      const others = clientsOf.get(token) ?? [];
      if (others.length > 0 && (accountId === undefined || others.includes(accountId) || others.includes(undefined))) {
        complain(
          ["accounts", name, "accountId"],
          `accounts with the token "${token}" would get each other's calls; give each another accountId, or a token of its own`,
        );
      }
      clientsOf.set(token, [...others, accountId]);
      if (paceOf.has(token) && paceOf.get(token) !== callsPerSecond) {
        complain(
          ["accounts", name, "callsPerSecond"],
          `accounts with the token "${token}" share one pace; give all the same`,
        );
      }
      paceOf.set(token, callsPerSecond);
    }
    for (const [name, crm] of Object.entries(config.crms)) {
      const part = findConnector(crm.connector)?.report;
      if (!part) complain(["crms", name, "connector"], `no CRM connector is called "${crm.connector}"`);
      else checkSettings(part.settings, crm.settings, ["crms", name, "settings"], complain);
    }
    for (const [name, source] of Object.entries(config.sources)) {
      const part = findConnector(source.connector)?.intake;
      if (!part) complain(["sources", name, "connector"], `no source connector is called "${source.connector}"`);
      else checkSettings(part.settings, source.settings, ["sources", name, "settings"], complain);
      if (source.limits.perVisitor !== undefined && part && !isPublic(part, source.settings)) {
        complain(
          ["sources", name, "limits", "perVisitor"],
          "leave it out; the visitors of this source are not known, as a vendor stands between",
        );
      }
      const isKnown = Object.keys(config.accounts).some((account) => [account, idOf(account)].includes(source.account));
      if (!isKnown) {
        complain(["sources", name, "account"], `name one of the accounts: ${names(config.accounts)}`);
      }
      source.report.forEach((crm, index) => {
        const path = ["sources", name, "report", index];
        if (!(crm in config.crms)) complain(path, `name one of the crms: ${names(config.crms)}`);
        if (source.report.indexOf(crm) < index) complain(path, `"${crm}" is named twice; remove one`);
      });
      const alike = Object.keys(config.crms).filter((crm) => config.crms[crm]?.connector === source.connector);
      const owners = source.report.filter((crm) => alike.includes(crm));
      const isSaid = source.records !== undefined;
      if (source.records != null && !alike.includes(source.records)) {
        complain(
          ["sources", name, "records"],
          `name one of the crms with its connector: ${alike.join(", ") || "none"}`,
        );
      }
      if (!isSaid && owners.length > 1) {
        const choice = owners.map((crm) => `"${crm}"`).join(" or ");
        complain(["sources", name, "records"], `say whose records its leads are: ${choice}, or null for none of them`);
      }
    }
    for (const [name, { crmBaseUrls = {} }] of Object.entries(config.stages)) {
      for (const crm of Object.keys(crmBaseUrls)) {
        if (!(crm in config.crms)) {
          complain(["stages", name, "crmBaseUrls", crm], `name one of the crms: ${names(config.crms)}`);
        }
      }
    }
    const shown = new Map<string, string>();
    for (const name of Object.keys(config.sources)) {
      const twin = shown.get(toPascalCase(name));
      if (twin === undefined) shown.set(toPascalCase(name), name);
      else complain(["sources", name], `"${twin}" and "${name}" would share one output of the stack; rename one`);
    }
    config.routes.forEach(({ when }, index) => {
      if (when.source !== undefined && !(when.source in config.sources)) {
        complain(["routes", index, "when", "source"], `name one of the sources: ${names(config.sources)}`);
      }
    });
  })
  // From here on accounts go by their ids, and a name is only for reading. Checked twice, it comes to the same.
  .transform(({ accounts, sources, ...config }) => ({
    ...config,
    accounts: Object.fromEntries(
      Object.entries(accounts).map(([key, account]) => {
        const { id = key, name = key } = account;
        return [id, { ...account, id, name }];
      }),
    ),
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [
        name,
        { ...source, account: accounts[source.account]?.id ?? source.account },
      ]),
    ),
  }));

/** A name as a part of a stack output's, where CloudFormation allows letters and digits only. */
export const toPascalCase = (name: string): string =>
  name.replace(/(?:^|-)+(.?)/g, (_, letter: string) => letter.toUpperCase());

/** Settings that do not fit are reported elsewhere. */
const isPublic = ({ settings, bind }: Configured<Intake>, given: unknown): boolean =>
  z.safeParse(settings, given).success && bind(given).isPublic === true;

type Complain = (path: PropertyKey[], message: string) => void;

function checkSettings(schema: $ZodType, settings: unknown, path: PropertyKey[], complain: Complain): void {
  const result = z.safeParse(schema, settings);
  for (const issue of result.error?.issues ?? []) complain([...path, ...issue.path], issue.message);
}

/** What may be written in bridge.config.ts. */
export type BridgeConfigInput = z.input<typeof BridgeConfigSchema>;
/** The checked configuration, defaults filled in. */
export type BridgeConfig = z.output<typeof BridgeConfigSchema>;
export type Source = BridgeConfig["sources"][string];

/** A configuration that cannot work. The message names each path and what to write there. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Checks a configuration.
 * @throws ConfigError
 */
export function defineConfig(config: BridgeConfigInput): BridgeConfig {
  const result = z.safeParse(BridgeConfigSchema, config);
  if (result.success) return withUsualLimits(result.data);
  const lines = result.error.issues.map(
    (issue) => `  ${issue.path.map(String).join(".") || "(top level)"}: ${messageOf(issue)}`,
  );
  throw new ConfigError(`The configuration cannot work:\n${lines.join("\n")}`);
}

/**
 * For forms that anybody may send. Where a vendor stands between, the visitor's address is unknown, and only the total
 * is limited.
 */
const usualLimits = ({ isPublic, relaysStrangers }: Intake) => ({
  ...((isPublic || relaysStrangers) && { perHour: 500 }),
  ...(isPublic && { perVisitor: 10 }),
});

/** What the connectors limit, where a source says nothing else: so the functions need not ask them. */
const withUsualLimits = (config: BridgeConfig): BridgeConfig => ({
  ...config,
  sources: Object.fromEntries(
    Object.entries(config.sources).map(([name, source]) => {
      const intake = findConnector(source.connector)?.intake?.bind(source.settings);
      return [name, { ...source, limits: { ...(intake && usualLimits(intake)), ...source.limits } }];
    }),
  ),
});

/** Of a name that cannot be, what it is that is wrong with it. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_key" ? issue.issues.map(({ message }) => message).join("; ") : issue.message;
