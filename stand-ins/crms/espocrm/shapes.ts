import * as z from "zod";

/**
 * What EspoCRM takes for its records: a wrong type or word is refused as EspoCRM refuses it, and so is an unknown name,
 * which EspoCRM drops in silence. https://github.com/espocrm/espocrm/tree/master/application/Espo/Modules/Crm/Resources/metadata/entityDefs
 */

const line = (most: number) => z.string().max(most).nullable().optional();
const Text = z.string().nullable().optional();
const Id = z
  .string()
  .regex(/^[\w.=-]{1,40}$/)
  .nullable()
  .optional();
const Ids = z.array(z.string()).optional();
/** `noBadCharacters` of https://github.com/espocrm/espocrm/blob/master/application/Espo/Resources/metadata/app/regExpPatterns.json */
const named = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^<>=]*$/);
const Phone = z
  .string()
  .max(36)
  .regex(/^[\w@:#+()\-. ]+$/)
  .nullable()
  .optional();
const Email = z.email().nullable().optional();
const Moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const leadStatuses = ["New", "Assigned", "In Process", "Converted", "Recycled", "Dead"] as const;
const callStatuses = ["Planned", "Held", "Not Held"] as const;
const directions = ["Outbound", "Inbound"] as const;

const person = {
  firstName: line(100),
  lastName: line(100),
  middleName: line(100),
  salutationName: z.enum(["", "Mr.", "Ms.", "Mrs.", "Dr."]).nullable().optional(),
  emailAddress: Email,
  phoneNumber: Phone,
  phoneNumberData: z.array(z.looseObject({ phoneNumber: z.string(), primary: z.boolean().optional() })).optional(),
  emailAddressData: z.array(z.looseObject({ emailAddress: z.string(), primary: z.boolean().optional() })).optional(),
  doNotCall: z.boolean().optional(),
  description: Text,
  addressStreet: line(255),
  addressCity: line(100),
  addressState: line(100),
  addressCountry: line(100),
  addressPostalCode: line(40),
  accountName: named(255).nullable().optional(),
  assignedUserId: Id,
  campaignId: Id,
  teamsIds: Ids,
};

/** Those that an administrator adds have names of this kind. */
const ownField = /^c[A-Z]\w*$/;

const withOwnFields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.record(z.string(), z.unknown()).transform((value, context) => {
    const own = Object.entries(value).filter(([name]) => ownField.test(name));
    const others = Object.entries(value).filter(([name]) => !ownField.test(name));
    const read = z.strictObject(shape).safeParse(Object.fromEntries(others));
    for (const issue of read.error?.issues ?? []) context.addIssue({ ...issue, input: value } as never);
    return { ...read.data, ...Object.fromEntries(own) } as Record<string, unknown>;
  });

export const schemas = {
  Lead: withOwnFields({
    ...person,
    status: z.enum(leadStatuses).nullable().optional(),
    source: Text,
    title: line(100),
    website: Text,
    industry: Text,
    opportunityAmount: z.number().nullable().optional(),
    createdContactId: Id,
    createdAccountId: Id,
    createdOpportunityId: Id,
  }),
  Contact: withOwnFields({ ...person, accountId: Id, accountsIds: Ids }),
  Call: withOwnFields({
    name: named(255).optional(),
    status: z.enum(callStatuses).optional(),
    direction: z.enum(directions).nullable().optional(),
    dateStart: Moment.optional(),
    dateEnd: Moment.optional(),
    duration: z.int().nullable().optional(),
    description: Text,
    parentType: z.enum(["Account", "Lead", "Contact", "Opportunity", "Case"]).nullable().optional(),
    parentId: Id,
    leadsIds: Ids,
    contactsIds: Ids,
    usersIds: Ids,
    assignedUserId: Id,
    teamsIds: Ids,
  }),
  /** https://docs.espocrm.com/development/webhooks/ */
  Webhook: z.strictObject({
    event: z
      .string()
      .regex(/^[A-Z]\w+\.(?:create|update|delete|fieldUpdate\.\w+)$/)
      .optional(),
    url: z.url().max(512).optional(),
    isActive: z.boolean().optional(),
  }),
} as const;
export type Entity = keyof typeof schemas;

export const required: Readonly<Record<Entity, readonly string[]>> = {
  Lead: [],
  Contact: ["lastName"],
  Call: ["name", "dateStart", "dateEnd", "assignedUserId"],
  Webhook: ["event", "url"],
};

/** What `Metadata?key=entityDefs.….fields` says of them, as far as it is compared with. */
export const fields: Readonly<
  Record<Exclude<Entity, "Webhook">, Readonly<Record<string, { type: string; options?: readonly string[] }>>>
> = {
  Lead: {
    status: { type: "enum", options: leadStatuses },
    doNotCall: { type: "bool" },
    cSecondsToRing: { type: "int" },
    cCallAttempts: { type: "int" },
    cFirstContact: { type: "datetime" },
  },
  Contact: {
    doNotCall: { type: "bool" },
    cSecondsToRing: { type: "int" },
    cCallAttempts: { type: "int" },
    cFirstContact: { type: "datetime" },
  },
  Call: {
    status: { type: "enum", options: callStatuses },
    direction: { type: "enum", options: directions },
    cRecording: { type: "url" },
  },
};

const WhereSchema = z.strictObject({
  type: z.enum(["equals", "in", "isTrue", "startsWith", "endsWith"]),
  attribute: z.string(),
  value: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Where = z.infer<typeof WhereSchema>;

const ListSchema = z.strictObject({
  select: z.string().optional(),
  maxSize: z.coerce.number().int().max(200).default(20),
  offset: z.coerce.number().int().default(0),
  orderBy: z.string().optional(),
  order: z.enum(["asc", "desc"]).optional(),
});

/** https://docs.espocrm.com/development/api-search-params/ */
export function readList(query: URLSearchParams): z.infer<typeof ListSchema> & { readonly where: Where[] } {
  const items: Record<string, unknown>[] = [];
  const others: Record<string, string> = {};
  for (const [name, value] of query) {
    const [, at, part = "", isList] = /^where\[(\d+)\]\[(\w+)\](\[\])?$/.exec(name) ?? [];
    if (at === undefined) {
      others[name] = value;
      continue;
    }
    const item = items[Number(at)] ?? {};
    items[Number(at)] = item;
    item[part] = isList ? [...((item[part] as string[] | undefined) ?? []), value] : value;
  }
  return { ...ListSchema.parse(others), where: z.array(WhereSchema).parse(items) };
}
