import * as z from "zod";
import type { Connector } from "../connectors/contract/connector.ts";
import type { Intake } from "../connectors/contract/intake.ts";
import { findConnector } from "../connectors/find-connector.ts";
import { AccountSchema, checkIds, checkTokens } from "./schema/accounts.ts";
import { type Complain, namesOf } from "./schema/complain.ts";
import { CrmSchema, checkCrms } from "./schema/crms.ts";
import { checkPolicies, PoliciesSchema } from "./schema/policies.ts";
import { checkRoutes, RouteSchema } from "./schema/routes.ts";
import { checkOutputs, checkSources, SourceSchema } from "./schema/sources.ts";
import { Name } from "./schema/words.ts";
import { StageSettingsSchema, stageName, stageNameRemedy } from "./stage-settings.ts";

/**
 * The shape of bridge.config.ts. Checked once, when the stack is synthesised; what the functions carry is the checked
 * result, so they need neither this file nor its library.
 */

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
    const complain: Complain = (path, message) => context.addIssue({ code: "custom", path, message });
    const { accounts, crms, sources } = config;
    checkPolicies(config.policies, complain);
    checkIds(accounts, config.retiredAccounts, complain);
    checkTokens(accounts, complain);
    checkCrms(crms, complain);
    checkSources(sources, { accounts, crms }, complain);
    for (const [name, { crmBaseUrls = {} }] of Object.entries(config.stages)) {
      for (const crm of Object.keys(crmBaseUrls)) {
        if (!(crm in crms)) {
          complain(["stages", name, "crmBaseUrls", crm], `name one of the crms: ${namesOf(crms)}`);
        }
      }
    }
    checkOutputs(sources, complain);
    checkRoutes(config.routes, sources, complain);
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
  if (result.success) return withUsual(result.data);
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

/** Whether the person asked for the call. A CRM's record may be anybody's, and so may what a program sends. */
const usualHours = (connector: Connector | undefined, intake: Intake | undefined): Source["hours"] =>
  connector?.report === undefined && (intake?.isPublic || intake?.relaysStrangers || intake?.personsAsk)
    ? { usual: "requested" }
    : { usual: "conservative" };

/** What the connectors say, where a source says nothing else: so the functions need not ask them. */
const withUsual = (config: BridgeConfig): BridgeConfig => ({
  ...config,
  sources: Object.fromEntries(
    Object.entries(config.sources).map(([name, source]) => {
      const connector = findConnector(source.connector);
      const intake = connector?.intake?.bind(source.settings);
      const limits = { ...(intake && usualLimits(intake)), ...source.limits };
      return [name, { ...source, limits, hours: source.hours ?? usualHours(connector, intake) }];
    }),
  ),
});

/** Of a name that cannot be, what it is that is wrong with it. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_key" ? issue.issues.map(({ message }) => message).join("; ") : issue.message;
