import * as z from "zod";
import { NumberBeginning } from "./schema/policies.ts";

/**
 * What a stage's deployment is made with, as bridge.config.ts says it in `stages` and `-c name=value` for a trial.
 * Checked once, when the stack is synthesised; no function carries it, and who is rung stands in their environment.
 */

const isDomain = (value: string): boolean =>
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(value);

const isAddress = (value: string): boolean => /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : "");

/** In the clear only to this machine: the address carries tokens. */
function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith("/")) return false;
  const { protocol, hostname, username, search, hash } = new URL(value);
  const isNear = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return (protocol === "https:" || (protocol === "http:" && isNear)) && !username && !search && !hash;
}

const isTrueOrFalse = z.boolean("say true or false");
/** A text that fits, or the remedy. */
const text = (isRight: (value: string) => boolean, remedy: string) => z.string(remedy).refine(isRight, remedy);
const address = text(isBaseUrl, "give an https address without a slash at its end, such as https://leads.example.com");
const addressPerCrm = 'give an https address by the CRM\'s name, such as {"sales": "https://crm.example.com"}';
const someRuns = "give the runs to reserve for each function, at least 1";

const anHour = "give an hour from 0 to 23, such as 8";

const asPrinted = "copy the line that `bridge restored` printed";
const restoredTable = {
  name: text((value) => /^[\w.-]{3,255}$/.test(value), asPrinted),
  streamArn: text(
    (value) => /^arn:aws[\w-]*:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/\S+$/.test(value),
    asPrinted,
  ),
};

const aStack = "give the name of a stack: letters, digits and hyphens, beginning with a letter";

export const StageSettingsSchema = z
  .strictObject({
    /**
     * The stack that the stage is in, by which the command line finds it: that of a `Bridge` in an app of your own.
     * Default: `callingly-bridge-` and the stage's name.
     */
    stackName: text((value) => /^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(value), aStack).optional(),
    /**
     * A domain of yours for the front door, with the ARN of its certificate in AWS Certificate Manager, in the same
     * region.
     */
    domainName: text(isDomain, "give the host alone, such as leads.example.com").optional(),
    certificateArn: text(
      (value) => /^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(value),
      "give the ARN of a certificate in AWS Certificate Manager, such as arn:aws:acm:us-east-1:123456789012:certificate/…",
    ).optional(),
    /** Whether the HTTP API's own address is closed, so that there is no way in beside the domain. */
    closesApiEndpoint: isTrueOrFalse.optional(),
    /**
     * Whether something of yours stands before the door, at `callbackBaseUrl`, and says a secret word with each request:
     * `announced` makes the word and refuses no request, `required` refuses requests without it.
     */
    originHeader: z
      .enum(["announced", "required"], "say announced, and required once `bridge doctor` finds it")
      .optional(),
    /** Whether table, secrets, logs, queues and the topic of alarms are encrypted with a key of the stack. */
    customerManagedKey: isTrueOrFalse.optional(),
    /** Whether AWS X-Ray traces the functions' runs, which costs more than the runs themselves. */
    tracing: isTrueOrFalse.optional(),
    /**
     * Whether it is production: anywhere else only the numbers in `onlyNumbers` are rung. Default: of the stages `prod`,
     * `production` and `live` alone.
     */
    production: isTrueOrFalse.optional(),
    /** In the place of `policies.onlyNumbers`: only these numbers are rung in this stage, or those that begin so. */
    onlyNumbers: z.array(NumberBeginning, 'give a list, such as ["+12125550100"]').optional(),
    /** In the place of `policies.dryRun`: true does everything but the calls. */
    dryRun: isTrueOrFalse.optional(),
    /** How many runs AWS reserves for each function, which is also the most that it allows. */
    reservedConcurrency: z.int(someRuns).min(1, someRuns).max(9_999, someRuns).optional(),
    /** Public address under which Callingly reaches the bridge. */
    callbackBaseUrl: address.optional(),
    /** Another server that speaks Callingly's API, without the `/v1`. */
    callinglyBaseUrl: address.optional(),
    /** By CRM name: another server that speaks the CRM's API. */
    crmBaseUrls: z.record(z.string(), text(isBaseUrl, addressPerCrm), addressPerCrm).optional(),
    /** The e-mail address to which alarms are sent. */
    alarmEmail: text(
      (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
      "give one e-mail address, such as you@example.com",
    ).optional(),
    /**
     * From which hour of the day, by the clocks of the first account, a mail with yesterday's numbers goes to whoever gets
     * the alarms, once a day. Default: none does.
     */
    morningMailHour: z.int(anHour).min(0, anHour).max(23, anHour).optional(),
    /**
     * A table that was restored from a backup and made safe by `bridge restored`; the stack works on it instead of its
     * own.
     */
    restoredTable: z.strictObject(restoredTable, asPrinted).optional(),
    /** Where RUNBOOK.md is read, for links in alarms. */
    runbookUrl: text(isAddress, "give the address at which your RUNBOOK.md is read").optional(),
  })
  .superRefine((settings, context) => {
    const { domainName, certificateArn, closesApiEndpoint, originHeader, callbackBaseUrl, restoredTable } = settings;
    const complain = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (domainName !== undefined && certificateArn === undefined)
      complain("domainName", "add certificateArn, the certificate for it in the stack's region");
    if (certificateArn !== undefined && domainName === undefined)
      complain("certificateArn", "add domainName, the domain that it is for");
    if (closesApiEndpoint && domainName === undefined)
      complain("closesApiEndpoint", "add domainName; without a domain the API's own address is the only way in");
    if (originHeader !== undefined && callbackBaseUrl === undefined)
      complain("originHeader", "add callbackBaseUrl, the address of what stands before the door");
    if (restoredTable && restoredTable.streamArn.split("/")[1] !== restoredTable.name)
      complain("restoredTable", `the stream is another table's; ${asPrinted}`);
  });
export type DeploymentSettings = z.output<typeof StageSettingsSchema>;

export const stageName = /^[a-z][a-z0-9-]{0,29}$/;
export const stageNameRemedy =
  "name the stage with up to 30 small letters, digits and hyphens, beginning with a letter";
