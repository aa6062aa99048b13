import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Mapping } from "../../../lead/reader/fields.ts";
import { fieldByType, readAnswers } from "../../kit/in/labelled-answers.ts";
import { isSameText } from "../../kit/same-text.ts";
import { type ColumnValue, emailOf, type Item, phoneOf, textOf } from "./items.ts";

/** The person of an item: its name, and what its columns hold, by their types and titles. */

export const personSettings = {
  /**
   * Columns, by their titles or ids, in which the board keeps that somebody wants no call: monday has none of its own. Each
   * that is neither empty nor a no holds the lead.
   */
  doNotCall: z._default(z.array(z.string().check(z.minLength(1))), []),
};

export interface PersonSettings {
  readonly mapping: Mapping;
  readonly doNotCall: readonly string[];
}

const declared = fieldByType({ phone: "phone", email: "email" });

/** What may say something of the person; the other types are the board's own book-keeping, and people of the team. */
const TELLING = new Set([
  "checkbox",
  "country",
  "date",
  "dropdown",
  "email",
  "hour",
  "link",
  "location",
  "long_text",
  "numbers",
  "phone",
  "rating",
  "status",
  "tags",
  "text",
  "world_clock",
]);

export function personIn(item: Item, { mapping, doNotCall }: PersonSettings): LeadDraft {
  const columns = item.column_values.filter(({ type }) => type && TELLING.has(type));
  const answers = columns.map((column) => ({
    label: titleOf(column),
    name: column.id,
    value: shownIn(column),
    field: declared(column.type ?? undefined),
  }));
  const name = { label: "Name", value: item.name, field: "fullName" } as const;
  const draft = readAnswers([name, ...answers], mapping);
  return refusesCalls(item, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

const titleOf = ({ id, column }: ColumnValue): string => column?.title || id;

function shownIn(column: ColumnValue): string {
  if (column.type === "phone") return phoneOf(column);
  return column.type === "email" ? emailOf(column) : textOf(column);
}

/** In doubt it is a refusal: the operator has named the column for one. */
const refusesCalls = (item: Item, doNotCall: readonly string[]): boolean =>
  item.column_values
    .filter((column) => doNotCall.some((name) => name === column.id || isSameText(name, titleOf(column))))
    .some((column) => !/^(?:|false|no|0)$/i.test(textOf(column)));
