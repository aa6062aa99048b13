import * as z from "zod/mini";
import { splitName } from "../../../lead/reader/names.ts";
import { type Country, isCountry, parsePhone } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";

/** monday's items, as its API answers them: https://developer.monday.com/api-reference/docs/column-types-reference */

/** What may stand in a record of ours: it gets into no question that is not one of an item. @throws RejectedError 400 */
export function itemId(id: string): string {
  if (/^\d{1,20}$/.test(id)) return id;
  throw new RejectedError(400, "The lead's record is none of monday's: its id is a number");
}

const Text = z.optional(z.nullable(z.string()));

const ColumnValueSchema = z.object({
  id: z.string(),
  type: Text,
  text: Text,
  /** As JSON in a text. */
  value: z.optional(z.unknown()),
  column: z.optional(z.object({ title: z.string() })),
});
export type ColumnValue = z.output<typeof ColumnValueSchema>;

export const ItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  board: z.optional(z.nullable(z.object({ id: z.string() }))),
  column_values: z.array(ColumnValueSchema),
});
export type Item = z.output<typeof ItemSchema>;

export const ItemsSchema = z.object({ items: z.array(ItemSchema) });

export const columnOf = (item: Item, id: string | undefined): ColumnValue | undefined =>
  item.column_values.find((column) => column.id === id);

/** What people read in the column; empty where nothing stands there. */
export const textOf = (column: ColumnValue | undefined): string => column?.text?.trim() ?? "";

/** What is kept in the column. */
export function valueIn<Schema extends z.ZodMiniType>(
  column: ColumnValue | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  return z.safeParse(schema, parsed(column?.value)).data;
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const PhoneSchema = z.object({ phone: z.string(), countryShortName: Text });

/** The number as monday keeps it, mostly without a plus: the column's country says where it is at home. */
export function phoneOf(column: ColumnValue | undefined): string {
  const { phone = textOf(column), countryShortName } = valueIn(column, PhoneSchema) ?? {};
  const country = countryShortName?.toUpperCase() ?? "";
  return (isCountry(country) && parsePhone(phone, country)) || phone.trim();
}

const EmailSchema = z.object({ email: z.string() });

/** The address, which the column may show under another text. */
export const emailOf = (column: ColumnValue | undefined): string =>
  valueIn(column, EmailSchema)?.email.trim() ?? textOf(column);

export interface PersonColumns {
  readonly phoneColumn: string;
  readonly emailColumn: string;
  readonly country?: Country | undefined;
}

/** An item as it is compared with a lead; its name is the person's, in one piece. */
export const candidate = (item: Item, { phoneColumn, emailColumn }: PersonColumns) => ({
  id: item.id,
  ...splitName({ fullName: item.name }),
  phones: [phoneOf(columnOf(item, phoneColumn))],
  emails: [emailOf(columnOf(item, emailColumn))],
});
