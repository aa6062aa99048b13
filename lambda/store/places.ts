import { createHash } from "node:crypto";
import type { Key } from "./items/item.ts";
import { quotaKey } from "./items/quotas.ts";
import type { Quota } from "./store.ts";

/**
 * How the places of a quota lie in the table. They are kept by name, so that who has one keeps it, and DynamoDB bills a
 * write by the size of the whole item: so they lie in shards that stay below the kilobyte of one write unit.
 *
 * Together the shards have as many places as the quota, and a place is never given back: a shard that was found full is
 * full for ever. So who asks one after the other, in an order of their own that is always the same, is turned away only
 * when all places are taken, and who asks again meets their own name before a free place. Where an operator changes
 * the limit within a window, the shards change with it, and who has a place may need another.
 */

/** Names of 8 bytes and one each, with the longest key of a visitor's quota beside them. */
const MOST_IN_A_SHARD = 90;

export interface Shard {
  readonly key: Key;
  readonly places: number;
}

/** Of a fingerprint, in base64url: long enough to tell thousands apart, short enough to keep many in one item. */
const NAME_LENGTH = 8;

/** As whom a place is kept. */
export const nameOf = ({ who }: Pick<Quota, "who">): string =>
  fingerprint(who).toString("base64url").slice(0, NAME_LENGTH);

/** All shards of a quota, in the order in which its taker asks them: each in another, which fills them evenly. */
export function shardsOf(quota: Quota): Shard[] {
  const count = Math.ceil(quota.limit / MOST_IN_A_SHARD);
  return Array.from({ length: count }, (_, index) => ({
    key: quotaKey(quota, index),
    places: Math.floor(quota.limit / count) + (index < quota.limit % count ? 1 : 0),
    turn: fingerprint(`${index} ${quota.who}`).readUInt32BE(),
  })).toSorted((one, other) => one.turn - other.turn);
}

const fingerprint = (text: string): Buffer => createHash("sha256").update(text).digest();
