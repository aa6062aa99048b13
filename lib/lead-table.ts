import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { table as names } from "../lambda/store/table.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import type { FunctionName } from "./bundling/bundle.ts";
import { Doorbell, type StreamPattern } from "./doorbell.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { StageSettings } from "./stage.ts";
import { crmAccessRights, mailRights, type TableRights, tableKeys, tableRights } from "./table-rights.ts";

export interface LeadTableProps {
  /** A table that the stack is to work on instead of making one. */
  readonly restoredTable?: StageSettings["restoredTable"];
  /** Whether the table outlives its stack. */
  readonly keepsData: boolean;
  readonly key: EncryptionKey | undefined;
}

/** The one table: leads, calls and everything that ties them together. */
export class LeadTable extends Construct {
  readonly table: ITable | Table;
  private readonly key: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, { restoredTable, ...props }: LeadTableProps) {
    super(scope, id);
    this.key = props.key;
    this.table = restoredTable
      ? Table.fromTableAttributes(this, "RestoredTable", {
          tableName: restoredTable.name,
          tableStreamArn: restoredTable.streamArn,
        })
      : this.ownTable(props);
  }

  private ownTable({ keepsData, key }: LeadTableProps): Table {
    const table = new Table(this, "Table", {
      partitionKey: { name: names.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: names.expiry,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepsData,
      // Also of a first deployment that failed: not even CloudFormation may delete a protected table.
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key.key }),
    });
    // Sparse: only items that wait for something have its keys. It shows for what and how long, and no personal data.
    table.addGlobalSecondaryIndex({
      indexName: names.dueIndex.name,
      partitionKey: { name: names.dueIndex.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.dueIndex.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...names.dueIndex.shown],
    });
    // Which leads came on a day: ids and times, and no personal data.
    table.addGlobalSecondaryIndex({
      indexName: names.arrivedIndex.name,
      partitionKey: { name: names.arrivedIndex.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.arrivedIndex.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  }

  get tableName(): string {
    return this.table.tableName;
  }

  /** Grants a function its {@link tableRights}. */
  grant(fn: BridgeFunction, name: FunctionName): void {
    const { items, findsDue, findsArrived } = tableRights[name];
    fn.addEnvironment(EnvName.tableName, this.table.tableName);
    this.grantItems(fn, items);
    this.key?.grantTable(fn);
    if (findsDue) this.grantIndex(fn, names.dueIndex.name);
    if (findsArrived) this.grantIndex(fn, names.arrivedIndex.name);
  }

  /** Lets a function keep and use a CRM's access that runs out. */
  grantCrmAccess(fn: BridgeFunction): void {
    this.grantItems(fn, crmAccessRights);
  }

  /** Lets a function note which morning's mail is out. */
  grantMails(fn: BridgeFunction): void {
    this.grantItems(fn, mailRights);
  }

  /**
   * Wakes a function as soon as an item is written that fits the pattern. Two functions are woken; a stream lets
   * no more than two read each of its shards, so a third, of whatever else, would slow all of them down.
   */
  wake(fn: BridgeFunction, pattern: StreamPattern): void {
    new Doorbell(fn, "Doorbell", { fn, streamArn: this.table.tableStreamArn ?? "", pattern, key: this.key });
  }

  private grantIndex(fn: BridgeFunction, index: string): void {
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ["dynamodb:Query"], resources: [`${this.table.tableArn}/index/${index}`] }),
    );
  }

  private grantItems(fn: BridgeFunction, items: TableRights["items"]): void {
    for (const [action, of] of Object.entries(items)) {
      fn.addToRolePolicy(
        new PolicyStatement({
          actions: [`dynamodb:${action}`],
          resources: [this.table.tableArn],
          conditions: {
            "ForAllValues:StringLike": { "dynamodb:LeadingKeys": of.map((item) => tableKeys[item]) },
          },
        }),
      );
    }
  }
}
