import type { FunctionName } from "./bundling/bundle.ts";

/** What each function may do in the table. The stack grants it, and the tests of the steps may do no more. */

/** The partition keys of the table's items, as a policy spells them. */
export const tableKeys = {
  lead: "lead#*",
  call: "call#*",
  phone: "phone#*",
  record: "record#*",
  quota: "quota#*",
  suppressed: "suppressed",
  optOut: "opt-out",
  dnc: "dnc",
  dncExchange: "dnc#*",
  gate: "gate",
  pace: "pace#*",
  clock: "clock#*",
  access: "access#*",
  door: "door#*",
  day: "day#*",
  mail: "mail",
} as const;
export type TableItem = keyof typeof tableKeys;

export type TableAction = "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "Query" | "BatchGetItem";

export interface TableRights {
  /** What may be done with which items. */
  readonly items: Readonly<Partial<Record<TableAction, readonly TableItem[]>>>;
  /** Whether it may ask the index what is due. */
  readonly findsDue: boolean;
  /** Whether it may ask the index which leads came on a day. @default false */
  readonly findsArrived?: boolean;
}

/**
 * What dial-lead may do besides, where it fetches leads with a CRM's access that runs out: it is kept for all workers
 * together.
 */
export const crmAccessRights = { GetItem: ["access"], PutItem: ["access"] } as const satisfies TableRights["items"];

/** What reconcile may do besides, where a stage asks for the mail of the morning: it goes out once. */
export const mailRights = { UpdateItem: ["mail"] } as const satisfies TableRights["items"];

export const tableRights: Readonly<Record<FunctionName, TableRights>> = {
  /**
   * Stores leads, looks again at one that it met and has something to note on, and notes what it refused. Puts people on
   * the list of those who are not called, and stops their leads.
   */
  "accept-lead": {
    items: {
      PutItem: ["lead", "record", "suppressed", "optOut"],
      GetItem: ["lead", "phone"],
      UpdateItem: ["door", "quota"],
      DeleteItem: ["optOut"],
      Query: ["record"],
    },
    findsDue: false,
  },

  /** Notes that calls changed, without reading any. */
  "hear-call": { items: { UpdateItem: ["call"] }, findsDue: false },

  /** Moves leads on, takes and gives back phones and turns, opens and closes gates, finishes what opt-outs began. */
  "dial-lead": {
    items: {
      GetItem: ["lead", "call", "phone", "pace", "record", "dnc", "dncExchange"],
      PutItem: ["lead", "phone", "gate", "pace", "suppressed"],
      UpdateItem: ["lead", "call", "quota"],
      DeleteItem: ["phone", "gate", "optOut"],
      Query: ["gate", "suppressed", "optOut"],
    },
    findsDue: true,
  },

  /** Moves calls and their leads on, keeps a CRM's access, and puts who asked an agent on the list of those who are not called. */
  "report-call": {
    items: {
      GetItem: ["call", "lead", "phone", "clock", "access"],
      PutItem: ["call", "lead", "gate", "clock", "access", "suppressed", "optOut"],
      UpdateItem: ["call", "quota"],
      DeleteItem: ["optOut"],
      Query: ["gate"],
    },
    findsDue: true,
  },

  /**
   * Moves leads on, hints at calls and strips them, notes what Callingly is told of phones, counts closed gates, and counts
   * the leads of days that are over, some of them anew.
   */
  reconcile: {
    items: {
      GetItem: ["lead", "call", "phone", "clock"],
      BatchGetItem: ["lead", "call"],
      PutItem: ["lead", "call", "phone", "day"],
      UpdateItem: ["lead", "call", "quota"],
      Query: ["gate", "day"],
    },
    findsDue: true,
    findsArrived: true,
  },
};
