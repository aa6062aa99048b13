import type { AskTable } from "../runtime/aws.ts";
import { accessStore } from "./dynamo/accesses.ts";
import { arrivalStore } from "./dynamo/arrivals.ts";
import { batchStore } from "./dynamo/batches.ts";
import { callStore } from "./dynamo/calls.ts";
import { clockStore } from "./dynamo/clocks.ts";
import { dayStore } from "./dynamo/days.ts";
import { doNotCallStore } from "./dynamo/do-not-call.ts";
import { dueStore } from "./dynamo/due.ts";
import { dynamoTable } from "./dynamo/dynamo-table.ts";
import { gateStore } from "./dynamo/gates.ts";
import { leadStore } from "./dynamo/leads.ts";
import { mailStore } from "./dynamo/mails.ts";
import { paceStore } from "./dynamo/paces.ts";
import { phoneStore } from "./dynamo/phones.ts";
import { quotaStore } from "./dynamo/quotas.ts";
import { recordStore } from "./dynamo/records.ts";
import { sourceHourStore } from "./dynamo/source-hours.ts";
import { suppressionStore } from "./dynamo/suppressions.ts";
import type { Store } from "./store.ts";

/** The store in DynamoDB. Only it knows how the table is laid out. */
export function dynamoStore(tableName: string, ask: AskTable, now: () => Date = () => new Date()): Store {
  const db = dynamoTable(tableName, ask);
  return {
    leads: leadStore(db),
    phones: phoneStore(db),
    calls: callStore(db),
    gates: gateStore(db),
    paces: paceStore(db),
    clocks: clockStore(db),
    accesses: accessStore(db),
    quotas: quotaStore(db, now),
    sourceHours: sourceHourStore(db),
    suppressions: suppressionStore(db),
    doNotCall: doNotCallStore(db),
    records: recordStore(db, now),
    due: dueStore(db),
    arrivals: arrivalStore(db),
    batches: batchStore(db),
    days: dayStore(db),
    mails: mailStore(db),
  };
}
