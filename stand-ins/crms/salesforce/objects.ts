import * as z from "zod";
import { type OwnWords, parted } from "../../kit/own-words.ts";
import { Refusal } from "./refusal.ts";

/**
 * Objects with the fields that an organisation has which nobody has changed, and a few of its own.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
 */

const Id = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/);
const text = (length: number) => z.string().max(length).nullable();

const Person = {
  FirstName: text(40),
  LastName: z.string().min(1).max(80),
  Salutation: text(40),
  Title: text(128),
  Phone: text(40),
  MobilePhone: text(40),
  Fax: text(40),
  Email: z.email().max(80).nullable(),
  LeadSource: text(255),
  Description: text(32_000),
  DoNotCall: z.boolean(),
  OwnerId: Id,
};

const fields = {
  Lead: z.strictObject({
    ...Person,
    Company: z.string().min(1).max(255),
    Street: text(255),
    City: text(40),
    State: text(80),
    PostalCode: text(20),
    Country: text(80),
    Website: text(255),
    Status: z.enum(["Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"]),
    Rating: z.enum(["Hot", "Warm", "Cold"]).nullable(),
    Seconds_To_Ring__c: z.number().nullable(),
    Call_Attempts__c: z.number().nullable(),
    First_Contact__c: z.iso.datetime({ offset: true }).nullable(),
  }),
  Contact: z.strictObject({
    ...Person,
    AccountId: Id.nullable(),
    HomePhone: text(40),
    OtherPhone: text(40),
    Department: text(80),
  }),
  Task: z.strictObject({
    WhoId: Id.nullable(),
    WhatId: Id.nullable(),
    OwnerId: Id,
    Subject: text(255),
    ActivityDate: z.iso.date().nullable(),
    Status: z.enum(["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"]),
    Priority: z.enum(["High", "Normal", "Low"]),
    Description: text(32_000),
    Type: z.enum(["Call", "Email", "Meeting", "Other"]).nullable(),
    TaskSubtype: z.enum(["Task", "Email", "ListEmail", "Cadence", "Call", "LinkedIn"]),
    CallType: z.enum(["Internal", "Inbound", "Outbound"]).nullable(),
    CallDurationInSeconds: z.int().min(0).max(99_999_999).nullable(),
    CallDisposition: text(255),
    CallObject: text(255),
    Recording__c: z.url().max(255).nullable(),
    Callingly_Call__c: text(255),
  }),
  Event: z.strictObject({
    WhoId: Id.nullable(),
    WhatId: Id.nullable(),
    OwnerId: Id,
    Subject: text(255),
    Location: text(255),
    Description: text(32_000),
    StartDateTime: z.iso.datetime({ offset: true }),
    DurationInMinutes: z.int().min(0),
    IsAllDayEvent: z.boolean(),
  }),
} as const;

export type ObjectName = keyof typeof fields;
export const isObject = (name: string): name is ObjectName => Object.hasOwn(fields, name);

/** What Salesforce fills in and nobody may write. */
const SYSTEM = ["Id", "IsDeleted", "CreatedDate", "CreatedById", "LastModifiedDate", "MasterRecordId"];
const OWN: Readonly<Record<ObjectName | "User", readonly string[]>> = {
  Lead: [...SYSTEM, "Name", "IsConverted", "ConvertedContactId"],
  Contact: [...SYSTEM, "Name"],
  Task: ["Id", "IsDeleted", "CreatedDate", "LastModifiedDate", "IsClosed"],
  Event: ["Id", "IsDeleted", "CreatedDate", "LastModifiedDate", "ActivityDate", "ActivityDateTime", "IsChild"],
  User: ["Id", "Email", "Name", "Username", "IsActive", "UserType", "CreatedDate"],
};

/** All fields that can be asked for. @throws Refusal INVALID_TYPE */
export function fieldsOf(object: string): ReadonlySet<string> {
  if (object === "User") return new Set(OWN.User);
  if (isObject(object)) return new Set([...OWN[object], ...Object.keys(fields[object].shape)]);
  throw new Refusal(400, "INVALID_TYPE", `sObject type '${object}' is not supported.`);
}

/** Long texts cannot be compared. */
export const isComparable = (field: string): boolean => field !== "Description";

const REQUIRED: Readonly<Record<ObjectName, readonly string[]>> = {
  Lead: ["LastName", "Company"],
  Contact: ["LastName"],
  Task: [],
  Event: ["StartDateTime", "DurationInMinutes"],
};
/** Taken when a record is made, and not later. */
const FIRST_ONLY: Readonly<Record<ObjectName, readonly string[]>> = {
  Lead: [],
  Contact: [],
  Task: ["TaskSubtype"],
  Event: [],
};

export type Written = Readonly<Record<string, string | number | boolean | null>>;

/** What somebody writes into a record. @throws Refusal */
export function readFields(object: ObjectName, value: unknown, write: "make" | "change", words: OwnWords): Written {
  const { known, own } = parted(value, words);
  const read = fields[object].partial().safeParse(known);
  if (!read.success) throw refused(object, read.error);
  const given: Written = { ...(read.data as Written), ...own };
  const fixed = write === "change" ? FIRST_ONLY[object].filter((name) => name in given) : [];
  if (fixed.length > 0) {
    const words = `Unable to create/update fields: ${fixed.join(", ")}. Please check the security settings of this field`;
    throw new Refusal(400, "INVALID_FIELD_FOR_INSERT_UPDATE", words, fixed);
  }
  const missing = write === "make" ? REQUIRED[object].filter((name) => !given[name]) : [];
  if (missing.length > 0) {
    throw new Refusal(400, "REQUIRED_FIELD_MISSING", `Required fields are missing: [${missing.join(", ")}]`, missing);
  }
  return given;
}

function refused(object: ObjectName, { issues: [issue] }: z.ZodError): Refusal {
  const field = String(issue?.path[0] ?? "");
  if (issue?.code === "unrecognized_keys") {
    const [name = ""] = issue.keys;
    return new Refusal(400, "INVALID_FIELD", `No such column '${name}' on sobject of type ${object}`);
  }
  if (issue?.code === "too_big" && issue.origin === "string") {
    const words = `${field}: data value too large (max length=${issue.maximum})`;
    return new Refusal(400, "STRING_TOO_LONG", words, [field]);
  }
  if (issue?.code === "invalid_value") {
    const words = `${field}: bad value for restricted picklist field`;
    return new Refusal(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", words, [field]);
  }
  if (field === "Email") return new Refusal(400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address", [field]);
  return new Refusal(400, "JSON_PARSER_ERROR", `Cannot deserialize the value of ${field}: ${issue?.message}`);
}
