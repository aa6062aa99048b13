import * as z from "zod";
import { type OwnWords, parted } from "../../kit/own-words.ts";
import { badPayload, Refusal } from "./refusal.ts";

/**
 * Tables with the columns that an environment has which nobody has changed, and a few of its own.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/reference/about
 */

const GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
export const isGuid = (text: string): boolean => new RegExp(`^${GUID}$`).test(text);

/** A row that another one points to. */
const bind = (set: string) => z.string().regex(new RegExp(`^/${set}\\(${GUID}\\)$`));
const text = (length: number) => z.string().max(length).nullable();
const moment = z.iso.datetime({ offset: true }).nullable();

const person = {
  firstname: text(50),
  lastname: text(50),
  emailaddress1: text(100),
  telephone1: text(50),
  telephone2: text(50),
  mobilephone: text(50),
  donotphone: z.boolean(),
  statecode: z.int().min(0).max(2),
  statuscode: z.int(),
  "ownerid@odata.bind": bind("systemusers"),
  new_secondstoring: z.int().nullable(),
  new_callattempts: z.int().nullable(),
  new_firstcontact: moment,
};

const columns = {
  leads: z.strictObject({
    ...person,
    companyname: text(100),
    subject: text(300),
    description: text(2_000),
    leadqualitycode: z.int().min(1).max(3).nullable(),
    leadsourcecode: z.int().nullable(),
  }),
  contacts: z.strictObject({ ...person, description: text(2_000) }),
  phonecalls: z.strictObject({
    subject: text(200),
    description: text(2_000),
    directioncode: z.boolean(),
    phonenumber: text(200),
    actualstart: moment,
    actualend: moment,
    actualdurationminutes: z.int().min(0).max(2_147_483_647).nullable(),
    scheduledstart: moment,
    scheduledend: moment,
    leftvoicemail: z.boolean(),
    prioritycode: z.int().min(0).max(2),
    category: text(250),
    subcategory: text(250),
    statecode: z.int().min(0).max(2),
    statuscode: z.int(),
    "regardingobjectid_lead_phonecall@odata.bind": bind("leads"),
    "regardingobjectid_contact_phonecall@odata.bind": bind("contacts"),
    "ownerid_phonecall@odata.bind": bind("systemusers"),
    phonecall_activity_parties: z.array(
      z.strictObject({
        participationtypemask: z.union([z.literal(1), z.literal(2)]),
        "partyid_systemuser@odata.bind": bind("systemusers").optional(),
        "partyid_lead@odata.bind": bind("leads").optional(),
        "partyid_contact@odata.bind": bind("contacts").optional(),
        addressused: z.string().optional(),
      }),
    ),
  }),
  annotations: z.strictObject({
    subject: text(500),
    notetext: text(100_000),
    isdocument: z.boolean(),
    "objectid_lead@odata.bind": bind("leads"),
    "objectid_contact@odata.bind": bind("contacts"),
  }),
} as const;

export type TableName = keyof typeof columns;
export const isTable = (name: string): name is TableName => Object.hasOwn(columns, name);

export const KEYS: Readonly<Record<TableName | "systemusers", string>> = {
  leads: "leadid",
  contacts: "contactid",
  phonecalls: "activityid",
  annotations: "annotationid",
  systemusers: "systemuserid",
};

/** What Dataverse fills in and nobody may write. */
const OWN: Readonly<Record<TableName | "systemusers", readonly string[]>> = {
  leads: ["leadid", "fullname", "createdon", "modifiedon", "merged", "_masterid_value", "_ownerid_value"],
  contacts: ["contactid", "fullname", "createdon", "modifiedon", "merged", "_masterid_value", "_ownerid_value"],
  phonecalls: ["activityid", "createdon", "modifiedon", "_regardingobjectid_value", "_ownerid_value"],
  annotations: ["annotationid", "createdon", "modifiedon", "_objectid_value"],
  systemusers: ["systemuserid", "internalemailaddress", "fullname", "isdisabled", "createdon"],
};

/** @throws Refusal for a column that the table does not have */
export function checkColumns(table: TableName | "systemusers", asked: readonly string[], own: OwnWords): void {
  const written = table === "systemusers" ? [] : Object.keys(columns[table].shape);
  const known = new Set([...OWN[table], ...written.filter((name) => !/@|_parties$/.test(name))]);
  const unknown = asked.find((name) => !known.has(name) && !own.has(name));
  if (unknown === undefined) return;
  const words = `Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.${table.replace(/s$/, "")}'.`;
  throw new Refusal(400, "0x80060888", words);
}

/** By state, the reasons that go with it. */
const REASONS: Readonly<Record<TableName, readonly (readonly number[])[]>> = {
  leads: [[1, 2], [3], [4, 5, 6, 7]],
  contacts: [[1], [2]],
  phonecalls: [[1], [2, 4], [3]],
  annotations: [],
};

export type Written = Readonly<Record<string, unknown>>;

/** What somebody writes into a row. @throws Refusal */
export function readColumns(table: TableName, value: unknown, words: OwnWords): Written {
  const names = new Set([...words].filter((word) => /^[a-z]\w*_/.test(word)));
  const { known, own } = parted(value, names);
  const read = columns[table].partial().safeParse(known);
  if (!read.success) throw refused(table, read.error);
  const written: Written = { ...read.data, ...own };
  const { statecode, statuscode } = written;
  if (statecode === undefined && statuscode === undefined) return written;
  if (
    statecode === undefined ||
    statuscode === undefined ||
    !(words.has(`${statecode}/${statuscode}`) || REASONS[table][Number(statecode)]?.includes(Number(statuscode)))
  ) {
    const words = `${String(statuscode)} is not a valid status code for state code ${String(statecode)}`;
    throw new Refusal(400, "0x80048408", words);
  }
  return written;
}

function refused(table: TableName, { issues: [issue] }: z.ZodError): Refusal {
  const entity = table.replace(/s$/, "");
  if (issue?.code === "unrecognized_keys") {
    const [name = ""] = issue.keys;
    return name.includes("@odata.bind")
      ? badPayload(
          table,
          `An undeclared property '${name.split("@")[0]}' which only has property annotations was found.`,
        )
      : badPayload(table, `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${entity}'.`);
  }
  const field = issue?.path.join(".") ?? "";
  if (issue?.code === "too_big" && issue.origin === "string") {
    const words = `A validation error occurred. The length of the '${field}' attribute of the '${entity}' entity exceeded the maximum allowed length of '${issue.maximum}'.`;
    return new Refusal(400, "0x80044331", words);
  }
  return badPayload(table, `Cannot convert the value of '${field}': ${issue?.message}`);
}
