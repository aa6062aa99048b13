import { type App, Stack } from "aws-cdk-lib";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { AcceptLead } from "./accept-lead.ts";
import { Alarms } from "./alarms/alarms.ts";
import type { Bundles } from "./bundle.ts";
import { Dashboard } from "./dashboard.ts";
import { DialLead } from "./dial-lead.ts";
import { EncryptionKey } from "./encryption-key.ts";
import { FrontDoor } from "./front-door.ts";
import { HearCall } from "./hear-call.ts";
import { LeadTable } from "./lead-table.ts";
import { LogMetrics } from "./log-metrics.ts";
import { monitoredIn } from "./monitored.ts";
import { addOutputs } from "./outputs.ts";
import { Reconcile } from "./reconcile.ts";
import { ReportCall } from "./report-call.ts";
import { TickSchedule } from "./schedule.ts";
import { Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";

export interface BridgeStackProps {
  readonly stage: StageSettings;
  readonly config: BridgeConfig;
  readonly bundles: Bundles;
}

/** The bridge: what it consists of, and the steps of a lead's path through it. */
export class BridgeStack extends Stack {
  constructor(scope: App, { stage, config, bundles }: BridgeStackProps) {
    super(scope, `callingly-bridge-${stage.name}`, {
      description: "Leads in, Callingly calls them, results back to the CRM",
      terminationProtection: stage.keepsData,
      tags: { application: "callingly-bridge", stage: stage.name },
    });

    const key = stage.ownKey ? new EncryptionKey(this, "OwnKey", stage) : undefined;
    const parts = {
      stage,
      config,
      bundles,
      key,
      table: new LeadTable(this, "LeadTable", { ...stage, key }),
      secrets: new Secrets(this, "Secrets", { ...stage, key }),
      door: new FrontDoor(this, "FrontDoor", { stage, key }),
      clock: new TickSchedule(this, "Clock"),
    };
    new AcceptLead(this, "AcceptLead", parts);
    new DialLead(this, "DialLead", parts);
    new HearCall(this, "HearCall", parts);
    new ReportCall(this, "ReportCall", parts);
    const reconcile = new Reconcile(this, "Reconcile", parts);

    const monitored = monitoredIn(this, stage, parts.door);
    new LogMetrics(this, "LogMetrics", [...monitored.functions.values()], parts.door);
    const alarms = new Alarms(this, "Alarms", monitored, key);
    if (stage.morningMailHour !== undefined) reconcile.mailTo(alarms.topic, stage.morningMailHour);
    new Dashboard(this, "Dashboard", monitored, alarms);
    addOutputs(this, config, parts, alarms);
  }
}
