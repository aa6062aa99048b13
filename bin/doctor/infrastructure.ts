import { configFingerprint } from "../../lib/config-fingerprint.ts";
import type { Infrastructure, MappingFacts, TableFacts, Told } from "../stage/infrastructure.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

/** Whether what the bridge stands on is there and switched on. */
export async function checkInfrastructure(stage: Stage, infrastructure: Infrastructure): Promise<readonly Finding[]> {
  const [table, mappings, schedules, queues, config] = await Promise.all([
    infrastructure.table(),
    infrastructure.mappings(),
    infrastructure.schedules(),
    infrastructure.failureQueues(),
    checkConfig(stage, infrastructure),
  ]);
  return [
    ...known("table", table, (facts) => tableFindings(stage, facts)),
    ...known("stream mapping", mappings, mappingFindings),
    ...known("schedule", schedules, (all) =>
      all.map(({ name, enabled }) =>
        enabled
          ? ok("schedule", name, "Enabled.")
          : fault(
              "schedule",
              name,
              "It is disabled or gone: whatever waits for a time waits for ever.",
              `Enable the rule in EventBridge, or deploy again: npx cdk deploy -c stage=${stage.name}`,
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
    config,
  ];
}

/** What could not be asked is skipped, with the reason. */
const known = <Fact>(check: string, told: Told<Fact>, findings: (fact: Fact) => Finding[]): Finding[] =>
  "fact" in told ? findings(told.fact) : [skipped(check, undefined, `Not looked at: ${told.unknown}.`)];

function tableFindings({ tableName, name }: Stage, facts: TableFacts | undefined): Finding[] {
  const again = `Deploy again: npx cdk deploy -c stage=${name}`;
  if (!facts) {
    return [
      fault(
        "table",
        tableName,
        "There is no such table: no lead can be accepted, none is known.",
        `Restore it from its point-in-time recovery or a backup under this name, then ${again.toLowerCase()}`,
      ),
    ];
  }
  if (facts.status !== "ACTIVE")
    return [fault("table", tableName, `It is ${facts.status}.`, "Wait until DynamoDB shows it as ACTIVE.")];
  const isOn = (part: string, on: Told<boolean>, without: Finding): Finding[] =>
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
  ];
}

/** The steps that a new item wakes. */
const woken = ["dial-lead", "report-call"] as const;

function mappingFindings(mappings: readonly MappingFacts[]): Finding[] {
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
          : "Delete nothing by hand; deploy again: npx cdk deploy",
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
    return skipped("configuration", undefined, "The stack does not tell what it was deployed with: deploy it anew.");
  const here = configFingerprint(config);
  if (deployed.stage === name && deployed.configFingerprint === here)
    return ok("configuration", undefined, "The one that was deployed.");
  const others = await infrastructure.stagesWith(here);
  const owners = "fact" in others ? others.fact.filter((other) => other !== name) : [];
  const whose = owners.length > 0 ? ` It is the one of the stage ${owners.join(", ")}.` : "";
  return fault(
    "configuration",
    undefined,
    `The configuration here is not the one that the stage ${name} was deployed with.${whose} What this command line says of sources, teams and CRMs is not what the bridge does.`,
    name === "local"
      ? "Start `npm start` again."
      : `Name the right file with BRIDGE_CONFIG or the right stage with --stage; or, if this is to hold there, deploy it: npx cdk deploy -c stage=${name}`,
  );
}
