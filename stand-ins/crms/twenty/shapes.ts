import * as z from "zod";

/**
 * What Twenty takes, as a workspace's OpenAPI describes it: an unknown field, a wrong type or an option that is none is
 * refused. https://docs.twenty.com/developers/extend/api
 */

const Id = z.uuid();
const Text = z.string().nullable().optional();

/** Those of people that the demo's workspace has added. */
const statuses = ["NEW", "CONTACTED", "VOICEMAIL", "NO_ANSWER", "DO_NOT_CALL"] as const;

const Phone = z.strictObject({
  number: z.string(),
  callingCode: z.string().optional(),
  countryCode: z.string().optional(),
});

export const schemas = {
  people: z.strictObject({
    id: Id.optional(),
    name: z.strictObject({ firstName: z.string(), lastName: z.string() }).optional(),
    emails: z
      .strictObject({ primaryEmail: z.email(), additionalEmails: z.array(z.email()).nullable().optional() })
      .optional(),
    phones: z
      .strictObject({
        primaryPhoneNumber: z.string(),
        primaryPhoneCountryCode: z.string().optional(),
        primaryPhoneCallingCode: z.string().optional(),
        additionalPhones: z.array(Phone).nullable().optional(),
      })
      .optional(),
    jobTitle: z.string().optional(),
    city: z.string().optional(),
    companyId: Id.nullable().optional(),
    callStatus: z.enum(statuses).nullable().optional(),
    doNotCall: z.boolean().optional(),
    secondsToRing: z.number().nullable().optional(),
    callAttempts: z.number().nullable().optional(),
    firstContactAt: z.iso.datetime().nullable().optional(),
  }),
  notes: z.strictObject({
    id: Id.optional(),
    title: z.string().optional(),
    bodyV2: z.strictObject({ markdown: Text, blocknote: Text }).optional(),
  }),
  noteTargets: z.strictObject({
    id: Id.optional(),
    noteId: Id,
    targetPersonId: Id.nullable().optional(),
    targetCompanyId: Id.nullable().optional(),
    targetOpportunityId: Id.nullable().optional(),
  }),
} as const;
export type ObjectName = keyof typeof schemas;

/** What may be changed of one that is there. */
export const changeSchemas = {
  people: schemas.people.omit({ id: true }),
  notes: schemas.notes.omit({ id: true }),
  noteTargets: schemas.noteTargets.omit({ id: true }).partial(),
} as const;

export const singular = { people: "person", notes: "note", noteTargets: "noteTarget" } as const;

/** What the metadata API says of the fields of people, as far as it is compared with. */
export const personFields = [
  { name: "callStatus", type: "SELECT", options: statuses.map((value) => ({ value })), isActive: true },
  { name: "doNotCall", type: "BOOLEAN", options: null, isActive: true },
  { name: "secondsToRing", type: "NUMBER", options: null, isActive: true },
  { name: "callAttempts", type: "NUMBER", options: null, isActive: true },
  { name: "firstContactAt", type: "DATE_TIME", options: null, isActive: true },
] as const;

export const ListSchema = z.strictObject({
  filter: z.string().optional(),
  order_by: z.literal("createdAt[DescNullsLast]").optional(),
  limit: z.coerce.number().int().min(0).max(200).default(60),
  depth: z.enum(["0", "1"]).default("1"),
});
export const OneSchema = z.strictObject({ depth: z.enum(["0", "1"]).default("1") });

interface Condition {
  readonly path: readonly string[];
  readonly fits: (value: unknown) => boolean;
}

/** As much of the filters as the bridge uses: conditions that all hold. */
export const readFilter = (filter: string): readonly Condition[] => filter.split(/,(?=[\w.]+\[)/).map(readCondition);

function readCondition(condition: string): Condition {
  const [, path = "", comparator = "", value = ""] = /^([\w.]+)\[(\w+)\]:"([^"]*)"$/.exec(condition) ?? [];
  const pattern = z.enum(["eq", "gte", "like", "ilike"]).parse(comparator);
  if (pattern === "eq") return { path: path.split("."), fits: (held) => held === value };
  if (pattern === "gte") return { path: path.split("."), fits: (held) => typeof held === "string" && held >= value };
  const inSigns = value
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  const expression = new RegExp(`^${inSigns}$`, pattern === "ilike" ? "i" : "");
  return { path: path.split("."), fits: (held) => typeof held === "string" && expression.test(held) };
}
