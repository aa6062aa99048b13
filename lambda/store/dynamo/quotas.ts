import { createHash } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { later, timing } from "../../lead/timing.ts";
import { quotaKey } from "../items.ts";
import type { QuotaStore } from "../store.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

/** Of a fingerprint, in base64url: long enough to tell thousands apart, short enough to keep them in one item. */
const WHO_LENGTH = 8;

export const quotaStore = (db: DynamoTable, now: () => Date): QuotaStore => ({
  async take(quota) {
    const who = createHash("sha256").update(quota.who).digest("base64url").slice(0, WHO_LENGTH);
    // Counted from the last taking too: a window that lies behind is not forgotten between two of its leads.
    const last = new Date(Math.max(quota.at.getTime(), now().getTime()));
    const expiresAt = inSeconds(later(last, 2 * quota.windowMs + timing.quotaMemory));
    return db.updateIf({
      Key: marshall(quotaKey(quota)),
      UpdateExpression: "SET kind = :kind, expiresAt = :end ADD who :who",
      ConditionExpression: `${isNew} OR contains(who, :one) OR size(who) < :limit`,
      ExpressionAttributeValues: {
        ":kind": { S: "quota" satisfies Kind },
        ":end": { N: String(expiresAt) },
        ":who": { SS: [who] },
        ":one": { S: who },
        ":limit": { N: String(quota.limit) },
      },
    });
  },
});
