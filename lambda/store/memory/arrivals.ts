import { utcDay } from "../items/arrivals.ts";
import type { Arrival, ArrivalStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const arrivalStore = ({ leads }: MemoryTable): ArrivalStore => ({
  async page({ day, order, from, before }, { limit, after }) {
    const isAhead = (one: Arrival, other: Arrival) =>
      order === "oldest first" ? placeOf(one) < placeOf(other) : placeOf(one) > placeOf(other);
    return [...leads.values()]
      .filter(
        (lead) =>
          utcDay(lead.receivedAt) === day &&
          (from === undefined || lead.receivedAt >= from.toISOString()) &&
          (before === undefined || lead.receivedAt < before.toISOString()) &&
          (after === undefined || isAhead(after, lead)),
      )
      .sort((one, other) => (isAhead(one, other) ? -1 : 1))
      .slice(0, limit)
      .map(({ id, receivedAt }) => ({ id, receivedAt }));
  },
});

const placeOf = ({ id, receivedAt }: Arrival): string => `${receivedAt} ${id}`;
