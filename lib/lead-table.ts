import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { type Kind, table as names } from "../lambda/store/table.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import { Doorbell, type StreamPattern } from "./doorbell.ts";

export interface LeadTableProps {
  /** Whether the table outlives its stack. */
  readonly keepsData: boolean;
}

/** The one table: leads, calls and everything that ties them together. */
export class LeadTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string, { keepsData }: LeadTableProps) {
    super(scope, id);
    this.table = new Table(this, "Table", {
      partitionKey: { name: names.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: names.expiry,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Sparse: only items that wait for something have its keys.
    this.table.addGlobalSecondaryIndex({
      indexName: names.dueIndex.name,
      partitionKey: { name: names.dueIndex.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.dueIndex.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  get tableName(): string {
    return this.table.tableName;
  }

  /** Lets a function store leads and look at one it is about to overwrite; nothing but leads. */
  grantAddLeads(fn: BridgeFunction): void {
    this.grantItems(fn, ["GetItem", "PutItem"], "lead");
  }

  /** Lets a function note that calls changed, without reading any. */
  grantHintCalls(fn: BridgeFunction): void {
    this.grantItems(fn, ["UpdateItem"], "call");
  }

  /** Lets a function move leads on, take and give back phones, open and close gates, and find what is due. */
  grantDialLeads(fn: BridgeFunction): void {
    this.grantItems(fn, ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"]);
    this.grantFindDue(fn);
  }

  /** Lets a function move calls and their leads on, and find what is due. */
  grantReportCalls(fn: BridgeFunction): void {
    this.grantItems(fn, ["GetItem", "PutItem", "Query"]);
    this.grantFindDue(fn);
  }

  /** Lets a function move leads on, hint at calls, close and open gates, and find what is due. */
  grantReconcile(fn: BridgeFunction): void {
    this.grantItems(fn, ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"]);
    this.grantFindDue(fn);
  }

  /** Wakes a function as soon as an item is written that fits the pattern. */
  wake(fn: BridgeFunction, pattern: StreamPattern): void {
    new Doorbell(fn, "Doorbell", { fn, table: this.table, pattern });
  }

  private grantItems(fn: BridgeFunction, actions: readonly ItemAction[], only?: Kind): void {
    fn.addEnvironment(EnvName.tableName, this.table.tableName);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
        ...(only && { conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${only}#*`] } } }),
      }),
    );
  }

  private grantFindDue(fn: BridgeFunction): void {
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: [`${this.table.tableArn}/index/${names.dueIndex.name}`],
      }),
    );
  }
}

type ItemAction = "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "Query";
