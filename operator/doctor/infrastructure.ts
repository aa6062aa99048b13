import { configFingerprint } from "../../lib/config-fingerprint.ts";
import type { AlarmFacts, FactOrUnknown, Infrastructure, MappingFacts, TableFacts } from "../stage/infrastructure.ts";
import type { Stage } from "../stage/stage.ts";
import { deploy, deployAgain, saidOf } from "./deploy-again.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";
import { checkVersion } from "./version.ts";

/** Whether what the bridge stands on is there and switched on. */
export async function checkInfrastructure(stage: Stage, infrastructure: Infrastructure): Promise<readonly Finding[]> {
  const [table, mappings, schedules, queues, config, concurrency, alarms, domain] = await Promise.all([
    infrastructure.table(),
    infrastructure.mappings(),
    infrastructure.schedules(),
    infrastructure.failureQueues(),
    checkConfig(stage, infrastructure),
    infrastructure.concurrency(),
    infrastructure.alarms(),
    checkDomain(stage, infrastructure),
  ]);
  return [
    ...known("table", table, (facts) => tableFindings(stage, facts)),
    ...known("stream mapping", mappings, (all) => mappingFindings(stage, all)),
    ...known("schedule", schedules, (all) =>
      all.map(({ name, enabled }) =>
        enabled
          ? ok("schedule", name, "Enabled.")
          : fault(
              "schedule",
              name,
              "It is disabled or gone: whatever waits for a time waits for ever.",
              `Enable the rule in EventBridge, or put it back: ${deployAgain(stage)}`,
            ),
      ),
    ),
    ...known("failure queue", queues, (all) =>
      all.map(({ step, messages }) =>
        messages === 0
          ? ok("failure queue", step, "Empty.")
          : warning(
              "failure queue",
              step,
              `It holds ${messages} record${messages === 1 ? "" : "s"} on which the function failed; the minute's tick took these up.`,
              `Read the function's log for errors, then empty the queue.`,
            ),
      ),
    ),
    ...checkVersion(stage),
    config,
    ...checkSettings(stage),
    ...known("concurrency", concurrency, concurrencyFindings),
    ...known("alarms", alarms, (facts) => alarmFindings(stage, facts)),
    ...domain,
  ];
}

/** With less, a busy minute leaves no run for senders at the front door. */
const ENOUGH_RUNS = 100;

const concurrencyFindings = (limit: number): Finding[] => [
  limit >= ENOUGH_RUNS
    ? ok("concurrency", undefined, `${limit} functions may run at a time in this account.`)
    : warning(
        "concurrency",
        undefined,
        `${limit} functions may run at a time in this account, of whatever stack: in a busy minute the front door answers 5xx, and the leads of senders that do not try again are lost.`,
        `Ask AWS for ${ENOUGH_RUNS} or more before the first live lead: Service Quotas → AWS Lambda → Concurrent executions.`,
      ),
];

function alarmFindings(stage: Stage, { confirmed, unconfirmed, ringing }: AlarmFacts): Finding[] {
  const { name, stack } = stage;
  const heard =
    confirmed > 0
      ? ok("alarms", undefined, `${confirmed} confirmed subscription${confirmed === 1 ? "" : "s"}.`)
      : fault(
          "alarms",
          undefined,
          unconfirmed > 0
            ? "Nobody gets them: the link in AWS's first message was not followed."
            : "Nobody gets them: nobody has subscribed.",
          unconfirmed > 0
            ? "Follow the link in the message from AWS Notifications, or have it sent again in SNS (Request confirmation)."
            : `Write alarmEmail into stages.${name} in bridge.config.ts and deploy: ${deploy(stage)}`,
        );
  const rings = ringing.map((alarm) => {
    const section = alarm.replace(`${stack?.name}-`, "");
    return warning("alarm", section, "It rings now.", "Look it up in RUNBOOK.md by its name.");
  });
  return [heard, ...rings];
}

async function checkDomain({ settings, dnsTarget }: Stage, infrastructure: Infrastructure): Promise<Finding[]> {
  const name = settings?.domainName;
  if (name === undefined || dnsTarget === undefined) return [];
  return known("domain", await infrastructure.leadsTo(name, dnsTarget), (leads) => [
    leads
      ? ok("domain", name, "It leads to the front door.")
      : fault(
          "domain",
          name,
          "It does not lead to the bridge's front door: nothing that is sent there arrives.",
          `Point it to ${dnsTarget}: a CNAME, or an alias record in Route 53. A change may take an hour to be seen.`,
        ),
  ]);
}

/** A fact that could not be read is skipped, with the reason. */
const known = <Fact>(check: string, answer: FactOrUnknown<Fact>, findings: (fact: Fact) => Finding[]): Finding[] =>
  "fact" in answer ? findings(answer.fact) : [skipped(check, undefined, `Not looked at: ${answer.unknown}.`)];

/** Stages whose table nothing keeps from being deleted. */
const madeToBeThrownAway: readonly string[] = ["dev", "local"];

function tableFindings(stage: Stage, facts: TableFacts | undefined): Finding[] {
  const { tableName, name } = stage;
  // A table that was restored belongs to no stack, so no deployment changes it.
  const again = stage.settings?.restoredTable
    ? "Switch it on in DynamoDB: the table was restored, so no deployment does it."
    : `Put it back: ${deployAgain(stage)}`;
  if (!facts) {
    return [
      fault(
        "table",
        tableName,
        "There is no such table: no lead can be accepted, none is known.",
        "Restore it from its point-in-time recovery, step by step as docs/restore.md says: a restored table rings people twice if it is only put back.",
      ),
    ];
  }
  if (facts.status !== "ACTIVE")
    return [fault("table", tableName, `It is ${facts.status}.`, "Wait until DynamoDB shows it as ACTIVE.")];
  const isOn = (part: string, on: FactOrUnknown<boolean>, without: Finding): Finding[] =>
    known(`table: ${part}`, on, (yes) => [yes ? ok(`table: ${part}`, undefined, "On.") : without]);
  return [
    ok("table", tableName, "Active."),
    ...isOn(
      "stream",
      { fact: facts.stream },
      fault("table: stream", undefined, "It is off: leads wait up to a minute instead of a second.", again),
    ),
    ...isOn(
      "expiry",
      facts.timeToLive,
      fault("table: expiry", undefined, "It is off: leads that ended are kept for ever.", again),
    ),
    ...isOn(
      "point-in-time recovery",
      facts.pointInTimeRecovery,
      fault("table: point-in-time recovery", undefined, "It is off: what is deleted by mistake is lost.", again),
    ),
    ...(madeToBeThrownAway.includes(name)
      ? []
      : isOn(
          "deletion protection",
          { fact: facts.deletionProtection },
          fault(
            "table: deletion protection",
            undefined,
            "It is off: one click in the console deletes all leads.",
            `Switch it on: aws dynamodb update-table --deletion-protection-enabled --table-name ${tableName}`,
          ),
        )),
  ];
}

/** The steps that a new item wakes. */
const woken = ["dial-lead", "report-call"] as const;

function mappingFindings(stage: Stage, mappings: readonly MappingFacts[]): Finding[] {
  return woken.map((step) => {
    const mapping = mappings.find((one) => one.step === step);
    const late =
      step === "dial-lead" ? "leads are rung up to a minute late" : "results are written up to a minute late";
    if (mapping?.state !== "Enabled") {
      return fault(
        "stream mapping",
        step,
        `It is ${mapping?.state ? mapping.state.toLowerCase() : "gone"}: ${late}.`,
        mapping?.state
          ? `Enable the trigger of the function in Lambda (Configuration → Triggers).`
          : `Delete nothing by hand; put it back: ${deployAgain(stage)}`,
      );
    }
    if (mapping.lastResult?.startsWith("PROBLEM"))
      return warning("stream mapping", step, `Lambda says: ${mapping.lastResult}.`, "Read the function's log.");
    return ok("stream mapping", step, "Enabled.");
  });
}

async function checkConfig(stage: Stage, infrastructure: Infrastructure): Promise<Finding> {
  const { deployed, config, name } = stage;
  if (!deployed)
    return skipped("configuration", undefined, "The stack does not say what it was deployed with: deploy it again.");
  const here = configFingerprint(config, name);
  if (deployed.stage === name && deployed.configFingerprint === here)
    return ok("configuration", undefined, "The one that was deployed.");
  const others = await infrastructure.stagesWith((other) => configFingerprint(config, other));
  const owners = "fact" in others ? others.fact.filter((other) => other !== name) : [];
  const whose = owners.length > 0 ? ` It is the one of the stage ${owners.join(", ")}.` : "";
  return fault(
    "configuration",
    undefined,
    `The configuration here is not the one that the stage ${name} was deployed with.${whose} What this command line says of sources, teams and CRMs is not what the bridge does.`,
    name === "local"
      ? "Start `npm start` again."
      : `Name the right file with BRIDGE_CONFIG or the right stage with --stage; or, if this is to hold there, deploy it: ${deploy(stage)}`,
  );
}

/** A setting that was given on the command line alone is gone with the next deployment that forgets it. */
function checkSettings(stage: Stage): Finding[] {
  const { settings: deployed, stack, config, name } = stage;
  if (deployed === undefined) return [];
  const settings: Readonly<Record<string, unknown>> = deployed;
  const own: Readonly<Record<string, unknown>> = saidOf(config, name);
  const inCode = stack?.settingsInCode ?? [];
  // What stands in the code of an app comes with each of its deployments.
  const differs = (key: string) => !inCode.includes(key) && JSON.stringify(own[key]) !== JSON.stringify(settings[key]);
  const other = [...new Set([...Object.keys(settings), ...Object.keys(own)])].filter(differs);
  if (other.length === 0)
    return [
      ok(
        "settings",
        undefined,
        inCode.length === 0
          ? "Those of the configuration."
          : `Those of the configuration, and ${inCode.join(", ")} of the code.`,
      ),
    ];
  return other.map((key) =>
    key in settings
      ? fault(
          "settings",
          key,
          `The stage was deployed with ${key} = ${JSON.stringify(settings[key])}, and the configuration says ${own[key] === undefined ? "nothing of it" : JSON.stringify(own[key])}: the next deployment changes that.`,
          `If it is to stay, write it into stages.${name} in bridge.config.ts.`,
        )
      : warning(
          "settings",
          key,
          `The configuration says ${key} = ${JSON.stringify(own[key])}, and the stage was deployed without it.`,
          `Deploy it: ${deploy(stage)}`,
        ),
  );
}
