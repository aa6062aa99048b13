import { later, timing } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { nameOf, type Shard, shardsOf } from "../places.ts";
import type { Quota, QuotaStore } from "../store.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

/** So many full shards a worker remembers: those of a few sources' hours. */
const MOST_REMEMBERED = 100;

export function quotaStore(db: DynamoTable, now: () => Date): QuotaStore {
  /**
   * The names in shards that were found full, which never change again. Without them each lead of a flood would ask all
   * shards of its hour, to be turned away by each.
   */
  const full = new Map<string, ReadonlySet<string>>();

  /** @returns whether the name has a place in the shard */
  async function takeIn({ key, places }: Shard, name: string, quota: Quota): Promise<boolean> {
    const known = full.get(key.pk);
    if (known && known.size >= places) return known.has(name);
    // Counted from the last taking too: a window that lies behind is not forgotten between two of its leads.
    const last = new Date(Math.max(quota.at.getTime(), now().getTime()));
    const inTheWay = await db.updateUnless({
      Key: marshall(key),
      UpdateExpression: "SET kind = :kind, expiresAt = :end ADD who :who",
      ConditionExpression: `${isNew} OR contains(who, :one) OR size(who) < :places`,
      ExpressionAttributeValues: {
        ":kind": { S: "quota" satisfies Kind },
        ":end": { N: String(inSeconds(later(last, 2 * quota.windowMs + timing.quotaMemory))) },
        ":who": { SS: [name] },
        ":one": { S: name },
        ":places": { N: String(places) },
      },
    });
    if (inTheWay === undefined) return true;
    if (full.size >= MOST_REMEMBERED) full.clear();
    full.set(key.pk, new Set(inTheWay.who?.SS));
    return false;
  }

  return {
    async take(quota) {
      const name = nameOf(quota);
      for (const shard of shardsOf(quota)) if (await takeIn(shard, name, quota)) return true;
      return false;
    },
  };
}
