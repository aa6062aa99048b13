import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Dashboard as CloudWatchDashboard, IAlarm } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { AcceptLead } from "./accept-lead.ts";
import { Alarms } from "./alarms/alarms.ts";
import { type Bundles, type FunctionName, functionNames } from "./bundling/bundle.ts";
import { Dashboard } from "./dashboard.ts";
import { DialLead } from "./dial-lead.ts";
import { EncryptionKey } from "./encryption-key.ts";
import { FrontDoor } from "./front-door.ts";
import { HearCall } from "./hear-call.ts";
import { LeadTable } from "./lead-table.ts";
import { LogMetrics } from "./log-metrics.ts";
import { functionOf, monitoredIn } from "./monitored.ts";
import { addOutputs } from "./outputs.ts";
import { Reconcile } from "./reconcile.ts";
import { ReportCall } from "./report-call.ts";
import { TickSchedule } from "./schedule.ts";
import { type BridgeSecrets, Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";

export interface BridgeOf {
  readonly stage: StageSettings;
  readonly config: BridgeConfig;
  readonly bundles: Bundles;
}

/** What others may use of a bridge: to read its table, to draw its figures, to hear its alarms. */
export interface Resources {
  /**
   * Leads and calls. Read it, listen to nothing: two functions read its stream, and a third would slow both down. What
   * is written here by anybody else breaks the promise that nobody is rung twice.
   */
  readonly table: ITable | Table;
  /** The HTTP API through which leads and webhooks come in. */
  readonly api: HttpApi;
  /** Where forms and CRMs post, without a trailing slash. */
  readonly url: string;
  /** By the name of the step, such as `accept-lead`. */
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  /** Where alarms are sent; whoever subscribes gets them. */
  readonly alarmTopic: ITopic;
  readonly alarms: readonly IAlarm[];
  /** By purpose. Filled in by `bridge secrets set`, never by a deployment. */
  readonly secrets: BridgeSecrets;
  /** The dashboard in CloudWatch, which has the stack's name. */
  readonly dashboard: CloudWatchDashboard;
  /** The key with which everything at rest is encrypted, where the stage has one of its own. */
  readonly key: IKey | undefined;
}

/** A bridge within a scope: what it consists of, and the steps of a lead's path through it. */
export function assemble(scope: Construct, { stage, config, bundles }: BridgeOf): Resources {
  const key = stage.ownKey ? new EncryptionKey(scope, "OwnKey", stage) : undefined;
  const parts = {
    stage,
    config,
    bundles,
    key,
    table: new LeadTable(scope, "LeadTable", { ...stage, key }),
    secrets: new Secrets(scope, "Secrets", { ...stage, key }),
    door: new FrontDoor(scope, "FrontDoor", { stage, key }),
    clock: new TickSchedule(scope, "Clock"),
  };
  new AcceptLead(scope, "AcceptLead", parts);
  new DialLead(scope, "DialLead", parts);
  new HearCall(scope, "HearCall", parts);
  new ReportCall(scope, "ReportCall", parts);
  const reconcile = new Reconcile(scope, "Reconcile", parts);

  const monitored = monitoredIn(scope, stage, parts.door);
  new LogMetrics(scope, "LogMetrics", [...monitored.functions.values()], parts.door);
  const alarms = new Alarms(scope, "Alarms", monitored, key);
  if (stage.morningMailHour !== undefined) reconcile.mailTo(alarms.topic, stage.morningMailHour);
  const { dashboard } = new Dashboard(scope, "Dashboard", monitored, alarms);
  addOutputs(scope, config, parts, alarms);

  const functions = functionNames.map((name) => [name, functionOf(name, monitored)]);
  return {
    table: parts.table.table,
    api: parts.door.api,
    url: parts.door.url,
    functions: Object.fromEntries(functions),
    alarmTopic: alarms.topic,
    alarms: alarms.all,
    secrets: parts.secrets.byPurpose,
    dashboard,
    key: key?.key,
  };
}
