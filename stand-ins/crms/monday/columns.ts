import * as z from "zod";

/** The columns of the board that is played, and what each takes: https://developer.monday.com/api-reference/docs/column-types-reference */

export interface Column {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly labels?: readonly string[];
}

export const columns: readonly Column[] = [
  {
    id: "lead_status",
    title: "Status",
    type: "status",
    labels: ["New Lead", "Attempted to contact", "Contacted", "Qualified", "Unqualified", "Call now"],
  },
  { id: "lead_phone", title: "Phone", type: "phone" },
  { id: "lead_email", title: "Email", type: "email" },
  { id: "lead_company", title: "Company", type: "text" },
  { id: "lead_owner", title: "Owner", type: "people" },
  { id: "lead_tags", title: "Tags", type: "dropdown", labels: ["Callingly", "Interested"] },
  { id: "seconds_to_ring", title: "Seconds to ring", type: "numbers" },
  { id: "attempts", title: "Attempts", type: "numbers" },
  { id: "first_contact", title: "First contact", type: "date" },
];

/** A status shows its labels by number, a dropdown in a list. */
export const settingsOf = ({ type, labels = [] }: Column): string =>
  JSON.stringify(
    type === "dropdown"
      ? { labels: labels.map((name, index) => ({ id: index + 1, name })) }
      : { labels: Object.fromEntries(labels.map((name, index) => [index, name])) },
  );

const Forms: Readonly<Record<string, z.ZodType>> = {
  status: z.union([z.strictObject({ label: z.string() }), z.strictObject({ index: z.int() })]),
  phone: z.strictObject({ phone: z.string().regex(/^\+?\d{5,15}$/), countryShortName: z.string() }),
  email: z.strictObject({ email: z.email(), text: z.string() }),
  text: z.string(),
  people: z.strictObject({
    personsAndTeams: z.array(z.strictObject({ id: z.int(), kind: z.enum(["person", "team"]) })),
  }),
  dropdown: z.union([z.strictObject({ ids: z.array(z.int()) }), z.strictObject({ labels: z.array(z.string()) })]),
  numbers: z.string().regex(/^-?\d+(?:\.\d+)?$/),
  date: z.strictObject({ date: z.iso.date(), time: z.iso.time().optional() }),
};

/** What monday says of a value that it does not take. */
export class WrongValue extends Error {
  readonly column: string;

  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** @throws WrongValue @returns the value as monday keeps it */
export function checkedValue(id: string, value: unknown): unknown {
  const column = columns.find((each) => each.id === id);
  if (!column) throw new WrongValue(id, "This column ID doesn't exist for the board");
  if (value === null) return null;
  const form = Forms[column.type]?.safeParse(value);
  if (!form?.success) throw new WrongValue(id, `invalid value for a column of the type ${column.type}`);
  const { label, labels, ids } = value as { label?: string; labels?: string[]; ids?: number[] };
  const known = column.labels ?? [];
  const missing = [label, ...(labels ?? [])].find((each) => each !== undefined && !known.includes(each));
  if (missing !== undefined || ids?.some((each) => known[each - 1] === undefined)) {
    throw new WrongValue(id, `This label doesn't exist, possible labels are: {${known.join(", ")}}`);
  }
  return labels ? { ids: labels.map((each) => known.indexOf(each) + 1) } : value;
}

/** What people read in the column; a status or dropdown without a value shows null. */
export function textOf({ type, labels = [] }: Column, value: unknown, userName: (id: number) => string): string | null {
  if (value === undefined || value === null) return type === "status" || type === "dropdown" ? null : "";
  if (typeof value === "string") return value;
  const { label, index, phone, email, text, personsAndTeams, ids, date, time } = value as Readonly<
    Partial<{
      label: string;
      index: number;
      phone: string;
      email: string;
      text: string;
      personsAndTeams: { id: number }[];
      ids: number[];
      date: string;
      time: string;
    }>
  >;
  if (type === "status") return label ?? labels[index ?? -1] ?? null;
  if (type === "email") return email === text ? (email ?? "") : `${text} - ${email}`;
  if (personsAndTeams) return personsAndTeams.map(({ id }) => userName(id)).join(", ");
  if (ids) return ids.map((id) => labels[id - 1]).join(", ");
  return phone ?? [date, time?.slice(0, 5)].filter(Boolean).join(" ");
}
