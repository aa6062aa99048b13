import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { ConfigError } from "../lambda/config/schema.ts";

/** All that may differ between two deployments of the bridge. */
export interface StageSettings {
  readonly name: string;
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
  /** Whether table, secrets, logs, queues and the topic of alarms are encrypted with a key of this stack, and not with keys of AWS. */
  readonly ownKey: boolean;
  /**
   * How many runs of each function AWS keeps free for it, which is also the most it lets it have. Not set unless asked
   * for: AWS refuses where it would leave the account less than 100 for everything else, a new account often has 10 in
   * all, and what keeps two runs from doing the same is the lease, not this.
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
  /** Who hears of alarms by e-mail. @default nobody; others may subscribe to the topic */
  readonly alarmEmail?: string | undefined;
  /** Where RUNBOOK.md is read, for links in alarms. @default its name */
  readonly runbookUrl?: string | undefined;
}

/** What may be set with `-c name=value`, or under `context` in cdk.json. */
export const settingNames = [
  "stage",
  "domainName",
  "certificateArn",
  "customerManagedKey",
  "reservedConcurrency",
  "callbackBaseUrl",
  "callinglyBaseUrl",
  "crmBaseUrls",
  "alarmEmail",
  "runbookUrl",
] as const;
type Name = (typeof settingNames)[number];

/** Names that the CDK's command line leaves in the context, beside those with a colon, a slash or an `@`. */
const ofCommandLine = ["cli-telemetry", "acknowledged-issue-numbers"];

/**
 * The settings of a stage. Only `dev` is made to be thrown away: a lost lead is worse than a leftover table.
 * @param context the context values of the CDK app
 * @throws ConfigError naming each value that cannot work, and the remedy
 */
export function stageSettings(context: Readonly<Record<string, unknown>> = {}): StageSettings {
  const problems = unknownNames(context);
  const problem = (text: string) => {
    problems.push(text);
  };
  /** The value as a text, unless it is not what it should be. */
  const read = (name: Name, isRight: (value: string) => boolean, remedy: string): string | undefined => {
    const given = context[name];
    if (given === undefined || given === null) return undefined;
    const value = typeof given === "object" ? JSON.stringify(given) : String(given);
    if (isRight(value)) return value;
    problem(`-c ${name}=${value}: ${remedy}`);
    return undefined;
  };

  const name = read(
    "stage",
    (value) => /^[a-z][a-z0-9-]{0,29}$/.test(value),
    "name the stage with up to 30 small letters, digits and hyphens, beginning with a letter",
  );
  const domainName = read("domainName", isDomain, "give the host alone, such as leads.example.com");
  const certificateArn = read(
    "certificateArn",
    (value) => /^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(value),
    "give the ARN of a certificate in AWS Certificate Manager, such as arn:aws:acm:us-east-1:123456789012:certificate/…",
  );
  if (context.domainName !== undefined && context.certificateArn === undefined)
    problem("-c domainName: add -c certificateArn=…, the certificate for it in the stack's region");
  if (context.certificateArn !== undefined && context.domainName === undefined)
    problem("-c certificateArn: add -c domainName=…, the domain that it is for");
  const ownKey = read("customerManagedKey", (value) => /^(true|false)$/.test(value), "say true or false");
  const reserved = read(
    "reservedConcurrency",
    (value) => /^[1-9]\d{0,3}$/.test(value),
    "give the runs to reserve for each function, at least 1",
  );
  const address = (name: "callbackBaseUrl" | "callinglyBaseUrl") =>
    read(name, isBaseUrl, "give an https address without a slash at its end, such as https://leads.example.com");
  const [callbackBaseUrl, callinglyBaseUrl] = [address("callbackBaseUrl"), address("callinglyBaseUrl")];
  const crmBaseUrls = read("crmBaseUrls", isAddressPerCrm, 'give JSON such as {"hubspot": "https://crm.example.com"}');
  const alarmEmail = read("alarmEmail", isEmail, "give one e-mail address, as in -c alarmEmail=you@example.com");
  const runbookUrl = read("runbookUrl", isAddress, "give the address at which your RUNBOOK.md is read");
  if (problems.length > 0) throw new ConfigError(["The stage cannot be set up:", ...problems].join("\n  "));

  const stage = name ?? "prod";
  return {
    name: stage,
    keepsData: stage !== "dev",
    logRetention: RetentionDays.ONE_MONTH,
    throttle: { perSecond: 500, burst: 1000 },
    ownKey: ownKey === "true",
    ...(domainName !== undefined && certificateArn !== undefined && { domain: { name: domainName, certificateArn } }),
    ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
    callbackBaseUrl,
    callinglyBaseUrl,
    crmBaseUrls: crmBaseUrls === undefined ? undefined : JSON.parse(crmBaseUrls),
    alarmEmail,
    runbookUrl,
  };
}

function unknownNames(context: Readonly<Record<string, unknown>>): string[] {
  const isOurs = (name: string) => !/[:/@]/.test(name) && !ofCommandLine.includes(name);
  return Object.keys(context)
    .filter((name) => isOurs(name) && !(settingNames as readonly string[]).includes(name))
    .map((name) => `-c ${name}: there is no such setting; the bridge knows ${settingNames.join(", ")}`);
}

const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

const isAddress = (value: string): boolean => /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : "");

const isDomain = (value: string): boolean =>
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(value);

/** In the clear only to this machine: the address carries tokens. */
function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith("/")) return false;
  const { protocol, hostname, username, search, hash } = new URL(value);
  const isNear = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return (protocol === "https:" || (protocol === "http:" && isNear)) && !username && !search && !hash;
}

function isAddressPerCrm(value: string): boolean {
  try {
    const addresses: unknown = JSON.parse(value);
    const isObject = typeof addresses === "object" && addresses !== null && !Array.isArray(addresses);
    return isObject && Object.values(addresses).every((address) => typeof address === "string" && isBaseUrl(address));
  } catch {
    return false;
  }
}
