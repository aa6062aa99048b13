import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
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
import { Doorbell, type StreamPattern } from "./doorbell.ts";
import type { OwnKey } from "./own-key.ts";

export interface LeadTableProps {
  /** Whether the table outlives its stack. */
  readonly keepsData: boolean;
  readonly key: OwnKey | undefined;
}

/** The partition keys of what lies in the table, as a policy spells them. */
const keys = {
  lead: "lead#*",
  call: "call#*",
  phone: "phone#*",
  ref: "ref#*",
  bound: "bound#*",
  callinglyLead: "callingly-lead#*",
  crmRecord: "crm-record#*",
  quota: "quota#*",
  suppressed: "suppressed",
  gate: "gate",
  pace: "pace#*",
  clock: "clock#*",
  access: "access#*",
} as const;
type Item = keyof typeof keys;

/** What a function may do with which items. */
type Rights = Readonly<Partial<Record<"GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "Query", readonly Item[]>>>;

/** The one table: leads, calls and everything that ties them together. */
export class LeadTable extends Construct {
  private readonly table: Table;
  private readonly key: OwnKey | undefined;

  constructor(scope: Construct, id: string, { keepsData, key }: LeadTableProps) {
    super(scope, id);
    this.key = key;
    this.table = new Table(this, "Table", {
      partitionKey: { name: names.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: names.expiry,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key.key }),
    });
    // Sparse: only items that wait for something have its keys. It shows for what and how long, and nobody's data.
    this.table.addGlobalSecondaryIndex({
      indexName: names.dueIndex.name,
      partitionKey: { name: names.dueIndex.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.dueIndex.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...names.dueIndex.shown],
    });
  }

  get tableName(): string {
    return this.table.tableName;
  }

  /** Lets a function store leads, and look again at one that it met and has something to note on; nothing but leads. */
  grantAddLeads(fn: BridgeFunction): void {
    this.grantItems(fn, { PutItem: ["lead"], GetItem: ["lead"] });
  }

  /** Lets a function note that calls changed, without reading any. */
  grantHintCalls(fn: BridgeFunction): void {
    this.grantItems(fn, { UpdateItem: ["call"] });
  }

  /** Lets a function move leads on, take and give back phones and turns, open and close gates, and find what is due. */
  grantDialLeads(fn: BridgeFunction): void {
    this.grantItems(fn, {
      GetItem: ["lead", "pace", "suppressed"],
      PutItem: ["lead", "phone", "ref", "bound", "crmRecord", "gate", "pace"],
      UpdateItem: ["call", "quota"],
      DeleteItem: ["phone", "gate"],
      Query: ["gate", "suppressed"],
    });
    this.grantFindDue(fn);
  }

  /** Lets a function move calls and their leads on, keep a CRM's access, and find what is due. */
  grantReportCalls(fn: BridgeFunction): void {
    this.grantItems(fn, {
      GetItem: ["call", "lead", "bound", "ref", "phone", "clock", "access"],
      PutItem: ["call", "lead", "bound", "callinglyLead", "gate", "clock", "access"],
      UpdateItem: ["quota"],
      Query: ["callinglyLead", "gate"],
    });
    this.grantFindDue(fn);
  }

  /** Lets a function move leads on, hint at calls and strip them, close and open gates, and find what is due. */
  grantReconcile(fn: BridgeFunction): void {
    this.grantItems(fn, {
      GetItem: ["lead", "call", "bound", "phone", "clock"],
      PutItem: ["lead", "call", "bound", "gate"],
      UpdateItem: ["call", "quota"],
      DeleteItem: ["gate"],
      Query: ["gate"],
    });
    this.grantFindDue(fn);
  }

  /**
   * Wakes a function as soon as an item is written that fits one of the patterns. Two functions are woken; a stream lets
   * no more than two read each of its shards, so a third, of whatever else, would slow all of them down.
   */
  wake(fn: BridgeFunction, patterns: readonly StreamPattern[]): void {
    new Doorbell(fn, "Doorbell", { fn, table: this.table, patterns, key: this.key });
  }

  private grantItems(fn: BridgeFunction, rights: Rights): void {
    fn.addEnvironment(EnvName.tableName, this.table.tableName);
    for (const [action, items] of Object.entries(rights)) {
      fn.addToRolePolicy(
        new PolicyStatement({
          actions: [`dynamodb:${action}`],
          resources: [this.table.tableArn],
          conditions: {
            "ForAllValues:StringLike": { "dynamodb:LeadingKeys": items.map((item) => keys[item]) },
          },
        }),
      );
    }
    this.key?.grantTable(fn);
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
