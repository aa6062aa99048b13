import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { type BridgeConfig, ConfigError } from "../lambda/config/schema.ts";
import {
  type DeploymentSettings,
  StageSettingsSchema,
  stageName,
  stageNameRemedy,
} from "../lambda/config/stage-settings.ts";

/** Everything that may differ between two deployments of the bridge. */
export interface StageSettings {
  readonly name: string;
  /** @default the stage's name after `callingly-bridge-` */
  readonly stackName?: string | undefined;
  /** Leads, keys and tokens outlive the stack, and neither table nor stack is deleted by mistake. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** Requests that the front door lets through; the rest is answered 429 before any function runs. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  /**
   * A domain of yours for the front door, and the ARN of its certificate in AWS Certificate Manager, in the same region.
   * @default the address that AWS gives the HTTP API
   */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  /** Whether the HTTP API's own address is closed, so that there is no way in beside the domain. @default false */
  readonly closesApiEndpoint?: boolean | undefined;
  /**
   * Whether a proxy of the operator's stands before the door, at `callbackBaseUrl`, and adds a secret word to each
   * request, without which it is refused (`required`) or not yet (`announced`).
   * @default nothing stands there
   */
  readonly originHeader?: "announced" | "required" | undefined;
  /**
   * Whether table, secrets, logs, queues and the topic of alarms are encrypted with a key of this stack, and not with
   * keys of AWS.
   */
  readonly ownKey: boolean;
  /**
   * How many runs of each function AWS keeps free for it, which is also the most it lets it have. Not set unless asked
   * for: AWS refuses where it would leave the account less than 100 for everything else, a new account often has 10 in
   * all, and the lease, not this, keeps two runs from doing the same.
   * @default what the account has
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * Public address under which Callingly reaches the bridge, without a trailing slash.
   * @default the domain, else the address of the HTTP API
   */
  readonly callbackBaseUrl?: string | undefined;
  /**
   * Another server that speaks Callingly's API, without the `/v1`.
   * @default Callingly
   */
  readonly callinglyBaseUrl?: string | undefined;
  /**
   * By CRM name: another server that speaks the CRM's API.
   * @default the CRMs themselves
   */
  readonly crmBaseUrls?: Readonly<Record<string, string>> | undefined;
  /** A table that was restored, and the stream of it. @default a table of the stack's own */
  readonly restoredTable?: { readonly name: string; readonly streamArn: string } | undefined;
  /** The e-mail address to which alarms are sent. @default none; others may subscribe to the topic */
  readonly alarmEmail?: string | undefined;
  /** The hour from which on the mail of the morning goes to the subscribers of alarms. @default there is no such mail */
  readonly morningMailHour?: number | undefined;
  /** Where RUNBOOK.md is read, for links in alarms. @default its name */
  readonly runbookUrl?: string | undefined;
  /** Whether AWS X-Ray traces the functions' runs. @default false: traces cost more than the runs */
  readonly tracing?: boolean | undefined;
  /** The settings of the stage, in the configuration or for a trial, that are not the defaults. */
  readonly said: DeploymentSettings;
  /** Names of those among them that stand where the bridge is made, and not in the configuration. @default none */
  readonly inCode?: readonly string[] | undefined;
}

/**
 * The settings that a stage may have in the configuration, or with `-c name=value`; `stage` itself only in the latter
 * way.
 */
export const settingNames = [
  "stage",
  ...(Object.keys(StageSettingsSchema.shape) as (keyof DeploymentSettings)[]),
] as const;

/**
 * The settings of a stage: what the configuration says of it, and above that what was given for a trial. Only `dev` is
 * made to be thrown away: a lost lead is worse than a leftover table.
 * @param context the context values of the CDK app, as `-c name=value` and cdk.json give them
 * @param region where it is going to be deployed, if that is known
 * @throws ConfigError naming each value that cannot work, and the remedy
 */
export function stageSettings(
  context: Readonly<Record<string, unknown>> = {},
  stages: BridgeConfig["stages"] = {},
  region?: string,
): StageSettings {
  const name = context.stage === undefined || context.stage === null ? "prod" : String(context.stage);
  const given = Object.fromEntries(
    settingNames
      .filter((each) => each !== "stage" && context[each] !== undefined && context[each] !== null)
      .map((each) => [each, meantBy(context[each])]),
  );
  return checked({
    name,
    given,
    stages,
    region,
    problems: misspelt(context),
    says: (about) => `-c ${about}=${shown(about === "stage" ? name : context[about])}`,
  });
}

/**
 * The settings of a stage whose bridge is made in code: what is said there, above what the configuration says.
 * @param region where it is going to be deployed, if that is known
 * @throws ConfigError naming each value that cannot work, and the remedy
 */
export function settingsInCode(
  { stage = "prod", ...props }: { readonly stage?: string | undefined } & Readonly<Record<string, unknown>>,
  stages: BridgeConfig["stages"] = {},
  region?: string,
): StageSettings {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  const settings = checked({ name: stage, given, stages, region, problems: [], says: (about) => about });
  return { ...settings, inCode: Object.keys(given) };
}

interface Said {
  readonly name: string;
  /** What is said above the configuration. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly stages: BridgeConfig["stages"];
  readonly region: string | undefined;
  /** What is wrong already. */
  readonly problems: readonly string[];
  /** How a given setting is written, so that it is found. */
  readonly says: (about: string) => string;
}

function checked({ name, given, stages, region, problems: already, says }: Said): StageSettings {
  const problems = [...already];
  if (!stageName.test(name)) problems.push(`${says("stage")}: ${stageNameRemedy}`);
  const read = StageSettingsSchema.safeParse({ ...(Object.hasOwn(stages, name) && stages[name]), ...given });
  for (const { path, message } of read.error?.issues ?? []) {
    const about = String(path[0] ?? "");
    const where = about in given ? says(about) : about;
    problems.push(where === "" ? message : `${where}: ${message}`);
  }
  const ofCertificate = read.data?.certificateArn?.split(":")[3];
  if (ofCertificate !== undefined && region !== undefined && ofCertificate !== region) {
    problems.push(
      `certificateArn: the certificate is in ${ofCertificate} and the stack would be in ${region}; request one in ${region}, or set AWS_REGION=${ofCertificate}`,
    );
  }
  if (problems.length > 0 || !read.success)
    throw new ConfigError(["The stage cannot be set up:", ...problems].join("\n  "));

  const { domainName, certificateArn, customerManagedKey, ...said } = read.data;
  return {
    name,
    keepsData: name !== "dev",
    logRetention: RetentionDays.ONE_MONTH,
    throttle: { perSecond: 500, burst: 1000 },
    ownKey: customerManagedKey === true,
    ...(domainName !== undefined && certificateArn !== undefined && { domain: { name: domainName, certificateArn } }),
    ...said,
    said: read.data,
  };
}

/** A value of the context as the configuration would say it: the command line knows texts only. */
function meantBy(value: unknown): unknown {
  if (typeof value !== "string" || !/^(true|false|\d+|\{.*\}|\[.*\])$/s.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const shown = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/**
 * Names in the context that are nearly those of a setting, which would deploy something else than was meant. Others are
 * none of ours: ~/.cdk.json and other tools put theirs there.
 */
function misspelt(context: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(context).flatMap((name) => {
    if (/[:/@]/.test(name) || (settingNames as readonly string[]).includes(name)) return [];
    const meant = settingNames.find((setting) => isNearly(name.toLowerCase(), setting.toLowerCase()));
    return meant === undefined
      ? []
      : [`-c ${name}: there is no such setting; write ${meant}. The bridge knows ${settingNames.join(", ")}`];
  });
}

const isNearly = (name: string, setting: string): boolean =>
  editsBetween(name.replace(/[-_]/g, ""), setting) <= 2 ||
  (name.length > 4 && (setting.includes(name) || name.includes(setting)));

/** How many letters have to be put in, left out or exchanged to make one name of the other. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [to, with_] of [...other].entries()) {
      next.push(Math.min((next[to] ?? 0) + 1, (row[to + 1] ?? 0) + 1, (row[to] ?? 0) + (letter === with_ ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
