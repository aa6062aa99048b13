import type { DayStore } from "../store.ts";
import { accountKey, type MemoryTable } from "./memory-table.ts";

export const dayStore = ({ days }: MemoryTable): DayStore => ({
  put: async (day) => void days.set(accountKey(day.account, day.date), day),
  between: async (account, from, to) =>
    [...days.values()]
      .filter((day) => day.account === account && day.date >= from && day.date <= to)
      .sort((one, other) => (one.date < other.date ? -1 : 1)),
});
