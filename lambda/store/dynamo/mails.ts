import { later, timing } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { mailKey } from "../items/mails.ts";
import { MAIL_LEASE_MS, MAIL_TRIES, type MailStore } from "../stores/mails.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

export const mailStore = (db: DynamoTable): MailStore => ({
  async claim(date, now) {
    const inTheWay = await db.updateUnless({
      Key: marshall(mailKey(date)),
      UpdateExpression: "SET kind = :kind, claimedAt = :now, expiresAt = :end ADD tries :one",
      ConditionExpression: `${isNew} OR (attribute_not_exists(sentAt) AND claimedAt < :lapsed AND tries < :most)`,
      ExpressionAttributeValues: marshall({
        ":kind": "mail" satisfies Kind,
        ":now": now.toISOString(),
        ":end": inSeconds(later(now, timing.strangerMemory)),
        ":one": 1,
        ":lapsed": later(now, -MAIL_LEASE_MS).toISOString(),
        ":most": MAIL_TRIES,
      }),
    });
    if (inTheWay === undefined) return "yours";
    return inTheWay.sentAt !== undefined || Number(inTheWay.tries?.N) >= MAIL_TRIES ? "over" : "another's";
  },

  async sent(date, now) {
    await db.ask("UpdateItem", {
      TableName: db.name,
      Key: marshall(mailKey(date)),
      UpdateExpression: "SET sentAt = :now",
      ExpressionAttributeValues: marshall({ ":now": now.toISOString() }),
    });
  },
});
