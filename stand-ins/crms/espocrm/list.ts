import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { refused } from "./answers.ts";
import type { Values } from "./held.ts";
import { readList, type Where } from "./shapes.ts";

/** A list that is searched: https://docs.espocrm.com/development/api-search-params/ */

export function list(rows: readonly Values[], query: URLSearchParams): Outgoing {
  const { where, select, maxSize, offset, order } = readList(query);
  const unknown = where.find(({ attribute }) => !attributes.has(attribute));
  if (unknown) return refused(400, `Not existing attribute '${unknown.attribute}' in where.`);
  const found = rows.filter((row) => where.every((item) => fits(row, item)));
  if (order === "desc") found.reverse();
  const names = select?.split(",");
  const only = (row: Values): Values =>
    names ? Object.fromEntries(Object.entries(row).filter(([name]) => name === "id" || names.includes(name))) : row;
  const page = found.slice(offset, offset + maxSize);
  return json(200, { total: -1, list: page.map(withoutFurther).map(only) });
}

/** A list shows the first phone and address of each, and not the others. */
const withoutFurther = ({ phoneNumberData: _, emailAddressData: __, ...row }: Values): Values => row;

/** Those by which is searched. */
const attributes = new Set(
  "id status emailAddress phoneNumber phoneNumberNumeric description parentId parentType isActive type".split(" "),
);

function fits(row: Values, { type, attribute, value }: Where): boolean {
  const held = attribute === "phoneNumberNumeric" ? String(row.phoneNumber ?? "").replace(/\D/g, "") : row[attribute];
  switch (type) {
    case "isTrue":
      return held === true;
    case "in":
      return Array.isArray(value) && value.some((each) => isSame(held, each));
    case "startsWith":
      return typeof held === "string" && held.toLowerCase().startsWith(String(value).toLowerCase());
    case "endsWith":
      return typeof held === "string" && held.toLowerCase().endsWith(String(value).toLowerCase());
    default:
      return isSame(held, value);
  }
}

/** As EspoCRM compares: capital and small letters are the same. */
export const isSame = (one: unknown, other: unknown): boolean =>
  String(one ?? "").toLowerCase() === String(other).toLowerCase();
