import type { Arrival } from "../store.ts";
import type { Item } from "./item.ts";
import { leadKey } from "./keys.ts";

/** How leads show in the index of arrivals. */

/** The day of a moment in UTC, as the index of arrivals has it. */
export const utcDay = (at: string): string => at.slice(0, "2026-06-15".length);

/** A row of the index of arrivals. */
export const itemToArrival = ({ pk, receivedAt }: Item): Arrival => ({
  id: (pk?.S ?? "").slice(leadKey("").pk.length),
  receivedAt: receivedAt?.S ?? "",
});
