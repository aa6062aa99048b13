import type { Call } from "../../lead/call/call.ts";
import type { Hint } from "../../lead/call/hint.ts";
import { later, timing } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { partOf } from "../items/due.ts";
import { itemToHolder } from "../items/holder.ts";
import { callKey } from "../items/keys.ts";
import { callToItem, itemToCall } from "../items/leads-and-calls.ts";
import type { CallStore } from "../store.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

export const callStore = (db: DynamoTable): CallStore => ({
  hint: (hint) => db.updateIf(updateOf(hint)),

  async tie(hint, leadId) {
    const update = updateOf(hint, leadId);
    const inTheWay = await db.updateUnless({
      ...update,
      ConditionExpression: `(${update.ConditionExpression}) AND (attribute_not_exists(leadId) OR leadId = :lead)`,
    });
    return inTheWay?.leadId ? itemToHolder(inTheWay) : leadId;
  },

  find: (account, callId) => db.find(callKey(account, callId), itemToCall),

  save: (next) => db.save(callToItem(next), next.revision),
});

/** In step with `hinted` and `tied` in lead/call/hint.ts, in shorthand; an update, because hear-call may not read. */
function updateOf(hint: Hint, tiedTo?: string) {
  const { account, callId, digest, hearsay, ref, leadHint, toldAt, notice, isFirstTry, at } = hint;
  const isNameless = hearsay === true && ref === undefined;
  const leadId = notice?.leadId ?? tiedTo;
  const values = {
    ":kind": "call" satisfies Kind,
    ":account": account,
    ":hinted": "hinted" satisfies Call["state"],
    ":at": at.toISOString(),
    ":digest": digest,
    ":worker": "report-call" satisfies Call["wakes"],
    ":one": 1,
    ...(isFirstTry
      ? { ":expiry": inSeconds(later(at, timing.strangerMemory)) }
      : { ":part": partOf("report-call", callId) }),
    ...(ref !== undefined && { ":ref": ref }),
    ...(leadHint !== undefined && { ":leadHint": leadHint }),
    ...(toldAt !== undefined && { ":toldAt": toldAt }),
    ...(hearsay && { ":hearsay": true }),
    ...(isNameless && { ":nameless": true }),
    ...(notice && { ":notice": notice.reason }),
    ...(leadId !== undefined && { ":lead": leadId }),
  };
  const set = [
    "kind = :kind, account = :account, #state = :hinted, hintedAt = :at, hintDigest = :digest",
    "wakes = :worker",
    isFirstTry ? "expiresAt = if_not_exists(expiresAt, :expiry)" : "dueFor = :part, dueAt = :at",
    ...(ref === undefined ? [] : ["refHint = :ref"]),
    ...(leadHint === undefined ? [] : ["leadHint = :leadHint"]),
    ...(toldAt === undefined ? [] : ["toldAt = :toldAt"]),
    ...(hearsay ? ["hearsay = :hearsay"] : []),
    ...(isNameless ? ["nameless = :nameless"] : []),
    ...(notice ? ["notice = :notice"] : []),
    ...(leadId === undefined ? [] : ["leadId = :lead"]),
  ];
  const remove = [
    "waitsAs, reason, detail",
    ...(isFirstTry ? [] : ["expiresAt"]),
    ...(ref !== undefined && leadHint === undefined ? ["leadHint"] : []),
    ...(leadHint !== undefined && ref === undefined ? ["refHint"] : []),
    ...(hearsay ? [] : ["hearsay"]),
    ...(isNameless ? [] : ["nameless"]),
  ];
  return {
    Key: marshall(callKey(account, callId)),
    UpdateExpression: `SET ${set.join(", ")} REMOVE ${remove.join(", ")} ADD revision :one`,
    ConditionExpression: `${isNew} OR hintDigest <> :digest`,
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: marshall(values),
  };
}
