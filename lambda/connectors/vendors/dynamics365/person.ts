import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import type { Columns } from "./execution-context.ts";

/** The person of a lead or contact, by the logical names of its columns. */

const Column = z.string().check(z.regex(/^[a-z][a-z0-9_]{1,99}$/, "write the column's logical name, e.g. donotphone"));

export const personSettings = {
  /** Our field → the logical name of another column than the usual one. */
  mapping: MappingSetting,
  /** Columns by which somebody wants no call: each that is neither empty nor a no holds the lead. */
  doNotCall: z._default(z.array(Column), ["donotphone"]),
};

const PersonSettingsSchema = z.object(personSettings);
export type PersonSettings = z.output<typeof PersonSettingsSchema>;

const PHONES = ["telephone1", "mobilephone", "telephone2"];

const PLACE = ["address1_postalcode", "address1_stateorprovince", "address1_country"];

/** What is needed of a row that is fetched. A contact's company is a row of its own. */
export const personColumns = (type: "lead" | "contact", { mapping, doNotCall }: PersonSettings): string[] => [
  ...new Set([
    "firstname",
    "lastname",
    ...PHONES,
    "emailaddress1",
    ...PLACE,
    ...(type === "lead" ? ["companyname"] : []),
    ...doNotCall,
    ...Object.values(mapping).filter((name): name is string => name !== undefined && IS_COLUMN.test(name)),
  ]),
];

const IS_COLUMN = /^[a-z][a-z0-9_]{1,99}$/;

export function readPerson(
  columns: Columns,
  { mapping, doNotCall }: PersonSettings,
  country: Country | undefined,
): LeadDraft {
  const kept = Object.fromEntries(Object.entries(columns).filter(([name]) => !isAside(name)));
  const usual: Mapping = {
    firstName: "firstname",
    lastName: "lastname",
    phone: PHONES.find((name) => textAt(kept, name) !== undefined) ?? "telephone1",
    email: "emailaddress1",
    company: "companyname",
  };
  const draft = readFields(kept, { ...usual, ...mapping }, { country });
  return refusesCalls(columns, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

/** Ids of rows, what Dataverse notes for itself, and the name that is there in parts already. */
const isAside = (name: string): boolean => /id$|^@|@odata|^_|^(?:created|modified)(?:on|by)|^fullname$/.test(name);

/** In doubt it is a refusal: these columns are there to say so. */
const refusesCalls = (columns: Columns, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => {
    const value = Object.hasOwn(columns, name) ? columns[name] : undefined;
    return value !== undefined && value !== null && !/^(?:|false|no|0)$/i.test(String(value).trim());
  });
