import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Answers with several things in them, page by page. */

interface Dated {
  readonly id: string | number;
  readonly add_time: string;
  readonly update_time: string;
}

interface Sorting {
  readonly sort_by: string;
  readonly sort_direction: "asc" | "desc";
}

export function sorted<Item extends Dated>(items: readonly Item[], { sort_by, sort_direction }: Sorting): Item[] {
  const fieldOf = (item: Item): unknown => (item as Readonly<Record<string, unknown>>)[sort_by];
  const sign = sort_direction === "desc" ? -1 : 1;
  return items.toSorted((a, b) => {
    const [one, other] = [fieldOf(a) as string, fieldOf(b) as string];
    return sign * (one < other ? -1 : one > other ? 1 : Number(a.id) - Number(b.id));
  });
}

/** Of version 2, with a marker for the next page. */
export function page(
  items: readonly unknown[],
  asked: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const start = asked.cursor === undefined ? 0 : Number(Buffer.from(asked.cursor, "base64url").toString());
  const end = start + asked.limit;
  const next_cursor = end < items.length ? Buffer.from(String(end)).toString("base64url") : null;
  return { data: items.slice(start, end), additional_data: { next_cursor } };
}

/** Of version 1, by where the next page begins. An empty list is null. */
export function pageFrom(items: readonly unknown[], { start, limit }: { start: number; limit: number }): Outgoing {
  const data = items.slice(start, start + limit);
  const more = start + limit < items.length;
  return json(200, {
    success: true,
    data: data.length > 0 ? data : null,
    additional_data: {
      pagination: { start, limit, more_items_in_collection: more, ...(more && { next_start: start + limit }) },
    },
  });
}
