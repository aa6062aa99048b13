import { type Chosen, LOOKED_INTO } from "../../leads/waiting.ts";

/** What a list of what waits did not show. */

export interface Shown {
  readonly limit: number;
  /** The index shows all that was asked for, so that what is left is known to fit. */
  readonly isSure: boolean;
}

/** A list that looks for what the index does not show reads so many at most. */
export const readsFor = ({ limit }: Pick<Shown, "limit">): number => limit + LOOKED_INTO;

/** The list's last line; empty where nothing is left. */
export function rest({ items, left }: Chosen<unknown>, { limit, isSure }: Shown): string {
  if (left === 0 || items.length < limit) return "";
  return isSure ? `\n… and ${left} more: --limit ${items.length + left}` : "\n… and perhaps more: --limit";
}

/** Why a list may lack some; undefined where it does not. */
export const lacking = ({ items, left }: Chosen<unknown>, { limit }: Pick<Shown, "limit">): string | undefined =>
  left === 0 || items.length >= limit ? undefined : lackingWords(left);

/** @param left how many were not read */
export const lackingWords = (left: number): string =>
  `Not looked into: ${left} more that may be meant. The index does not show all that was asked for, and no more than ${LOOKED_INTO} items are read to find it out. --since, --reason and --state narrow it down.`;
