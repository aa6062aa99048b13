import { type App, Stack } from "aws-cdk-lib";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { AcceptLead } from "./accept-lead.ts";
import { Alarms } from "./alarms.ts";
import type { Bundles } from "./bundle.ts";
import { Clock } from "./clock.ts";
import { Dashboard } from "./dashboard.ts";
import { DialLead } from "./dial-lead.ts";
import { FrontDoor } from "./front-door.ts";
import { HearCall } from "./hear-call.ts";
import { LeadTable } from "./lead-table.ts";
import { LogMetrics } from "./log-metrics.ts";
import { addOutputs } from "./outputs.ts";
import { OwnKey } from "./own-key.ts";
import { Reconcile } from "./reconcile.ts";
import { ReportCall } from "./report-call.ts";
import { Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";
import { watchedIn } from "./watched.ts";

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

    const key = stage.ownKey ? new OwnKey(this, "OwnKey", stage) : undefined;
    const parts = {
      stage,
      bundles,
      key,
      table: new LeadTable(this, "LeadTable", { ...stage, key }),
      secrets: new Secrets(this, "Secrets", { ...stage, key }),
      door: new FrontDoor(this, "FrontDoor", { stage, key }),
      clock: new Clock(this, "Clock"),
    };
    new AcceptLead(this, "AcceptLead", parts);
    new DialLead(this, "DialLead", parts);
    new HearCall(this, "HearCall", parts);
    new ReportCall(this, "ReportCall", parts);
    new Reconcile(this, "Reconcile", parts);

    const watched = watchedIn(this, stage, parts.door);
    new LogMetrics(this, "LogMetrics", [...watched.functions.values()], parts.door);
    const alarms = new Alarms(this, "Alarms", watched, key);
    new Dashboard(this, "Dashboard", watched, alarms);
    addOutputs(this, config, parts, alarms);
  }
}
